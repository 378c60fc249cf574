extension Interval {
    /// The Clopper–Pearson interval, which covers with at least the stated probability.
    ///
    /// `successes` may be fractional (the sum of per-problem rates in [0, 1]); the limits are then interpolated by the
    /// beta distribution between those of the neighbouring counts.
    ///
    /// Source: Clopper and Pearson, Biometrika 26, 1934: Beta(x, n−x+1) and Beta(x+1, n−x) quantiles.
    public static func clopperPearson(successes: Double, trials: Int, confidence: Double = 0.95) -> Interval {
        requireRate(successes, trials, confidence)
        let tail = (1 - confidence) / 2
        let failures = Double(trials) - successes
        return Interval(
            low: successes <= 0 ? 0 : Beta.quantile(tail, a: successes, b: failures + 1),
            high: failures <= 0 ? 1 : Beta.quantile(1 - tail, a: successes + 1, b: failures),
            method: .clopperPearson)
    }

    /// Wilson's score interval, without continuity correction.
    ///
    /// Source: Wilson, JASA 22, 1927; Brown, Cai and DasGupta, Statistical Science 16, 2001, equation 4.
    public static func wilson(successes: Int, trials: Int, confidence: Double = 0.95) -> Interval {
        requireRate(Double(successes), trials, confidence)
        let z = Normal.quantile((1 + confidence) / 2)
        let n = Double(trials)
        let rate = Double(successes) / n
        let scale = 1 + z * z / n
        let centre = (rate + z * z / (2 * n)) / scale
        let half = z * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot() / scale
        return Interval(
            low: successes == 0 ? 0 : centre - half, high: successes == trials ? 1 : centre + half, method: .wilson)
    }

    private static func requireRate(_ successes: Double, _ trials: Int, _ confidence: Double) {
        precondition(
            trials > 0 && successes >= 0 && successes <= Double(trials), "\(successes) successes of \(trials) trials")
        requireConfidence(confidence)
    }
}
