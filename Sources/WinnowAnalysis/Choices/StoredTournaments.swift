import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStore

/// A program strategy rests on what a program or a model said of a run's pools, so that each run has its own.
protocol ProgramStrategy: Strategy {
    /// Tells whether enough was said of all pools of a run for these budgets.
    func covers(_ budgets: [Int], of pools: RunPools) -> Bool
}

extension ChosenStrategy: ProgramStrategy {}

extension TournamentStrategy: ProgramStrategy {
    func covers(_ budgets: [Int], of pools: RunPools) -> Bool {
        pools.entries.allSatisfy { covers(budgets, of: $0.pool) }
    }

    /// Reads the judges that compared a run's candidates, of each name and kind of tournament the one that was asked last.
    ///
    /// - Throws: `StoreError` for a row that cannot be read.
    static func all(
        of run: RowID<RunRecord>, _ entries: [RunPools.Entry], in store: Store
    ) throws -> [TournamentStrategy] {
        var found: [TournamentStrategy] = []
        for tool in try store.comparers(of: run) {
            guard let tournament = JudgedTournament.tournament(of: tool.record) else { continue }
            var rows: [RowID<ProblemRecord>: [ComparisonRecord]] = [:]
            for comparison in try store.comparisons(of: run, by: tool.id) {
                rows[comparison.problem, default: []].append(comparison)
            }
            var said: [UInt64: Comparisons] = [:]
            for entry in entries {
                // Where all have one answer nobody is asked, and nothing is missing.
                said[entry.pool.key] = Comparisons(rows[entry.problem.id] ?? [], among: entry.sampleIndices)
            }
            let strategy = TournamentStrategy(tournament, by: tool.record.name, said)
            found.removeAll { $0.name == strategy.name }
            found.append(strategy)
        }
        return found
    }
}

extension RunPools {
    /// The programs and judges that are shown unasked at these budgets; tournaments that lack comparisons stand without
    /// any, so that they are named as left out.
    func programs(at budgets: [Int]) -> [any Strategy] {
        choosers.compactMap { program -> (any Strategy)? in
            program.covers(budgets, of: self) ? program : (program as? TournamentStrategy)?.unasked
        }
    }

    /// Refuses a tournament by a judge that has compared nothing of this run.
    ///
    /// - Throws: ``ExperimentError`` that says which call makes the comparisons.
    func requireComparisons(for names: [String]) throws(ExperimentError) {
        for name in names where !choosers.contains(where: { $0.name == name }) {
            guard let strategy = Strategies.named(name) as? TournamentStrategy else { continue }
            throw ExperimentError(
                "run \(run.id) has no comparisons by \(strategy.judge), which \(name) needs",
                hint:
                    "make them with `winnow judge --run \(run.id) --gives \(strategy.tournament.kind.rawValue) --name "
                    + "\(strategy.judge)` and its --command or --endpoint")
        }
    }
}
