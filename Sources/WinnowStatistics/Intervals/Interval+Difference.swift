extension Interval {
    /// Makes the interval of the mean difference of two rates of each problem.
    ///
    /// The limits are Gaffke's, with one problem more whose difference is the largest that is possible. Where the
    /// differences are fewer than six equal ones among zeros would be, they show nothing about the size of the others, as no
    /// paired test of fewer finds anything at 5 %: then it is ±1, so that n equal problems have the limits
    /// ±(1 − 0.025^(1/n)). Of more it is plus or minus the largest that was seen, so that small differences keep narrow
    /// intervals. They are counted by (Σ|d|)² / Σd², in which small ones count little beside large ones.
    ///
    /// Differences beyond ±1 are of amounts: BCa bootstrap.
    ///
    /// - Parameter differences: at least one; rounding noise is taken as 0.
    public static func difference(
        _ differences: [Double], confidence: Double = 0.95, resampling: Resampling? = nil
    ) -> Interval {
        requireConfidence(confidence)
        precondition(!differences.isEmpty, "no differences")
        let largest = differences.reduce(0) { max($0, abs($1)) }
        guard largest <= 1 + Rounding.relativeError else {
            return amount(of: differences, confidence: confidence, resampling: resampling)
        }
        return difference(
            ofMeans: differences, [Double](repeating: 1, count: differences.count), confidence: confidence)
    }

    /// Makes the same of groups of problems: of the mean difference of each, and its number of problems.
    static func difference(ofMeans differences: [Double], _ sizes: [Double], confidence: Double) -> Interval {
        let largest = differences.reduce(0) { max($0, abs($1)) }
        let cleaned = differences.map { Rounding.areEqual($0, 0) ? 0 : $0 }
        let reach = effectiveNumber(of: cleaned) < leastInformative ? 1 : largest
        let sums = zip(cleaned, sizes).map { $0 / reach * $1 }
        let limits = UnseenProblem(numerators: sums, denominators: sizes).limits(in: -1...1, confidence: confidence)
        return Interval(low: max(-1, limits.low * reach), high: min(1, limits.high * reach), method: .gaffke)
    }

    /// A sign test at 5 % finds nothing in fewer differences: 2 · 2⁻⁶ < 0.05 < 2 · 2⁻⁵.
    private static let leastInformative = 6.0

    /// Counts the equal differences among zeros that would have the same ratio of moments.
    ///
    /// Source: Kish, "Survey Sampling", 1965, section 11.7, the effective number of unequal weights.
    private static func effectiveNumber(of differences: [Double]) -> Double {
        let total = differences.reduce(0) { $0 + abs($1) }
        let square = differences.reduce(0) { $0 + $1 * $1 }
        // Equal sizes must not miss a whole number by the last bits.
        return square > 0 ? total * total / square * (1 + Rounding.relativeError) : 0
    }
}
