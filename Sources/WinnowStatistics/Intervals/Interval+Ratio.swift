extension Interval {
    /// The percentile bootstrap interval of Σ numerators / Σ denominators, over problems.
    ///
    /// For rates among candidates, such as P(accepted | wrong): candidates of one problem are not independent, so
    /// problems are drawn, each with all of its candidates. Resamples without a denominator are left out.
    ///
    /// - Parameters:
    ///   - numerators: one sum per problem.
    ///   - denominators: one sum per problem, none negative.
    /// - Returns: nil when the denominators sum to 0.
    public static func bootstrapRatio(
        of numerators: [Double], to denominators: [Double], confidence: Double = 0.95, resampling: Resampling
    ) -> Interval? {
        guard denominators.contains(where: { $0 > 0 }) else { return nil }
        let ratios = zip(resampling.means(of: numerators), resampling.means(of: denominators))
            .filter { $0.1 > 0 }.map { $0.0 / $0.1 }.sorted()
        let tail = (1 - confidence) / 2
        return Interval(
            low: quantile(tail, ofSorted: ratios), high: quantile(1 - tail, ofSorted: ratios),
            method: .bootstrapPercentile)
    }
}
