import Glibc

/// A fit finds the most likely ``BetaBinomial`` of counted successes.
///
/// The mass at zero is maximised out for each (a, b), where the likelihood is concave in it. The rest is a search over
/// the mean's logit and the logarithm of a + b, from the best points of a coarse grid.
///
/// Source: the beta model of coverage: a power law of coverage comes from the left tail of the
/// problems' success rates (Brown et al., arXiv 2407.21787; Schaeffer et al., arXiv 2502.17578).
public struct BetaBinomialFit: Sendable {
    public let distribution: BetaBinomial

    /// The likelihood has this natural logarithm, binomial coefficients included.
    public let logLikelihood: Double

    /// Fits by maximum likelihood.
    ///
    /// On the boundary the fit is the nearest distribution in reach: problems that are all alike have a + b = 10⁶, those
    /// that always or never succeed a + b = 10⁻³. Where no problem has a success, the mass at zero is 1 (or the mean
    /// at its least), and a and b mean nothing.
    ///
    /// - Parameters:
    ///   - successes: per problem, between 0 and its trials.
    ///   - trials: per problem, at least 1.
    ///   - weights: per problem, such as how often a resample has it; 1 when nil.
    ///   - withZeroMass: whether the mass at zero is fitted too, instead of being 0.
    ///   - start: where to search from, such as the fit of the original sample; nil searches from a grid.
    /// - Complexity: O(largest number of trials), some hundred times.
    public init(
        successes: [Int], trials: [Int], weights: [Double]? = nil, withZeroMass: Bool = true,
        from start: BetaBinomial? = nil
    ) {
        precondition(
            successes.count == trials.count && !trials.isEmpty && (weights == nil || weights?.count == trials.count),
            "\(successes.count) successes of \(trials.count) problems")
        precondition(
            zip(successes, trials).allSatisfy { $0 >= 0 && $0 <= $1 && $1 > 0 }, "more successes than trials")
        let counts = SuccessCounts(successes: successes, trials: trials, weights: weights)
        func loss(_ point: SIMD2<Double>) -> Double {
            let (a, b) = Self.parameters(point)
            return -counts.logLikelihood(a: a, b: b, withZeroMass: withZeroMass).value
        }
        let starts = start.map { [Self.point(of: $0)] } ?? Self.bestOfGrid(loss)
        var best = (point: starts[0], value: Double.infinity)
        for start in starts {
            let found = downhillSimplexMinimum(of: loss, from: start, step: 0.5)
            if found.value < best.value { best = found }
        }
        // A simplex may collapse before the minimum: a fresh one would go on from there.
        if start == nil { best = downhillSimplexMinimum(of: loss, from: best.point, step: 0.25) }
        let (a, b) = Self.parameters(best.point)
        let (value, zeroMass) = counts.logLikelihood(a: a, b: b, withZeroMass: withZeroMass)
        distribution = BetaBinomial(a: a, b: b, zeroMass: zeroMass)
        logLikelihood = value
    }

    private static let logits = -16.0...16.0
    private static let logSizes = log(1e-3)...log(1e6)

    /// Makes a and b of a logit of the mean and a logarithm of a + b, both kept in reach.
    private static func parameters(_ point: SIMD2<Double>) -> (a: Double, b: Double) {
        let logit = min(max(point.x, logits.lowerBound), logits.upperBound)
        let size = exp(min(max(point.y, logSizes.lowerBound), logSizes.upperBound))
        return (size / (1 + exp(-logit)), size / (1 + exp(logit)))
    }

    private static func point(of distribution: BetaBinomial) -> SIMD2<Double> {
        SIMD2(log(distribution.a / distribution.b), log(distribution.a + distribution.b))
    }

    private static func bestOfGrid(_ loss: (SIMD2<Double>) -> Double) -> [SIMD2<Double>] {
        let grid = stride(from: -8.0, through: 8, by: 2).flatMap { logit in
            [0.1, 1, 10, 100].map { SIMD2(logit, log($0)) }
        }
        return grid.map { (point: $0, loss: loss($0)) }.sorted { $0.loss < $1.loss }.prefix(3).map(\.point)
    }
}

/// The test of a mass at zero is a likelihood-ratio test.
public struct ZeroMassTest: Sendable {
    /// The statistic is twice the gain in log-likelihood.
    public let statistic: Double

    /// The p-value is P(a gain at least as large without any mass at zero), in large samples.
    ///
    /// Source: the parameter is on its boundary, so that the statistic is 0 half of the time and χ² with one degree of
    /// freedom otherwise: Self and Liang, JASA 82, 1987, case 5.
    public let pValue: Double

    /// - Parameters:
    ///   - fit: with a mass at zero.
    ///   - plain: the fit of the same data without.
    public init(_ fit: BetaBinomialFit, against plain: BetaBinomialFit) {
        // Both fits are searches: what one misses of the last digits is no evidence.
        let gain = fit.logLikelihood - plain.logLikelihood
        statistic = gain > 1e-6 ? 2 * gain : 0
        pValue = statistic == 0 ? 1 : Normal.cumulative(-statistic.squareRoot())
    }
}
