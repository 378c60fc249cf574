import WinnowCore
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// A tuned vote is the majority at the sampling temperature at which it is right most often on the tune split.
///
/// A rule that is held against the vote at the rule's own temperature may only gain what another temperature gains.
struct TunedVote: Sendable {
    let run: RowID<RunRecord>
    let temperature: Double?

    /// It is right so often on the tune split.
    let rightOnTune: Double

    /// So many temperatures were compared.
    let temperatures: Int

    /// The votes at each budget on the run's problems, by budget.
    let columns: [StrategyOutcomes]

    /// It reads as `majority at T=0.4 (run 7)`.
    var name: String {
        Majority().name + (temperature.map { " at T=\($0)" } ?? "") + " (run \(run))"
    }

    /// Finds the temperature among the runs of the same model on the same problems that have a run on the tune split too.
    ///
    /// - Parameters:
    ///   - tune: the tune run of the run itself, whose vote competes too.
    ///   - budget: so many samples vote.
    /// - Returns: nil where the run's own temperature is the only one, or is the best.
    /// - Throws: `StoreError`, ``ExperimentError``.
    static func find(for pools: RunPools, tune: RunPools, budget: Int, in store: Store) async throws -> TunedVote? {
        let own = try await vote(tune, budget)
        var best: (pools: RunPools, right: Double)?
        var temperatures: Set = [pools.run.record.temperature]
        for run in try store.runs() {
            guard run.id != pools.run.id, run.record.kind == pools.run.record.kind,
                run.record.model == pools.run.record.model, run.record.problemSet == pools.run.record.problemSet,
                run.record.temperature != pools.run.record.temperature,
                let other = try whole(run, in: store),
                let otherTune = try TuneRun.find(for: other, in: store).flatMap({ try whole($0, in: store) }),
                other.entries.map(\.problem.id) == pools.entries.map(\.problem.id),
                otherTune.entries.map(\.problem.id) == tune.entries.map(\.problem.id),
                other.poolSize >= budget, otherTune.poolSize >= budget
            else { continue }
            temperatures.insert(run.record.temperature)
            let right = try await vote(otherTune, budget)
            // Rounding noise is no difference: of equals the run's own temperature, then the first.
            if right > (best?.right ?? own) + 1e-12 { best = (other, right) }
        }
        guard let best else { return nil }
        return TunedVote(
            run: best.pools.run.id, temperature: best.pools.run.record.temperature, rightOnTune: best.right,
            temperatures: temperatures.count, columns: try await columns(best.pools))
    }

    /// Gives the majority of a run at every budget where it is looked at.
    static func columns(_ pools: RunPools) async throws -> [StrategyOutcomes] {
        try await pools.columns(
            EstimationRequest(
                strategies: [Majority()], budgets: MixedBudget.steps(upTo: pools.poolSize),
                options: RuleStudy.Request.options))
    }

    /// Reads a run; nil for one that has no answers or grades yet.
    private static func whole(_ run: Stored<RunRecord>, in store: Store) throws -> RunPools? {
        do {
            return try RunPools(run, in: store, guesses: false)
        } catch is ExperimentError {
            return nil
        }
    }

    private static func vote(_ pools: RunPools, _ budget: Int) async throws -> Double {
        mean(of: try await pools.columns(of: Majority().name, budgets: [budget])[0].right)
    }
}
