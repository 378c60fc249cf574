import TestGuards
import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Clusters of problems")
struct ClusterTests {
    private static let rates = [1, 0, 0.5, 1, 1, 0, 0.25, 0.75, 0, 0, 1, 0.5]
    private static let differences = [1, 0, -0.5, 0, 1, 0, 0.25, -0.75, 0, 0, 0.5, 0.5]
    private static let clusters = Clusters([0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 4, 4])

    /// Values of every kind: rates, 0/1, equal ones, differences, amounts.
    private static func columns(_ count: Int, seed: UInt64) -> [[Double]] {
        var random = CounterRandom(key: StableHash("clusters for tests").value, stream: seed)
        let rates = (0..<count).map { _ in random.uniform() }
        return [
            rates, rates.map { $0 < 0.4 ? 1 : 0 }, rates.map { _ in 0.25 }, rates.map { _ in 1 },
            rates.map { 100 * $0 - 20 },
        ]
    }

    @Test("clusters of one problem each have the unclustered interval, test and resolution", arguments: 0..<6)
    func singletons(seed: UInt64) throws {
        let count = 3 + 5 * Int(seed)
        let singletons = Clusters(Array(0..<count))
        for values in Self.columns(count, seed: seed) {
            #expect(singletons.interval(of: values) == Interval.interval(of: values))
            let differences = values.map { $0 - 0.5 }
            #expect(singletons.difference(differences) == Interval.difference(differences))
            let others = values.reversed().map { $0 }
            let (one, other) = (
                PairedComparison(values, others), PairedComparison(values, others, clusters: singletons)
            )
            #expect(one.interval == other.interval && one.pValue == other.pValue)
            #expect(abs((one.resolvable ?? 0) - (other.resolvable ?? 1)) <= 1e-12 * max(1, one.resolvable ?? 0))
        }
    }

    @Test("a problem that stands k times in its cluster counts once", arguments: [2, 3, 7])
    func duplicates(times: Int) throws {
        for seed in UInt64(0)..<4 {
            let count = 4 + 6 * Int(seed)
            let clusters = Clusters((0..<count).flatMap { Array(repeating: $0, count: times) })
            #expect(clusters.count == count && clusters.problems == count * times)
            for values in Self.columns(count, seed: seed) {
                let many = values.flatMap { Array(repeating: $0, count: times) }
                let once = try #require(Interval.interval(of: values))
                let whole = clusters.interval(of: many)
                #expect(once.method == whole.method)
                for (a, b) in [(once.low, whole.low), (once.high, whole.high)] {
                    #expect(abs(a - b) < 1e-8 * max(1, abs(a)), "\(a) \(b)")
                }
                // As if they were more problems, they would have a narrower one.
                let naive = try #require(Interval.interval(of: many))
                if once.method != .constant { #expect(naive.high - naive.low < once.high - once.low) }
                let comparison = PairedComparison(many, many.map { _ in 0.5 }, clusters: clusters)
                #expect(comparison.pValue == PairedComparison(values, values.map { _ in 0.5 }).pValue)
            }
        }
    }

    @Test("the cluster-robust standard error is numpy's, and that of independent problems where they are")
    func standardError() throws {
        // x.var(ddof=1)/n + Σ over clusters of (the sum of the outer product of deviations − its trace) / n², in numpy.
        #expect(abs(try #require(Self.clusters.standardError(of: Self.rates)) - 0.13675763786769468) < 1e-15)
        #expect(abs(try #require(Self.clusters.standardError(of: Self.differences)) - 0.133184628776417) < 1e-15)
        let alone = try #require(Clusters(Array(0..<12)).standardError(of: Self.rates))
        #expect(abs(alone - standardDeviation(of: Self.rates) / 12.0.squareRoot()) < 1e-15)
        #expect(Clusters([0]).standardError(of: [1]) == nil)
    }

    @Test("limits of clusters of several sizes are those of four million draws in numpy")
    func limits() {
        // One cluster more, of mean size, all wrong or all right; exponential weights, the 2.5 % and 97.5 % quantiles.
        let interval = Self.clusters.interval(of: Self.rates)
        #expect(
            abs(interval.low - 0.1946) < 0.0006 && abs(interval.high - 0.8378) < 0.0006 && interval.method == .gaffke)
        let difference = Self.clusters.difference(Self.differences)
        #expect(abs(difference.low + 0.4548) < 0.001 && abs(difference.high - 0.6463) < 0.001)
        // Signs of clusters: 12 of 32 patterns have a sum as large as 0.5 + 1 − 0.5 + 0 + 1.
        let comparison = PairedComparison(Self.differences, Self.differences.map { _ in 0 }, clusters: Self.clusters)
        #expect(comparison.pValue == 0.375 && comparison.isExact)
        #expect(Self.clusters.sizes == [3, 2, 4, 1, 2])
    }
}
