import Foundation
import WinnowDomains
import WinnowRandom
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension BudgetStudy {
    /// These strategies are drawn when none are named: more lines could not be told apart.
    static let drawnStrategies = [
        "single", "majority", "majority-logprob", "best-logprob", "majority-trace-legal", "verifier", "oracle",
        "greedy",
    ]

    /// The picture shows right answers of each strategy against the cost, one panel per run and difficulty, or per
    /// difficulty alone where all runs stand together.
    var plot: Plot {
        let cost = axis?.plotAxis ?? PlotAxis("budget: samples at most", scale: .binary)
        var panels: [Panel] = []
        var equal: Set<String> = []
        for group in isTogether ? [summaries] : summaries.map({ [$0] }) {
            for difficulty in ["all", "easy", "medium", "hard"] {
                let drawn = group.enumerated().map { place, summary in
                    lines(summary.rows.filter { $0.difficulty == difficulty }, of: summary, at: place)
                }
                guard drawn.contains(where: { !$0.series.isEmpty }) else { continue }
                equal.formUnion(drawn.flatMap(\.equal))
                let problems = Set(group.flatMap(\.rows).filter { $0.difficulty == difficulty }.map(\.problems))
                    .sorted()
                panels.append(
                    Panel(
                        titles: (isTogether ? [] : [group[0].pools.title])
                            + (difficulty != "all" ? [difficulty] : isByDifficulty ? ["all problems"] : [])
                            + (problems.last.map { ["n\u{A0}=\u{A0}\($0)"] } ?? []),
                        x: cost, y: PlotAxis("right answers", unit: .percent), series: drawn.flatMap(\.series)))
            }
        }
        var notes = (isTogether ? ["Runs: \(summaries.map(\.pools.title).joined(separator: "; "))."] : []) + [sizes]
        if case .price(let price) = axis { notes.append("Prices: \(price.text).") }
        if !equal.isEmpty {
            notes.append("Not drawn where equal to another line: \(equal.sorted().joined(separator: ", ")).")
        }
        let free = Set(summaries.flatMap(\.rows).filter { spent($0) <= 0 }.map(\.strategy.name)).sorted()
        if !free.isEmpty {
            notes.append("Not drawn, as they spend no \(axis?.unit ?? "budget"): \(free.joined(separator: ", ")).")
        }
        let keys = Set(summaries.filter { $0.pools.solvesTheProblem }.map(\.pools.problemSet.domain))
            .sorted()
        if !keys.isEmpty {
            notes.append(
                "An answer key, because it solves the problem itself: the verifier of \(keys.joined(separator: ", ")).")
        }
        return Plot(title: "Right answers against \(cost.label)", panels: panels, footnotes: notes)
    }

    private var isByDifficulty: Bool { summaries.contains { $0.rows.contains { $0.difficulty != "all" } } }

    /// These are drawn of several runs on one pair of axes when none are named.
    static let strategiesTogether = ["majority", "verifier", "greedy"]

    /// Finds the look of a strategy, the same in every picture; the usual ones have a colour each.
    static func ink(_ strategy: String) -> Int {
        let others = Strategies.all.map(\.name).filter { !drawnStrategies.contains($0) }
        let known = drawnStrategies + others
        // A strategy on the scores of a user's own scorer is in no registry.
        return known.firstIndex(of: strategy) ?? known.count + Int(StableHash(strategy).value % 16)
    }

    /// Makes the lines of a run in a panel; one that another covers is not drawn but named.
    ///
    /// Beside other runs the colour is the strategy's and the dashes are the run's, or the colour is the run's where there
    /// is one strategy alone.
    private func lines(
        _ rows: [StrategySummary], of summary: RunSummary, at place: Int
    ) -> (series: [Series], equal: [String]) {
        var series: [Series] = []
        var equal: [String] = []
        var names: [String] = []
        for row in rows where !names.contains(row.strategy.name) { names.append(row.strategy.name) }
        for name in names {
            let points = points(rows.filter { $0.strategy.name == name })
            if points.isEmpty { continue }
            let ink = isTogether ? sharedInk(name, at: place) : Self.ink(name)
            let name = isTogether ? "\(name), run \(summary.pools.run.id)" : name
            if let other = series.first(where: { Self.covers($0.points, points) }) {
                equal.append("\(name) = \(other.name)")
            } else {
                series.append(Series(name, points: points, ink: ink))
            }
        }
        return (series, equal)
    }

    /// Finds the look of a strategy on the run at this place among those on one pair of axes.
    private func sharedInk(_ strategy: String, at place: Int) -> Int {
        var names: [String] = []
        for row in summaries.flatMap(\.rows) where !names.contains(row.strategy.name) {
            names.append(row.strategy.name)
        }
        guard names.count > 1 else { return place }
        let colours = names.map { Self.ink($0) % Palette.colourCount }
        let rank = names.firstIndex(of: strategy) ?? 0
        // The colours of every picture, unless two of the strategies share one.
        let colour = Set(colours).count == names.count ? colours[rank] : rank % Palette.colourCount
        return colour + place * Palette.colourCount
    }

    /// Makes the points with a place on a logarithmic axis; a strategy that spends the same at every budget has one.
    private func points(_ rows: [StrategySummary]) -> [Series.Point] {
        var points: [Series.Point] = []
        for row in rows where spent(row) > 0 {
            let point = Series.Point(
                x: spent(row), y: row.right, low: row.interval.low, high: row.interval.high)
            if points.last != point { points.append(point) }
        }
        return points
    }

    private func spent(_ row: StrategySummary) -> Double {
        axis?.amount(of: row.spent) ?? Double(row.budget)
    }

    /// Tells whether the points are the same but for rounding.
    private static func covers(_ first: [Series.Point], _ second: [Series.Point]) -> Bool {
        first.count == second.count
            && zip(first, second).allSatisfy { abs($0.y - $1.y) < 1e-9 && abs($0.x / $1.x - 1) < 1e-9 }
    }

    /// What intervals draw: problems, or clusters with all of their problems.
    private var bandsUnit: String { summaries.contains { $0.clusters != nil } ? "clusters of problems" : "problems" }

    private var sizes: String {
        let sizes = Set(summaries.map(\.pools.poolSize)).sorted().map(String.init).joined(separator: " or ")
        let budgets = Set(summaries.flatMap(\.rows).map(\.budget)).sorted().map(String.init).joined(separator: ", ")
        let monteCarlo = summaries.flatMap(\.rows).compactMap(\.standardError).max().map {
            String(
                format:
                    ", or over random subsets or orders where there is no formula, standard error at most %.2f points",
                100 * $0)
        }
        return
            "\(isTogether ? "" : "Panels are runs; ")n problems × \(sizes) candidates, budgets \(budgets). Bands: 95 % intervals over \(bandsUnit). "
            + "Estimates are exact expectations over all k-subsets of the pool\(monteCarlo ?? ""); ties are shared."
    }
}
