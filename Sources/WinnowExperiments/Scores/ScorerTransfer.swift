public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// Scorers on the pools of other generators than their own.
public enum ScorerTransfer {
    /// Two tables: how well each scorer ranks the candidates of each run, and how often its best-of-k is right there.
    ///
    /// - Parameter budget: nil for the smallest pool's size.
    /// - Throws: ``ExperimentError`` for fewer than two runs, runs of different problems or without scores, or a budget
    ///   beyond a pool.
    public static func tables(
        of runs: [Stored<RunRecord>], scorers names: [String], budget: Int?, in store: Store,
        observe: @escaping Progress.Observer
    ) async throws -> [Table] {
        guard runs.count > 1, Set(runs.map(\.record.problemSet)).count == 1 else {
            throw ExperimentError(
                "transfer compares runs of different generators on the same problems",
                hint: "name two or more of one domain with --run; see `winnow list runs`")
        }
        var pools: [RunPools] = []
        for run in runs { pools.append(try RunPools(run, in: store, guesses: false)) }
        let budget = budget ?? pools.map(\.poolSize).min() ?? 1
        for run in pools { try run.require(budget, candidatesFor: "--budget") }
        var rows: [String] = ["majority"]
        var ranks: [String: [Int: Cell]] = [:]
        var right: [String: [Int: Cell]] = [:]
        for (place, run) in pools.enumerated() {
            await observe(
                Progress(task: "scoring transfer", done: Double(place), total: Double(pools.count), detail: run.title))
            let resampling = Resampling(problems: run.entries.count, resamples: ScorerQuality.resamples)
            let majority = try await run.columns(of: "majority", budgets: [budget])[0]
            right["majority", default: [:]][place] = .mean(of: majority.right, resampling)
            for scorer in try ScoredCandidates.all(of: run, named: names, in: store) {
                let name = "\(scorer.source)"
                if !rows.contains(name) { rows.append(name) }
                let areas = AreaUnderCurve.withinProblems(scorer.predictions(of: run)).compactMap { $0 }
                ranks[name, default: [:]][place] = .measured(Measured(meanOf: areas))
                let strategy = ScoredStrategy(scorer.source, .max)
                let outcomes = try await concurrentMap(scorer.pools(of: run)) { pool in
                    try strategy.outcomes(for: pool, budgets: [budget])[0].right
                }
                right[name, default: [:]][place] = .mean(of: outcomes, resampling)
            }
        }
        return [
            table(
                "Scorers on the candidates of several generators: P(right above wrong) within problems in % [95 %]",
                rows.filter { ranks[$0] != nil }, ranks, pools),
            table(
                "Scorers on the candidates of several generators: right answers of best-of-\(budget) in % [95 %]", rows,
                right, pools),
        ]
    }

    private static func table(
        _ title: String, _ rows: [String], _ cells: [String: [Int: Cell]], _ pools: [RunPools]
    ) -> Table {
        var table = Table(
            title: title,
            columns: [Column("scorer")]
                + pools.map { run in
                    Column(
                        "run_\(run.run.id)",
                        header: "\(run.run.id): \(run.model.name), n = \(run.entries.count)",
                        kind: .estimate(.percent(digits: 1)))
                })
        for row in rows {
            table.append([.text(row)] + pools.indices.map { cells[row]?[$0] ?? .missing })
        }
        table.footnotes = [
            "NAME@MODEL is the scorer NAME that was trained for the generator MODEL; without @ it is that of the run's own "
                + "generator. \(pools.map(\.title).joined(separator: "; ")). Problems without right and wrong answers do not "
                + "count in the first table. Intervals over problems."
        ]
        return table
    }
}
