import Foundation
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension NoisyVerifierRun {
    var tables: [Table] { [rightTable, wrongTable, rateTable, utilityTable] }

    private var title: String { "Run \(pools.title), \(pools.problemSet.name)" }

    private var rightTable: Table {
        let largest = budgets.last ?? 0
        let amount = Column.Kind.number(.decimal(digits: 1))
        var table = curveTable(
            "right", \.right,
            more: [
                Column("abstained", header: "abstained @\(largest)", kind: .number(.percent(digits: 1))),
                Column("samples_spent", header: "samples @\(largest)", kind: amount),
                Column("verifier_calls", header: "calls @\(largest)", kind: amount),
            ]
        ) { series in
            [
                .number(series.average(\.abstained, budget: largest)),
                .number(series.average(\.samples, budget: largest)),
                .number(series.average(\.verifierCalls, budget: largest)),
            ]
        }
        let noise =
            isAtMeasuredRates
            ? "of a verifier that errs per candidate at the measured rates" : "that the dial could have drawn"
        table.footnotes = [
            "Stored verdicts: exact expectations over all k-subsets of the pool, under the verdicts of \(verifier.name) "
                + "in the database. Mean over the noise: the same, averaged over all verdicts \(noise). Independent "
                + "samples: each pool's shares as probabilities, with errors of each sample; draws with replacement "
                + "cover less than a finite pool.",
            "Intervals: 95 %, over problems"
                + (isAtMeasuredRates ? "." : "; the noise of one drawing of verdicts is not in them."),
        ]
        return table
    }

    private var wrongTable: Table { curveTable("wrong", \.wrong) }

    /// Makes a table with strategies down and budgets across.
    private func curveTable(
        _ what: String, _ value: (Outcome) -> Double, more: [Column] = [],
        cells: (VerifierSeries) -> [Cell] = { _ in [] }
    ) -> Table {
        var table = Table(
            title: "\(title): \(what) answers in % [95 % interval], \(pools.entries.count) problems × "
                + "\(pools.poolSize) candidates",
            columns: [Column("strategy"), Column("source")]
                + budgets.map { Column("at_\($0)", header: "k = \($0)", kind: .estimate(.percent(digits: 1))) } + more)
        for series in series {
            table.append(
                [.text(series.strategy), .text(series.source.title)]
                    + budgets.map { Self.cell(series.estimate(value, budget: $0, resampling: resampling)) }
                    + cells(series))
        }
        return table
    }

    private static func cell(_ estimate: (mean: Double, interval: Interval?)?) -> Cell {
        guard let estimate else { return .missing }
        return .estimate(estimate.mean, low: estimate.interval?.low, high: estimate.interval?.high)
    }

    private var rateTable: Table {
        var table = Table(
            title: "\(title): measured rates [95 % interval], over \(pools.entries.count) problems",
            columns: [
                Column("rate"), Column("meaning"), Column("value", kind: .estimate(.percent(digits: 2))),
                Column("candidates", kind: .integer),
            ])
        let rows: [(String, String, MeasuredRates.Rate?)] = [
            ("FPR", "P(accepted | wrong)", rates.falsePositive), ("FNR", "P(rejected | right)", rates.falseNegative),
            ("FDR", "P(wrong | accepted)", rates.falseDiscovery),
        ]
        for (name, meaning, rate) in rows {
            table.append([
                .text(name), .text(meaning),
                rate.map { .estimate($0.value, low: $0.interval?.low, high: $0.interval?.high) } ?? .missing,
                .integer(rate?.candidates ?? 0),
            ])
        }
        table.footnotes = [
            "FPR and FNR are of the verifier, FDR is of verifier and generator together. Candidates with an answer count, "
                + "\(pools.rates.candidates) were drawn; intervals by the bootstrap over problems."
        ]
        return table
    }

    private var utilityTable: Table {
        let share = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            title: "\(title): utility right − λ·wrong at the best budget",
            columns: [
                Column("lambda", header: "λ", kind: .number(.decimal(digits: 1))), Column("strategy"), Column("source"),
                Column("best_budget", header: "best k", kind: .integer),
                Column("utility", kind: .estimate(.percent(digits: 1))), Column("right", kind: share),
                Column("wrong", kind: share),
            ])
        for row in utilities {
            table.append([
                .number(row.penalty), .text(row.strategy), .text(row.source.title),
                row.best.budget.map(Cell.integer) ?? .number(.infinity),
                .estimate(row.best.utility, low: row.interval?.low, high: row.interval?.high), .number(row.right),
                .number(row.wrong),
            ])
        }
        table.footnotes = [
            "Best k: of 0 (never answer) to \(pools.poolSize) for verifier, of 0 and the budgets above for accepted-vote; "
                + "∞ where every further independent sample gains. Intervals are at that k, over problems: that k was "
                + "chosen on the same problems, which flatters the utility, is not in them."
        ]
        return table
    }

    /// Makes a table with one row per run, source, strategy and budget.
    static func longTable(_ reports: [NoisyVerifierRun]) -> Table {
        let rate = Column.Kind.number(.decimal(digits: 4))
        let amount = Column.Kind.number(.decimal(digits: 1))
        let estimate = Column.Kind.estimate(.decimal(digits: 4))
        var table = Table(columns: [
            Column("run", kind: .integer), Column("domain"), Column("model"), Column("verifier"), Column("source"),
            Column("strategy"), Column("budget", kind: .integer), Column("right", kind: estimate),
            Column("wrong", kind: estimate), Column("abstained", kind: rate), Column("samples_spent", kind: amount),
            Column("tokens_spent", kind: amount), Column("flops_spent", kind: .number(.scientific(digits: 3))),
            Column("verifier_calls", kind: amount), Column("false_positive_rate", kind: rate),
            Column("false_negative_rate", kind: rate), Column("false_discovery_rate", kind: rate),
            Column("problems", kind: .integer), Column("pool_size", kind: .integer),
        ])
        for report in reports {
            for series in report.series {
                for budget in report.budgets { table.append(report.longRow(series, budget)) }
            }
        }
        return table
    }

    private func longRow(_ series: VerifierSeries, _ budget: Int) -> [Cell] {
        func amount(_ value: (Outcome) -> Double) -> Cell { .number(series.average(value, budget: budget)) }
        func rate(_ rate: MeasuredRates.Rate?) -> Cell { rate.map { .number($0.value) } ?? .missing }
        return [
            .integer(Int(pools.run.id.value)), .text(pools.problemSet.domain), .text(pools.model.name),
            .text(verifier.name), .text(series.source.rawValue), .text(series.strategy), .integer(budget),
            Self.cell(series.estimate(\.right, budget: budget, resampling: resampling)),
            Self.cell(series.estimate(\.wrong, budget: budget, resampling: resampling)), amount(\.abstained),
            amount(\.samples), amount(\.tokens), amount(\.flops), amount(\.verifierCalls), rate(rates.falsePositive),
            rate(rates.falseNegative), rate(rates.falseDiscovery), .integer(pools.entries.count),
            .integer(pools.poolSize),
        ]
    }
}
