import Glibc
import WinnowRandom

/// Spearman's rank correlation of two values per problem, with a percentile bootstrap interval over problems.
///
/// Ranks are those of all problems, ties sharing the mean rank; a resample correlates the ranks of its problems.
///
/// Source: Spearman, American Journal of Psychology 15, 1904; Efron and Tibshirani 1993, chapter 13.
public struct RankCorrelation: Sendable {
    /// Between −1 and 1; NaN when one of the values never varies.
    public let coefficient: Double
    public let interval: Interval

    /// Of more problems than ``Resampling/mostGroups``, groups are drawn, as in ``Resampling``.
    ///
    /// - Complexity: O(n log n + n · resamples), n at most ``Resampling/mostGroups``.
    public init(
        _ first: [Double], _ second: [Double], resamples: Int = 2_000, confidence: Double = 0.95, seed: UInt64 = 0
    ) {
        precondition(
            first.count == second.count && !first.isEmpty, "\(first.count) values paired with \(second.count)")
        let (x, y) = (Self.ranks(first), Self.ranks(second))
        let all = Array(first.indices)
        coefficient = Self.pearson(x, y, at: all)
        let coefficients =
            all.count > Resampling.mostGroups
            ? Self.grouped(x, y, Resampling(problems: all.count, resamples: resamples, seed: seed))
            : Self.drawn(x, y, resamples, seed)
        // A resample in which a value does not vary says nothing of the correlation.
        let defined = coefficients.filter { !$0.isNaN }.sorted()
        let tail = (1 - confidence) / 2
        interval =
            coefficient.isNaN || defined.isEmpty
            ? Interval(low: .nan, high: .nan, method: .bootstrapPercentile)
            : Interval(
                low: Interval.quantile(tail, ofSorted: defined), high: Interval.quantile(1 - tail, ofSorted: defined),
                method: .bootstrapPercentile)
    }

    /// The smallest true correlation that this many pairs show at a power, by Fisher's transformation.
    public static func detectable(pairs: Int, power: Double = 0.8, significance: Double = 0.05) -> Double {
        guard pairs > 3 else { return 1 }
        return tanh((Normal.quantile(1 - significance / 2) + Normal.quantile(power)) / Double(pairs - 3).squareRoot())
    }

    /// 1-based ranks, ties sharing their mean.
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, Rounding.areEqual(values[order[end]], values[order[start]], size: 0) { end += 1 }
            for index in order[start..<end] { ranks[index] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }

    /// Computes the coefficient in each resample of the problems.
    private static func drawn(_ x: [Double], _ y: [Double], _ resamples: Int, _ seed: UInt64) -> [Double] {
        var key = StableHash("rank correlation")
        key.combine(seed)
        var drawn = Array(x.indices)
        return (0..<resamples).map { resample in
            var random = CounterRandom(key: key.value, stream: UInt64(resample))
            for index in drawn.indices { drawn[index] = random.below(x.count) }
            return pearson(x, y, at: drawn)
        }
    }

    /// Computes the coefficient in each resample of groups of problems.
    private static func grouped(_ x: [Double], _ y: [Double], _ resampling: Resampling) -> [Double] {
        // Ranks about their middle, so that the squares of their means take nothing from the digits.
        let middle = Double(x.count + 1) / 2
        let (x, y) = (x.map { $0 - middle }, y.map { $0 - middle })
        let means = [x, y, zip(x, x).map(*), zip(y, y).map(*), zip(x, y).map(*)].map { resampling.means(of: $0) }
        return means[0].indices.map { index in
            let (meanX, meanY) = (means[0][index], means[1][index])
            let scale = ((means[2][index] - meanX * meanX) * (means[3][index] - meanY * meanY)).squareRoot()
            return scale > 0 ? (means[4][index] - meanX * meanY) / scale : .nan
        }
    }

    private static func pearson(_ x: [Double], _ y: [Double], at indices: [Int]) -> Double {
        let count = Double(indices.count)
        var (sumX, sumY, squareX, squareY, product) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for index in indices {
            sumX += x[index]
            sumY += y[index]
            squareX += x[index] * x[index]
            squareY += y[index] * y[index]
            product += x[index] * y[index]
        }
        let scale = ((squareX - sumX * sumX / count) * (squareY - sumY * sumY / count)).squareRoot()
        return scale > 0 ? (product - sumX * sumY / count) / scale : .nan
    }
}
