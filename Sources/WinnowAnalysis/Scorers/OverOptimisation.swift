import WinnowCore
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// A scorer is over-optimised where picking the best of more candidates makes its answers worse: its curve rises and
/// falls again.
///
/// Source: Cobbe et al., arXiv 2110.14168, figure 7, who saw it beyond 400 candidates; Gao et al., arXiv 2210.10760.
struct OverOptimisation: Sendable {
    let source: ScoreSource
    let budgets: [Int]
    /// The rates are [budget][problem].
    let right: [[Double]]

    init(_ scorer: ScoredCandidates, of pools: RunPools) async throws {
        let budgets = EstimationRequest.powersOfTwo(upTo: pools.poolSize)
        let strategy = ScoredStrategy(scorer.source, .max)
        let outcomes = try await concurrentMap(scorer.pools(of: pools)) { pool in
            try strategy.outcomes(for: pool, budgets: budgets).map(\.right)
        }
        source = scorer.source
        self.budgets = budgets
        right = budgets.indices.map { budget in outcomes.map { $0[budget] } }
    }

    /// Finds the index of the budget with the most right answers among some problems; the least of equals.
    private func peak(among problems: [Int]) -> Int {
        let means = right.map { values in problems.reduce(0) { $0 + values[$1] } }
        return means.indices.max { (means[$0], $1) < (means[$1], $0) } ?? 0
    }

    /// Computes the fall from the peak to the largest budget of each problem, the peak found on the other half of the
    /// problems: a peak found on the same problems would be above the end by luck alone.
    private func crossFittedDrops(_ halves: [Bool]) -> [Double] {
        let peaks = [true, false].map { half in peak(among: halves.indices.filter { halves[$0] == half }) }
        return halves.indices.map { problem in
            // A problem of the first half takes the peak of the second.
            right[peaks[halves[problem] ? 1 : 0]][problem] - (right.last?[problem] ?? 0)
        }
    }

    /// Makes one row for each scorer.
    static func figures(_ curves: [OverOptimisation], of pools: RunPools, _ resampling: Resampling) -> FigureGroup {
        let halves = pools.halves
        let rate = Column.Kind.estimate(.percent(digits: 1))
        return FigureGroup(
            name: "over-optimisation", title: "Whether best-of-k falls again as k grows", rowHeader: "scorer",
            figures: curves.flatMap { curve -> [Figure] in
                let peak = curve.peak(among: Array(halves.indices))
                let peaks = (0..<resampling.resamples).map { resample in
                    curve.peak(weights: resampling.weights(of: resample))
                }
                let falling = Double(peaks.count { $0 < curve.budgets.count - 1 }) / Double(peaks.count)
                let sorted = peaks.map { Double(curve.budgets[$0]) }
                let interval = Interval.percentile(ofReplicates: sorted)
                let end = curve.right.count - 1
                let drop = zip(curve.right[peak], curve.right[end]).map { $0 - $1 }
                return [
                    (
                        Column("peak", header: "peak k", kind: .estimate(.decimal(digits: 0))),
                        Cell.estimate(Double(curve.budgets[peak]), low: interval.low, high: interval.high)
                    ),
                    (
                        Column("right_at_peak", header: "right at peak", kind: rate),
                        .mean(of: curve.right[peak], resampling)
                    ),
                    (
                        Column("right_at_end", header: "right at k = \(pools.poolSize)", kind: rate),
                        .mean(of: curve.right[end], resampling)
                    ), (Column("drop", header: "drop", kind: rate), .difference(of: drop)),
                    (
                        Column("drop_cross_fitted", header: "drop, peak from other problems", kind: rate),
                        halves.contains(true) && halves.contains(false)
                            ? .difference(of: curve.crossFittedDrops(halves)) : .missing
                    ),
                    (
                        Column("share_falling", header: "resamples that fall", kind: .number(.percent(digits: 1))),
                        .number(falling)
                    ),
                ].map {
                    Figure(row: "\(curve.source)", column: $0, cell: $1, problems: pools.entries.count)
                }
            },
            footnotes: [
                "Best-of-k exactly, at k = \(curves.first?.budgets.map(String.init).joined(separator: ", ") ?? ""). Drop: right at "
                    + "the peak minus right at the largest k. A peak chosen on the same problems makes it too large; chosen on "
                    + "the other half of the problems it is fair, and only an interval above 0 there says that the scorer is "
                    + "over-optimised. Intervals: 95 %, over problems; of the peak, percentile bootstrap. arXiv 2110.14168, "
                    + "2210.10760."
            ])
    }

    /// Makes one row for each scorer and budget.
    static func curves(_ curves: [OverOptimisation], _ resampling: Resampling) -> FigureGroup {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        return FigureGroup(
            name: "best-of-k", title: "Right answers of best-of-k", rowHeader: "scorer",
            figures: curves.flatMap { curve in
                curve.budgets.indices.map { index in
                    Figure(
                        row: "\(curve.source)",
                        column: Column(
                            "right_at_\(curve.budgets[index])", header: "k = \(curve.budgets[index])", kind: rate),
                        cell: .mean(of: curve.right[index], resampling), problems: resampling.problems)
                }
            })
    }

    private func peak(weights: [Double]) -> Int {
        let means = right.map { values in zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } }
        return means.indices.max { (means[$0], $1) < (means[$1], $0) } ?? 0
    }
}
