import Foundation
public import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension Allocation {
    public var report: Report { Report(table) }

    private var table: Table {
        var table = Table(
            title: "Run \(pools.title), \(pools.problemSet.name): one budget for all problems, "
                + "\(pools.entries.count) problems × \(pools.poolSize) candidates",
            columns: [
                Column("mean_budget", header: "mean budget", kind: .integer), Column("policy"),
                Column("right", kind: .estimate(.percent(digits: 1))),
                Column("standard_error", header: "Monte Carlo s.e.", kind: .number(.percent(digits: 2))),
                Column("gain", header: "− uniform", kind: .estimate(.percent(digits: 1))),
                Column("samples_p10", header: "p10", kind: .integer),
                Column("samples_p50", header: "p50", kind: .integer),
                Column("samples_p90", header: "p90", kind: .integer),
                Column("samples_most", header: "most", kind: .integer),
                Column("exhausted", kind: .number(.decimal(digits: 1))),
                Column("tokens", kind: .number(.decimal(digits: 0))), Column("problems", kind: .integer),
            ])
        for row in rows {
            let gain = row.gain.map { gain in
                Cell.estimate(gain.difference, low: gain.interval.low, high: gain.interval.high)
            }
            table.append([
                .integer(row.meanBudget), .text(row.policy.rawValue),
                .estimate(row.right, low: row.interval.low, high: row.interval.high), .number(row.standardError),
                gain ?? .missing, .integer(row.quantiles[0]), .integer(row.quantiles[1]), .integer(row.quantiles[2]),
                .integer(row.quantiles[3]), .number(row.exhausted), pools.tokensCell(row.tokens),
                .integer(pools.entries.count),
            ])
        }
        table.footnotes = [
            "Every problem draws \(request.minimum) samples, then the policy says which problem draws next, until the "
                + "problems have drawn the mean budget on average; the answer is the majority of what was drawn. No policy "
                + "reads a grade. Replayed on \(request.permutations) random orders of the pools, the same for all policies.",
            "p10, p50, p90, most: samples of a problem, over problems and replays. Exhausted: problems per replay that "
                + "drew all their candidates, and might have drawn more.",
            "Intervals: 95 %, over problems. A budget couples the problems, and the intervals take the shares that each "
                + "problem got among these as given; the Monte Carlo error is that of whole replays.",
        ]
        return table
    }
}
