extension Interval {
    /// Makes Gaffke's limits of a mean of values in [0, 1]: those of the Bayesian bootstrap with one problem more, which nobody has
    /// seen, of value 0 for the lower and 1 for the upper limit.
    ///
    /// They are computed without random draws. Of 0/1 values they are Clopper and Pearson's, and n equal values have a
    /// width as if each stood for a kind of problem that n problems may have missed: 1 − 0.025^(1/n), about 3.7 / n,
    /// times the distance to 0 or 1. No distribution on [0, 1] is known for which they cover less than they say. Where
    /// the sum of the values rounds to n or to 0, the limits are no wider than those of n outcomes of 1 or of 0.
    ///
    /// Source: Gaffke, Mathematical Methods of Statistics 14, 2005; Learned-Miller and Thomas, "A New Confidence Interval
    /// for the Mean of a Bounded Random Variable", arXiv 1905.06208, section 4.
    ///
    /// - Parameter values: at least one; what is outside of [0, 1] by rounding is taken as 0 or 1.
    public static func gaffke(of values: [Double], confidence: Double = 0.95) -> Interval {
        requireConfidence(confidence)
        precondition(!values.isEmpty, "no values")
        let rates = values.map { min(1, max(0, $0)) }
        let count = Double(rates.count)
        let rounded = rates.reduce(0, +).rounded()
        if rates.allSatisfy({ Rounding.areEqual($0, 0) || Rounding.areEqual($0, 1) }) {
            return clopperPearson(successes: rounded, trials: rates.count, confidence: confidence)
        }
        var interval = unseen(UnseenProblem(values: rates), confidence)
        let allAlike = Beta.quantile((1 - confidence) / 2, a: count, b: 1)
        if rounded == count { interval.low = max(interval.low, allAlike) }
        if rounded == 0 { interval.high = min(interval.high, 1 - allAlike) }
        return interval
    }

    /// Makes the limits of a ratio of sums that is a rate, with one problem more, of rate 0 or 1.
    static func gaffke(
        of numerators: [Double], over denominators: [Double], confidence: Double
    ) -> Interval {
        requireConfidence(confidence)
        return unseen(UnseenProblem(numerators: numerators, denominators: denominators), confidence)
    }

    private static func unseen(_ problems: UnseenProblem, _ confidence: Double) -> Interval {
        let limits = problems.limits(in: 0...1, confidence: confidence)
        return Interval(low: max(0, limits.low), high: min(1, limits.high), method: .gaffke)
    }

    static func requireConfidence(_ confidence: Double) {
        precondition(confidence > 0 && confidence < 1, "confidence \(confidence) is not between 0 and 1")
    }
}
