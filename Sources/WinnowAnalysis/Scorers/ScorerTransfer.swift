public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study has scorers on the pools of other generators than their own.
public struct ScorerTransfer: Study {
    /// The figures are of all runs together.
    let figures: SubjectFigures

    /// Measures how well each scorer ranks the candidates of each run, and how often its best-of-k is right there.
    ///
    /// - Parameter budget: nil for the smallest pool's size.
    /// - Throws: ``ExperimentError`` for fewer than two runs, runs of different problems or without scores, or a budget
    ///   beyond a pool.
    public init(
        of runs: [Stored<RunRecord>], scorers names: [String], budget: Int?, in store: Store,
        observe: @escaping WorkProgress.Observer
    ) async throws {
        guard runs.count > 1, Set(runs.map(\.record.problemSet)).count == 1 else {
            throw ExperimentError(
                "transfer compares runs of different generators on the same problems",
                hint: "name two or more of one domain with --run; see `winnow list runs`")
        }
        var pools: [RunPools] = []
        for run in runs { pools.append(try RunPools(run, in: store, guesses: false)) }
        let budget = budget ?? pools.map(\.poolSize).min() ?? 1
        for run in pools { try run.require(budget, candidatesFor: "--budget") }
        var ranking = FigureGroup(
            name: "ranking",
            title: "Scorers on the candidates of several generators: P(right above wrong) within problems in % [95 %]",
            rowHeader: "scorer", footnotes: [Self.note(pools)])
        var best = FigureGroup(
            name: "best-of-k",
            title: "Scorers on the candidates of several generators: right answers of best-of-\(budget) in % [95 %]",
            rowHeader: "scorer", footnotes: [Self.note(pools)])
        for (place, run) in pools.enumerated() {
            await observe(
                WorkProgress(
                    task: "scoring transfer", done: Double(place), total: Double(pools.count), detail: run.title))
            let resampling = Resampling(problems: run.entries.count, resamples: ScorerQuality.resamples)
            let column = Self.column(of: run, among: pools)
            func add(_ row: String, _ right: [Double]) {
                best.figures.append(
                    Figure(
                        row: row, budget: budget, column: column, cell: .mean(of: right, resampling),
                        problems: right.count))
            }
            add("majority", try await run.columns(of: "majority", budgets: [budget])[0].right)
            for scorer in try ScoredCandidates.all(of: run, named: names, in: store) {
                let row = Self.row(of: scorer.source, run)
                let areas = AreaUnderCurve.withinProblems(scorer.predictions(of: run)).compactMap { $0 }
                ranking.figures.append(
                    Figure(row: row, column: column, cell: .measured(Measured(meanOf: areas)), problems: areas.count))
                let strategy = ScoredStrategy(scorer.source, .max)
                add(
                    row,
                    try await concurrentMap(scorer.pools(of: run)) { pool in
                        try strategy.outcomes(for: pool, budgets: [budget])[0].right
                    })
            }
        }
        figures = SubjectFigures(
            subject: [.init(Column("domain"), .text(pools[0].problemSet.domain))], groups: [ranking, best])
    }

    public var report: Report { Report([figures]) }

    /// Names the scorer with the generator that it was trained for, so that rows go across generators.
    private static func row(of source: ScoreSource, _ run: RunPools) -> String {
        let isLearned = Strategies.scorers.contains(source.scorer) || source.reduction != nil
        return isLearned && !source.scorer.contains("@") ? "\(source)@\(run.model.name)" : "\(source)"
    }

    private static func column(of run: RunPools, among all: [RunPools]) -> Column {
        let isOnly = all.count { $0.model.name == run.model.name } == 1
        return Column(
            isOnly ? "on_\(run.model.name)" : "on_run_\(run.run.id)", header: "on \(run.model.name), run \(run.run.id)",
            kind: .estimate(.percent(digits: 1)))
    }

    private static func note(_ pools: [RunPools]) -> String {
        "NAME@MODEL is the scorer NAME that was trained for the generator MODEL. "
            + "\(pools.map(\.title).joined(separator: "; ")). Problems without right and wrong answers do not count in the "
            + "first table. Intervals over problems."
    }
}
