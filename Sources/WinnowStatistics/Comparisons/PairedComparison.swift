/// The comparison of two strategies by their values on the same problems.
public struct PairedComparison: Sendable {
    /// Mean of first minus second.
    public let difference: Double

    /// The interval of the difference over problems: ``Interval/difference(_:confidence:resampling:)``.
    public let interval: Interval

    /// The two-sided p-value of the sign-flip permutation test.
    public let pValue: Double

    /// Whether the p-value comes from all sign patterns.
    public let isExact: Bool

    /// The smallest true difference that this many problems would show at 80 % power; nil for fewer than two problems.
    public let resolvable: Double?

    /// Compares two columns whose rows are the same problems in the same order; what differs by rounding is equal.
    ///
    /// - Parameters:
    ///   - resampling: draws shared between comparisons of amounts; by default they are made for this one.
    ///   - clusters: of the problems, which take the place of problems: signs are flipped of whole clusters, and what is
    ///     resolvable rests on the cluster-robust standard error. Nil where problems are independent draws.
    public init(
        _ first: [Double], _ second: [Double], confidence: Double = 0.95, resampling: Resampling? = nil,
        seed: UInt64 = 0, clusters: Clusters? = nil
    ) {
        precondition(
            first.count == second.count && !first.isEmpty, "\(first.count) values paired with \(second.count)")
        let differences = Rounding.differences(first, second)
        difference = mean(of: differences)
        interval =
            clusters?.difference(differences, confidence: confidence)
            ?? .difference(differences, confidence: confidence, resampling: resampling)
        let test = SignFlipTest(differences: clusters?.totals(of: differences) ?? differences, seed: seed)
        pValue = test.pValue
        isExact = test.isExact
        let count = Double(differences.count)
        let error =
            clusters?.standardError(of: differences) ?? standardDeviation(of: differences) / count.squareRoot()
        resolvable =
            differences.count < 2
            ? nil
            : resolvableDifference(pairs: differences.count, standardDeviation: error * count.squareRoot())
    }
}

/// The smallest mean difference that a two-sided paired test finds with the given power.
///
/// Source: the normal approximation (z_{1−α/2} + z_power) · σ / √n, e.g. Miller, "Adding Error Bars to Evals",
/// arXiv 2411.00640, section 5.
///
/// - Parameter standardDeviation: that of the per-problem differences.
public func resolvableDifference(
    pairs: Int, standardDeviation: Double, power: Double = 0.8, significance: Double = 0.05
) -> Double {
    precondition(pairs > 0, "\(pairs) pairs")
    return (Normal.quantile(1 - significance / 2) + Normal.quantile(power)) * standardDeviation
        / Double(pairs).squareRoot()
}
