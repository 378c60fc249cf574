/// The number of paired problems with which a two-sided test finds a mean difference with the given power.
///
/// The inverse of ``resolvableDifference(pairs:standardDeviation:power:significance:)``, rounded up; at least 2, as one
/// difference has no spread.
///
/// Source: the normal approximation n = ((z_{1−α/2} + z_power) · σ / δ)², e.g. Miller, "Adding Error Bars to Evals",
/// arXiv 2411.00640, section 5.
///
/// - Parameters:
///   - difference: δ, other than 0.
///   - standardDeviation: σ, that of the per-problem differences.
/// - Returns: a whole number, which may be too large for an integer.
public func pairsNeeded(
    difference: Double, standardDeviation: Double, power: Double = 0.8, significance: Double = 0.05
) -> Double {
    precondition(difference != 0 && standardDeviation >= 0, "a difference of \(difference) ± \(standardDeviation)")
    let one = resolvableDifference(
        pairs: 1, standardDeviation: standardDeviation, power: power, significance: significance)
    let ratio = one / abs(difference)
    // What is whole in exact arithmetic must not be rounded up for its last bits.
    return max(2, (ratio * ratio * (1 - 1e-12)).rounded(.up))
}

/// The probability that a two-sided paired test finds a true mean difference, in the right direction.
///
/// Source: the normal approximation Φ(|δ| · √n / σ − z_{1−α/2}), as in ``pairsNeeded``.
public func power(
    pairs: Int, difference: Double, standardDeviation: Double, significance: Double = 0.05
) -> Double {
    precondition(pairs > 0 && standardDeviation > 0, "\(pairs) pairs, standard deviation \(standardDeviation)")
    return Normal.cumulative(
        abs(difference) * Double(pairs).squareRoot() / standardDeviation - Normal.quantile(1 - significance / 2))
}
