import Foundation
import WinnowDomains
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// What people see of a back-prompting loop: how often it is right after each number of rounds, and what that costs.
extension RunSummary {
    /// The tables have a row for the first answers by themselves, and one for each number of rounds.
    func roundTables(of loop: LoopRounds) -> [Table] {
        var names: [String] = []
        for row in rows where !names.contains(row.difficulty) { names.append(row.difficulty) }
        return names.map { roundTable($0, of: loop) }
    }

    private func roundTable(_ difficulty: String, of loop: LoopRounds) -> Table {
        let rows = rows.filter { $0.difficulty == difficulty }
        let episodes = FigureText.count(pools.poolSize, "episode")
        let rate = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            title: "Run \(pools.title), \(pools.problemSet.name)\(difficulty == "all" ? "" : ", \(difficulty)"): "
                + "\(FigureText.count(rows.map(\.problems).max() ?? 0, "problem")) × \(episodes)",
            columns: [
                Column("strategy"), Column("rounds", kind: .integer),
                Column("right", header: "right in % [95 %]", kind: .estimate(.points(digits: 1))),
                Column("wrong", kind: rate), Column("abstained", kind: rate),
                Column("answers", kind: .number(.decimal(digits: 1))),
                Column("prompt_tokens", header: "prompt tokens", kind: .number(.decimal(digits: 0))),
                Column("tokens", header: "tokens written", kind: .number(.decimal(digits: 0))),
                Column("flops", header: "FLOPs", kind: .number(.scientific(digits: 2))),
                Column("verdicts", kind: .number(.decimal(digits: 1))),
            ])
        for row in shownByRounds(rows, of: loop) {
            table.append([
                .text(row.strategy.name), .integer(row.budget),
                .estimate(row.right, low: row.interval.low, high: row.interval.high), .number(row.wrong),
                .number(row.abstained), .number(row.spent.samples),
                row.spent.promptTokens > 0 ? .number(row.spent.promptTokens) : .missing,
                pools.tokensCell(row.spent.tokens), pools.knowsFlops ? .number(row.spent.flops) : .missing,
                .number(row.spent.verifierCalls),
            ])
        }
        table.footnotes = roundNotes(of: loop)
        return table
    }

    /// The first answers stand once, at one round; of the loop's ends the run's own comes first.
    private func shownByRounds(_ rows: [StrategySummary], of loop: LoopRounds) -> [StrategySummary] {
        let (byRounds, others) = (
            rows.filter { $0.strategy.needs.contains(.rounds) }, rows.filter { !$0.strategy.needs.contains(.rounds) }
        )
        var seen: Set<String> = []
        let first = others.filter { !$0.strategy.ignoresBudget || seen.insert($0.strategy.name).inserted }
        let own = byRounds.filter { $0.strategy.name == loop.strategy.name }
        return first + own + byRounds.filter { $0.strategy.name != loop.strategy.name }
    }

    private func roundNotes(of loop: LoopRounds) -> [String] {
        var notes = [
            "\(loop.settings.title) (\(loop.decider.promises), evidence: \(loop.decider.evidence.rawValue)). Means over the "
                + "episodes of a problem, then over problems; intervals are over problems.",
            "Costs are per problem: the whole prompt of each call, the tokens written, and FLOPs with what was read before not "
                + "read again.",
        ]
        if let limit = loop.limit, limit < loop.longest {
            notes.append(
                "Some episodes have answers up to round \(loop.longest), but others end at \(limit) without being accepted: "
                    + "the loop was interrupted, and the same command goes on.")
        }
        if pools.missing > 0 { notes.append("\(pools.missing) problems without answers are left out.") }
        return notes
    }

    /// Says how often the first answers are right, and how often the loop is after all rounds.
    ///
    /// - Returns: nil where the strategy that the run was made for was not asked for.
    func roundNote(of loop: LoopRounds, namingRun names: Bool) -> Note? {
        let whole = rows.filter { $0.difficulty == "all" }
        guard
            let last = whole.filter({ $0.strategy.name == loop.strategy.name }).max(by: { $0.budget < $1.budget })
        else { return nil }
        let first = whole.first { $0.strategy.name == Single().name }
        var text = names ? "Run \(pools.title): " : ""
        if let first {
            text += "After 1 round \(FigureText.percent(first.right, first.interval)) are right"
            if first.abstained > 0 { text += " (\(FigureText.percent(first.abstained)) have no answer)" }
            text += ", after "
        } else {
            text += "After "
        }
        text += "\(FigureText.count(last.budget, "round")) \(FigureText.percent(last.right, last.interval)) are right, "
        text += "\(FigureText.percent(last.wrong)) wrong, \(FigureText.percent(last.abstained)) "
        text += "\(loop.settings.atEnd == .last ? "without an answer" : "abstained"), of "
        text += "\(FigureText.count(last.problems, "problem"))"
        if let first, let a = column(last.strategy, last.budget), let b = column(first.strategy, first.budget) {
            text += Self.contrast(PairedComparison(a.right, b.right), problems: a.column.count)
        }
        return Note(
            text + ". It takes " + String(format: "%.1f", last.spent.samples) + " answers a problem on average.")
    }
}
