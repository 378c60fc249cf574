import Foundation
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics

extension RunSummary {
    /// Says in one or two sentences how a verifier, a vote and one sample compare at the largest budget.
    ///
    /// - Parameter names: whether the run is named, where there are several.
    func answer(namingRun names: Bool = false) -> [Note] {
        if let loop = pools.loop, let note = roundNote(of: loop, namingRun: names) { return [note] }
        let whole = rows.filter { $0.difficulty == "all" }
        guard let budget = whole.map(\.budget).max() else { return [] }
        func row(_ strategy: some Strategy) -> StrategySummary? {
            whole.first { $0.strategy.name == strategy.name && $0.budget == budget }
        }
        let opening = names ? "Run \(pools.title): at" : "At"
        let samples = FigureText.count(budget, "sample")
        guard let vote = row(Majority()) else {
            let best = whole.filter { $0.budget == budget && !$0.strategy.needs.contains(.grade) }
                .max { $0.right < $1.right }
            guard let best else { return [] }
            return [
                Note("\(opening) \(samples) \(best.strategy.name) is right in \(rate(best)) of \(problems(best)).")
            ]
        }
        let others = [(row(Greedy()), "one greedy completion"), (row(Single()), "one sample")]
        let beside = others.compactMap { row, name in row.map { "\(name) in \(FigureText.percent($0.right))" } }
        if let accepted = row(FirstAccepted()) {
            let sentence =
                "\(opening) \(samples) \(verifierText) is right in \(rate(accepted)) of \(problems(accepted)), voting in "
                + rate(vote) + contrast(accepted, vote) + "."
            return [
                Note(
                    ([sentence] + [price(of: vote, against: accepted, in: whole)].compactMap { $0 }).joined(
                        separator: " "))
            ]
        }
        var sentence = "\(opening) \(samples) voting is right in \(rate(vote)) of \(problems(vote))"
        if !beside.isEmpty { sentence += ", \(FigureText.list(beside))" }
        if let drawn = row(Oracle()) {
            sentence +=
                "; a right answer was drawn in \(FigureText.percent(drawn.right)), the most that any choice can reach"
        }
        return [Note(sentence + ".")]
    }

    private func rate(_ row: StrategySummary) -> String { FigureText.percent(row.right, row.interval) }

    private func problems(_ row: StrategySummary) -> String { FigureText.count(row.problems, "problem") }

    /// It names the verifier whose verdicts are read, and what it promises.
    private var verifierText: String {
        guard pools.otherVerifier == nil, pools.verifier.sound else {
            return "the verifier \(pools.verifierName ?? "")"
        }
        return "the sound verifier" + (solvesTheProblem ? " (which solves the problem itself)" : "")
    }

    private var solvesTheProblem: Bool { pools.verifier.solvesTheProblem }

    /// Says how far two strategies at one budget are apart; pairs are by problem.
    private func contrast(_ first: StrategySummary, _ second: StrategySummary) -> String {
        guard let a = column(first.strategy, first.budget), let b = column(second.strategy, second.budget),
            a.column.count == b.column.count
        else { return "" }
        let comparison = PairedComparison(a.right, b.right, clusters: clusters?.clusters(of: a.problems))
        return Self.contrast(comparison, problems: a.column.count)
    }

    /// It reads as `: 8.5 points [3.2, 15.1] more`, or says that so many problems do not tell.
    static func contrast(_ comparison: PairedComparison, problems: Int) -> String {
        let (difference, interval) = (comparison.difference, comparison.interval)
        guard interval.excludesZero else {
            return Rounding.areEqual(difference, 0) && interval.low == interval.high
                ? ": the same on every problem"
                : ", a difference of \(FigureText.points(difference, interval)) that \(FigureText.count(problems, "problem"))"
                    + " cannot tell from none"
        }
        let ends =
            difference > 0 ? interval : Interval(low: -interval.high, high: -interval.low, method: interval.method)
        return ": \(FigureText.points(abs(difference), ends)) \(difference > 0 ? "more" : "fewer")"
    }

    /// Says what voting spends in place of a verifier that is as often right.
    private func price(of vote: StrategySummary, against accepted: StrategySummary, in whole: [StrategySummary])
        -> String?
    {
        let verified = whole.filter { $0.strategy.name == accepted.strategy.name }.sorted { $0.budget < $1.budget }
        let enough = verified.first { $0.right > vote.right || Rounding.areEqual($0.right, vote.right) }
        guard let enough, vote.budget > 1 else { return nil }
        let (unit, amount, other) =
            pools.rates.hasTokens
            ? ("tokens", vote.spent.tokens, enough.spent.tokens)
            : ("samples", vote.spent.samples, enough.spent.samples)
        guard other > 0, amount > other * 1.05 else { return nil }
        return "For as many right answers as voting, it needs a budget of \(enough.budget) and draws "
            + String(format: "%.1f", enough.spent.samples)
            + " on average: voting spends \(FigureText.times(amount / other)) its \(unit)."
    }
}
