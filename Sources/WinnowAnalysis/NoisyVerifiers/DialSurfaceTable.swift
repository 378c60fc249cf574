import Foundation
public import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension Dialling {
    /// The surfaces in a format: for people a table of right and one of wrong answers, for programs one long table.
    public static func text(_ surfaces: [DialSurface], as format: TableFormat) -> String {
        switch format {
        case .csv, .spreadsheet, .json: return DialSurface.longTable(surfaces).rendered(as: format)
        default:
            return surfaces.flatMap { [$0.table("right", \.right), $0.table("wrong", \.wrong)] }
                .map { $0.rendered(as: format) }.joined(separator: "\n")
        }
    }
}

extension DialSurface {
    /// True-positive rates down, false-positive rates across.
    fileprivate func table(_ what: String, _ value: (Outcome) -> Double) -> Table {
        var table = Table(
            title: "Run \(pools.title), \(pools.problemSet.name): \(what) answers in % [95 % interval] of the first "
                + "accepted of \(budget), \(pools.entries.count) problems × \(pools.poolSize) candidates",
            columns: [Column("tpr", header: "TPR \\ FPR", kind: .number(.decimal(digits: 2)))]
                + falsePositives.map { rate in
                    Column("fpr_\(rate)", header: String(format: "%g", rate), kind: .estimate(.percent(digits: 1)))
                })
        for (rate, row) in zip(truePositives, outcomes) {
            table.append([.number(rate)] + row.map { estimate($0, value) })
        }
        let (vote, interval) = DialSeries.estimate(of: majority.map(value), resampling: resampling)
        table.footnotes = [
            "Exact expectations over all \(budget)-subsets of the pool and over the verifier's noise, per "
                + "\(noise.rawValue). Intervals are over problems. Plain majority of \(budget): "
                + String(
                    format: "%.1f %% %@ [%.1f, %.1f].", 100 * vote, what, 100 * (interval?.low ?? .nan),
                    100 * (interval?.high ?? .nan))
        ]
        return table
    }

    private func estimate(_ outcomes: [Outcome], _ value: (Outcome) -> Double) -> Cell {
        let (mean, interval) = DialSeries.estimate(of: outcomes.map(value), resampling: resampling)
        return .estimate(mean, low: interval?.low, high: interval?.high)
    }

    /// One row per run and pair of rates.
    static func longTable(_ surfaces: [DialSurface]) -> Table {
        let rate = Column.Kind.number(.decimal(digits: 4))
        let amount = Column.Kind.number(.decimal(digits: 1))
        let estimate = Column.Kind.estimate(.decimal(digits: 4))
        var table = Table(columns: [
            Column("run", kind: .integer), Column("domain"), Column("model"), Column("noise"),
            Column("budget", kind: .integer), Column("tpr", kind: rate), Column("fpr", kind: rate),
            Column("right", kind: estimate), Column("wrong", kind: estimate), Column("abstained", kind: rate),
            Column("samples_spent", kind: amount), Column("tokens_spent", kind: amount),
            Column("flops_spent", kind: .number(.scientific(digits: 3))), Column("verifier_calls", kind: amount),
            Column("problems", kind: .integer), Column("pool_size", kind: .integer),
        ])
        for surface in surfaces {
            for (tpr, row) in zip(surface.truePositives, surface.outcomes) {
                for (fpr, outcomes) in zip(surface.falsePositives, row) {
                    table.append(surface.longRow(tpr, fpr, outcomes))
                }
            }
        }
        return table
    }

    private func longRow(_ tpr: Double, _ fpr: Double, _ outcomes: [Outcome]) -> [Cell] {
        func amount(_ value: (Outcome) -> Double) -> Cell { .number(mean(of: outcomes.map(value))) }
        return [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .text(noise.rawValue), .integer(budget), .number(tpr), .number(fpr), estimate(outcomes, \.right),
            estimate(outcomes, \.wrong), amount(\.abstained), amount(\.samples), amount(\.tokens), amount(\.flops),
            amount(\.verifierCalls), .integer(outcomes.count), .integer(pools.poolSize),
        ]
    }
}
