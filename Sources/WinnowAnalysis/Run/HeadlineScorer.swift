import WinnowSelection
import WinnowStatistics
import WinnowStore

/// Of several learned scorers one is shown first: the one that told right from wrong best on other problems.
enum HeadlineScorer {
    /// Chooses a strategy that picks the highest score.
    ///
    /// Scorers are compared by the area under the curve within problems, on a run of the same model and temperature on the
    /// tune split that they have scored too.
    ///
    /// - Returns: nil for a run without scores, or with several scorers and no such run to choose on.
    /// - Throws: ``ExperimentError`` or `StoreError` where the tune run cannot be read.
    static func choice(among strategies: [any Strategy], of pools: RunPools, in store: Store) throws -> (any Strategy)?
    {
        let candidates = pools.usable(strategies).filter { $0.scores != nil && $0.name.hasSuffix("-max") }
        guard candidates.count > 1 else { return candidates.first }
        guard let tune = try tuneRun(of: pools, in: store) else { return nil }
        let scored = try RunPools(tune, in: store, guesses: false).scored(for: candidates, in: store, requiring: false)
        let areas = candidates.compactMap { strategy in
            area(of: strategy, on: scored).map { (strategy: strategy, area: $0) }
        }
        guard areas.count == candidates.count else { return nil }
        return areas.max { $0.area < $1.area }?.strategy
    }

    private static func tuneRun(of pools: RunPools, in store: Store) throws -> Stored<RunRecord>? {
        try store.runs().last { run in
            guard run.record.kind == .sample, run.record.model == pools.run.record.model,
                run.record.temperature == pools.run.record.temperature
            else { return false }
            let set = try store.problemSet(run.record.problemSet)
            let scorers = try store.scorers(of: run.id)
            return set.domain == pools.problemSet.domain && set.name.contains("tune") && !scorers.isEmpty
        }
    }

    /// Computes the mean area under the curve over the problems with right and wrong answers; nil without scores or such
    /// problems.
    private static func area(of strategy: any Strategy, on pools: RunPools) -> Double? {
        guard let source = strategy.scores else { return nil }
        var predictions = Predictions(problems: max(1, pools.entries.count))
        for (problem, entry) in pools.entries.enumerated() {
            guard let scores = entry.pool.scores[source] else { return nil }
            for (candidate, value) in zip(entry.pool.candidates, scores.means) where candidate.answer != nil {
                predictions.append(value, outcome: candidate.isRight ? 1 : 0, problem: problem)
            }
        }
        let areas = AreaUnderCurve.withinProblems(predictions).compactMap { $0 }
        return areas.isEmpty ? nil : mean(of: areas)
    }
}
