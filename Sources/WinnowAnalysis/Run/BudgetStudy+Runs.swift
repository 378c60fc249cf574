import Foundation
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore
import WinnowText

extension BudgetStudy {
    /// The sentences say what was found: of one run how it is best picked from, of several also how they differ.
    var answer: [Note] {
        guard summaries.count > 1 else { return summaries.first?.answer() ?? [] }
        let loops = summaries.filter { $0.pools.loop != nil }
        return [verifying].compactMap { $0 } + contrasts + loops.flatMap { $0.answer(namingRun: true) }
    }

    /// It says how a verifier and a vote do over all runs at the largest budget they share, and in how many the verifier is
    /// ahead.
    private var verifying: Note? {
        guard let budget = commonBudget else { return nil }
        func range(_ strategy: some Strategy) -> String? {
            let rates = summaries.compactMap { $0.column(strategy, budget) }.map { mean(of: $0.right) }
            guard rates.count == summaries.count, let least = rates.min(), let most = rates.max() else { return nil }
            return FigureText.percents(least, most)
        }
        let compared = summaries.compactMap { summary -> Bool? in
            guard let accepted = summary.column(FirstAccepted(), budget), let vote = summary.column(Majority(), budget)
            else { return nil }
            let comparison = PairedComparison(
                accepted.right, vote.right, clusters: summary.clusters?.clusters(of: vote.problems))
            return comparison.difference > 0 && comparison.interval.excludesZero
        }
        guard compared.count == summaries.count, let accepted = range(FirstAccepted()), let voted = range(Majority())
        else { return nil }
        let better = compared.count { $0 }
        let greedy = range(Greedy()).map { ", one greedy completion in \($0)" } ?? ""
        let ahead =
            better == compared.count
            ? "all \(better) runs"
            : better == 0 ? "none of \(compared.count) runs" : "\(better) of \(compared.count) runs"
        return Note(
            "At \(FigureText.count(budget, "sample")) the verifier is right in \(accepted) of the problems, voting in \(voted)"
                + "\(greedy); it is ahead of voting in \(ahead), as told by the 95 % interval of each difference.")
    }

    /// The largest budget that all runs have.
    private var commonBudget: Int? {
        let budgets = summaries.map { Set($0.columns.map(\.budget)) }
        return budgets.dropFirst().reduce(budgets.first ?? []) { $0.intersection($1) }.max()
    }

    /// There is a sentence for each group of runs on the same problems: which one votes best, and how far the others are
    /// behind.
    private var contrasts: [Note] {
        guard let budget = commonBudget else { return [] }
        var groups: [(set: RowID<ProblemSetRecord>, runs: [RunSummary])] = []
        for summary in summaries where summary.column(Majority(), budget) != nil {
            let set = summary.pools.run.record.problemSet
            if let place = groups.firstIndex(where: { $0.set == set }) {
                groups[place].runs.append(summary)
            } else {
                groups.append((set, [summary]))
            }
        }
        return groups.filter { $0.runs.count > 1 }.compactMap { Self.contrast($0.runs, at: budget) }
    }

    private static func contrast(_ runs: [RunSummary], at budget: Int) -> Note? {
        func vote(_ run: RunSummary) -> StrategySummary? {
            run.rows.first { $0.strategy is Majority && $0.budget == budget && $0.difficulty == "all" }
        }
        guard let best = runs.max(by: { vote($0)?.right ?? 0 < vote($1)?.right ?? 0 }), let first = vote(best),
            let column = best.column(Majority(), budget)
        else { return nil }
        let others = runs.filter { $0.pools.run.id != best.pools.run.id }.compactMap { other -> String? in
            guard let own = other.column(Majority(), budget),
                let common = try? CommonProblems(column.problems, own.problems, names: ("", ""))
            else { return nil }
            let (a, b) = (common.positionsA.map { column.right[$0] }, common.positionsB.map { own.right[$0] })
            let comparison = PairedComparison(
                a, b, clusters: best.clusters?.clusters(of: common.positionsA.map { column.problems[$0] }))
            let difference = FigureText.points(comparison.difference, comparison.interval)
            return comparison.interval.excludesZero
                ? "\(difference) more than run \(other.pools.title)"
                : "not told apart from run \(other.pools.title) (\(difference))"
        }
        guard !others.isEmpty else { return nil }
        return Note(
            "By majority of \(budget), run \(best.pools.title) is right most often, in "
                + "\(FigureText.percent(first.right, first.interval)) of \(FigureText.count(first.problems, "problem")): "
                + "\(FigureText.list(others)).")
    }

    /// The table has a run a row, and the strategies of a headline across, at the largest budget that all runs have.
    ///
    /// - Returns: nil for a single run, and where the runs have no budget in common.
    func runTable(_ headline: Headline) -> Table? {
        guard summaries.count > 1, let budget = commonBudget else { return nil }
        let shown = summaries.map { headline.strategies(of: $0) }
        var names: [String] = []
        for (summary, shown) in zip(summaries, shown) {
            for row in summary.rows where shown.contains(row.strategy.name) && !names.contains(row.strategy.name) {
                names.append(row.strategy.name)
            }
        }
        // One sample is the vote of one, which the tables above show.
        if headline.choosesStrategies {
            names.removeAll { $0 == Single().name }
            // So is what equals another strategy of each run by construction, such as the oracle of a sound verifier.
            let verified = summaries.allSatisfy { $0.pools.verifier.sound && $0.pools.verifier.complete }
            if verified, names.contains(FirstAccepted().name) { names.removeAll { $0 == Oracle().name } }
            if let greedy = names.firstIndex(of: Greedy().name) { names.insert(names.remove(at: greedy), at: 0) }
        }
        var table = Table(
            title: "All runs: right in % [95 % interval] at k = \(budget)",
            columns: [Column("run")] + names.map { Column($0, kind: .estimate(.points(digits: 1))) })
        for summary in summaries {
            table.append(
                [.text(summary.pools.title)]
                    + names.map { name in
                        let row = summary.rows.first {
                            $0.strategy.name == name && $0.budget == budget && $0.difficulty == "all"
                        }
                        return row.map { .estimate($0.right, low: $0.interval.low, high: $0.interval.high) } ?? .missing
                    })
        }
        return table
    }

    /// Says which calls show more.
    func next(_ database: String) -> [Report.Call] {
        let path = ShellText.word(database)
        guard let first = summaries.first else { return [] }
        var calls: [Report.Call] = []
        if first.column(Majority(), first.columns.map(\.budget).max() ?? 0) != nil, first.pools.search == nil,
            first.pools.loop == nil
        {
            calls.append(
                Report.Call(
                    "the problems behind a figure",
                    "winnow list problems --db \(path) --run \(first.pools.run.id) --where majority-wrong,covered"))
        }
        return calls + [Report.Call("all strategies", "winnow table --db \(path) --strategies all")]
    }
}

extension RunSummary {
    /// Finds the outcomes of a strategy at a budget.
    func column(_ strategy: some Strategy, _ budget: Int) -> StrategyOutcomes? {
        columns.first { $0.strategy.name == strategy.name && $0.budget == budget && !$0.column.isEmpty }
    }
}
