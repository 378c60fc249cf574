/// Clusters are groups of problems that are no independent draws, such as those of one template or of one document.
///
/// What is drawn are then the clusters: each stands with all of its problems, and the mean over problems is a ratio of
/// sums over clusters.
///
/// Source: Miller, "Adding Error Bars to Evals", arXiv 2411.00640, section 2.2; Cameron and Miller, Journal of Human
/// Resources 50, 2015.
public struct Clusters: Hashable, Sendable {
    /// There are so many clusters.
    public let count: Int

    /// Each problem's cluster has this number, counted from 0.
    private let numbers: [Int]

    /// Each cluster has so many problems.
    public let sizes: [Double]

    /// - Parameter names: of the cluster of each problem; at least one.
    public init(_ names: [some Hashable]) {
        precondition(!names.isEmpty, "clusters of no problems")
        var known: [AnyHashable: Int] = [:]
        var numbers: [Int] = []
        for name in names {
            let number = known[name] ?? known.count
            known[name] = number
            numbers.append(number)
        }
        var sizes = [Double](repeating: 0, count: known.count)
        for number in numbers { sizes[number] += 1 }
        (self.numbers, self.sizes, count) = (numbers, sizes, known.count)
    }

    /// There are so many problems.
    public var problems: Int { numbers.count }

    /// Adds up the values of each cluster's problems.
    public func totals(of values: [Double]) -> [Double] {
        precondition(values.count == numbers.count, "\(values.count) values of \(numbers.count) problems")
        var totals = [Double](repeating: 0, count: count)
        for (value, number) in zip(values, numbers) { totals[number] += value }
        return totals
    }

    /// The mean of each cluster's values.
    private func means(of values: [Double]) -> [Double] { zip(totals(of: values), sizes).map { $0 / $1 } }

    private var areAlike: Bool { sizes.allSatisfy { $0 == sizes[0] } }
}

extension Clusters {
    /// Makes the interval of a mean over problems, by the method that fits the values, with clusters in the place of
    /// problems; of clusters of one problem each it is ``Interval/interval(of:confidence:resampling:)``.
    ///
    /// Of rates the limits are Gaffke's with one cluster more, of mean size, of which all problems are wrong or right; of
    /// amounts they are of the BCa bootstrap over clusters.
    public func interval(of perProblem: [Double], confidence: Double = 0.95) -> Interval {
        let slack = Rounding.relativeError
        guard perProblem.allSatisfy({ (-slack...1 + slack).contains($0) }) else {
            return amount(of: perProblem, confidence: confidence)
        }
        let (totals, means) = (totals(of: perProblem), means(of: perProblem))
        return areAlike || Rounding.areEqual(means)
            ? .gaffke(of: means, confidence: confidence)
            : .gaffke(of: totals, over: sizes, confidence: confidence)
    }

    /// Makes the interval of the mean difference of two rates of each problem, with clusters in the place of problems; of
    /// clusters of one problem each it is ``Interval/difference(_:confidence:resampling:)``.
    public func difference(_ differences: [Double], confidence: Double = 0.95) -> Interval {
        guard differences.allSatisfy({ abs($0) <= 1 + Rounding.relativeError }) else {
            return amount(of: differences, confidence: confidence)
        }
        return .difference(ofMeans: means(of: differences), sizes, confidence: confidence)
    }

    /// Makes the interval of a mean of amounts: BCa bootstrap over the clusters, and no width where all are equal.
    ///
    /// The acceleration is that of the ratio to first order, from each cluster's sum of deviations.
    private func amount(of values: [Double], confidence: Double) -> Interval {
        let estimate = mean(of: values)
        if Rounding.areEqual(values) { return Interval(low: estimate, high: estimate, method: .constant) }
        let resampling = Resampling(problems: count)
        let ratios = zip(resampling.means(of: totals(of: values)), resampling.means(of: sizes)).map { $0 / $1 }
        return .bootstrapBCa(
            means: ratios.sorted(), estimate: estimate,
            acceleration: Interval.acceleration(of: totals(of: values.map { $0 - estimate })), confidence: confidence)
    }

    /// The cluster-robust standard error of the mean over problems; nil for fewer than two problems.
    ///
    /// Source: Miller, arXiv 2411.00640, equation 4: SE² = s²/n + Σ_c Σ_{i ≠ j in c} (x_i − x̄)(x_j − x̄) / n², which is
    /// the usual one where each problem is a cluster of its own.
    public func standardError(of values: [Double]) -> Double? {
        guard values.count > 1 else { return nil }
        let (n, centre) = (Double(values.count), mean(of: values))
        let deviations = values.map { $0 - centre }
        let squares = deviations.reduce(0) { $0 + $1 * $1 }
        let together = totals(of: deviations).reduce(0) { $0 + $1 * $1 }
        return max(0, squares / (n * (n - 1)) + (together - squares) / (n * n)).squareRoot()
    }
}
