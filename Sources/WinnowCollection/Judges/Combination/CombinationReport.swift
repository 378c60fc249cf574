import Foundation
import WinnowReport
import WinnowScoring
import WinnowStatistics
import WinnowStore

/// The report says how good several verifiers are alone and together, and whether they err together.
struct CombinationReport {
    private let names: [String]
    private let rules: [CombinationRule]
    private let combination: VerifierCombination
    private var quality: Table
    private var errors: Table
    private var answers: [Note] = []

    init(names: [String], rules: [CombinationRule], combination: VerifierCombination, tune: Int64) {
        (self.names, self.rules, self.combination) = (names, rules, combination)
        quality = Table(
            title: "Verifiers alone and combined",
            columns: [
                Column("run", kind: .integer), Column("verifier"),
                Column("within", header: "AUROC within problems", kind: .estimate(.decimal(digits: 3))),
                Column("tpr", header: "true positives", kind: .number(.percent(digits: 1))),
                Column("fpr", header: "false positives", kind: .number(.percent(digits: 1))),
                Column("fdr", header: "accepted but wrong", kind: .number(.percent(digits: 1))),
                Column("problems", header: "mixed problems", kind: .integer), Column("candidates", kind: .integer),
            ],
            footnotes: [
                "Fitted on run \(tune): a threshold accepts as large a share as is right there, of a combination .5. AUROC within "
                    + "problems that have right and wrong candidates, equal weight each, 95 % intervals over problems."
            ])
        errors = Table(
            title: "Errors that verifiers share",
            columns: [
                Column("run", kind: .integer), Column("first"), Column("second"),
                Column("phi", header: "correlation of errors", kind: .number(.decimal(digits: 2))),
                Column("both", header: "both err", kind: .number(.percent(digits: 1))),
                Column("independent", header: "if independent", kind: .number(.percent(digits: 1))),
            ])
    }

    /// Adds a run; one without grades has nothing to be measured by.
    mutating func add(_ run: Stored<RunRecord>, _ numbers: VerifierNumbers) {
        let graded = numbers.rows.filter { $0.isRight != nil }
        guard !graded.isEmpty else {
            answers.append("Run \("\(run.id)") has no grades: its combinations are stored, and cannot be measured.")
            return
        }
        let combination = combination
        var places: [RowID<ProblemRecord>: Int] = [:]
        for row in graded where places[row.problem] == nil { places[row.problem] = places.count }
        func measure(_ name: String, _ value: (VerifierNumbers.Row) -> Double, _ accepts: (VerifierNumbers.Row) -> Bool)
            -> Measured?
        {
            var predictions = Predictions(problems: places.count)
            var table = FourfoldTable()
            for row in graded {
                let isRight = row.isRight == true
                predictions.append(value(row), outcome: isRight ? 1 : 0, problem: places[row.problem] ?? 0)
                switch (isRight, accepts(row)) {
                case (true, true): table.both += 1
                case (true, false): table.onlyFirst += 1
                case (false, true): table.onlySecond += 1
                case (false, false): table.neither += 1
                }
            }
            let within = Measured(meanOf: AreaUnderCurve.withinProblems(predictions).compactMap { $0 })
            func share(_ part: Double, _ other: Double) -> Cell {
                part + other > 0 ? .number(part / (part + other)) : .missing
            }
            quality.append([
                .integer(Int(run.id.value)), .text(name),
                within.map { .estimate($0.value, low: $0.interval.low, high: $0.interval.high) } ?? .missing,
                share(table.both, table.onlyFirst), share(table.onlySecond, table.neither),
                share(table.onlySecond, table.both), .integer(within?.problems ?? 0), .integer(graded.count),
            ])
            return within
        }
        var singles: [(name: String, within: Measured)] = []
        for (index, name) in names.enumerated() {
            let within = measure(name, { $0.values[index] }, { $0.values[index] >= combination.thresholds[index] })
            if let within { singles.append((name, within)) }
        }
        var combined: [(name: String, within: Measured)] = []
        for rule in rules {
            let value = { (row: VerifierNumbers.Row) in combination.value(of: row.values, by: rule) ?? 0 }
            let within = measure(rule.name(of: names.count), value, { value($0) >= 0.5 })
            if let within { combined.append((rule.name(of: names.count), within)) }
        }
        addErrors(run, graded)
        guard let best = singles.max(by: { $0.within.value < $1.within.value }),
            let stacked = combined.first
        else { return }
        answers.append(
            "In run \("\(run.id)") \(stacked.name) ranks right above wrong candidates of one problem in \(Self.text(stacked.within)), the best single one, \(best.name), in \(Self.text(best.within)) (\("\(best.within.problems)") mixed problems)."
        )
    }

    private mutating func addErrors(_ run: Stored<RunRecord>, _ graded: [VerifierNumbers.Row]) {
        let wrong = graded.map { row in
            combination.votes(row.values).map { $0 != (row.isRight == true) }
        }
        for second in names.indices {
            for first in 0..<second {
                var table = FourfoldTable()
                for errs in wrong {
                    switch (errs[first], errs[second]) {
                    case (true, true): table.both += 1
                    case (true, false): table.onlyFirst += 1
                    case (false, true): table.onlySecond += 1
                    case (false, false): table.neither += 1
                    }
                }
                let (one, other) = (table.both + table.onlyFirst, table.both + table.onlySecond)
                errors.append([
                    .integer(Int(run.id.value)), .text(names[first]), .text(names[second]),
                    table.phi.isNaN ? .missing : .number(table.phi), .number(table.both / table.total),
                    .number(one / table.total * other / table.total),
                ])
            }
        }
    }

    private static func text(_ measured: Measured) -> String {
        String(
            format: "%.1f %% [%.1f, %.1f]", 100 * measured.value, 100 * measured.interval.low,
            100 * measured.interval.high)
    }

    var report: Report {
        Report(answer: answers, quality.rows.isEmpty ? [] : [.table(quality), .table(errors)])
    }
}
