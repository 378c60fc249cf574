extension Interval {
    /// Makes the interval of Σ numerators / Σ denominators over problems.
    ///
    /// For rates among candidates, such as P(accepted | wrong): candidates of one problem are not independent, so
    /// problems are drawn, each with all of its candidates. Where every problem's ratio is in [0, 1] the limits are those
    /// of the Bayesian bootstrap with one problem more, of average denominator and ratio 0 or 1, which has a width also
    /// where all problems agree; otherwise they are of the percentile bootstrap, without the resamples that have no
    /// denominator.
    ///
    /// Source: ``gaffke(of:confidence:)``, of which this is the form for ratios; Efron and Tibshirani 1993, chapter 13.
    ///
    /// - Returns: nil where the ratio is undefined.
    public static func ratio(
        of numerators: [Double], over denominators: [Double], resampling: Resampling, confidence: Double = 0.95
    ) -> Interval? {
        let pairs = zip(numerators, denominators)
        guard pairs.contains(where: { $0.1 > 0 }) else { return nil }
        let slack = Rounding.relativeError
        let areRates = pairs.allSatisfy { $0.0 >= -slack * $0.1 && $0.0 <= (1 + slack) * $0.1 && $0.1 >= 0 }
        guard areRates else {
            return resampling.ratios(of: numerators, over: denominators).interval(confidence: confidence)
        }
        let rates = pairs.filter { $0.1 > 0 }.map { $0.0 / $0.1 }
        // Problems that agree count alike.
        return Rounding.areEqual(rates)
            ? gaffke(of: rates, confidence: confidence)
            : gaffke(of: numerators, over: denominators, confidence: confidence)
    }

    /// Makes the interval of the odds Σ for / Σ against over problems, such as the Mantel–Haenszel odds ratio: that of the
    /// share Σ for / Σ (for + against), with its odds taken.
    ///
    /// - Returns: nil where nothing is for or against.
    public static func odds(of pro: [Double], against con: [Double], confidence: Double = 0.95) -> Interval? {
        let both = zip(pro, con).map { $0 + $1 }
        guard both.contains(where: { $0 > 0 }) else { return nil }
        let share = gaffke(of: pro, over: both, confidence: confidence)
        func odds(_ share: Double) -> Double { share >= 1 ? .infinity : share / (1 - share) }
        return Interval(low: odds(share.low), high: odds(share.high), method: .gaffke)
    }
}
