import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// One scorer said this of a run's candidates, problem by problem, as one number each.
struct ScoredCandidates: Sendable {
    /// Examples are `orm` and `prm-policy-value-min`.
    let source: ScoreSource

    /// The values are [problem][candidate]; NaN where a candidate was not scored.
    let values: [[Double]]

    /// The steps are [problem][candidate][step]; empty for a scorer of whole candidates.
    let steps: [[[Double]]]

    /// Reads everything that is stored of the scorers of a run: process scorers once for each reduction of their steps.
    ///
    /// - Parameter names: of scorers; empty for all.
    /// - Throws: ``ExperimentError`` for a scorer that has not scored every answer of the run, or when there is none.
    static func all(of pools: RunPools, named names: [String], in store: Store) throws -> [ScoredCandidates] {
        let tools = try store.scorers(of: pools.run.id)
        guard !tools.isEmpty || !names.isEmpty else { throw pools.missing("orm", tools, in: store) }
        var found: [ScoredCandidates] = []
        let known = tools.map(\.record.name).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        for name in names.isEmpty ? known : names {
            guard let tool = tools.last(where: { $0.record.name == name }) else {
                throw pools.missing(name, tools, in: store)
            }
            let stored = try StoredScores(tool, of: pools, steps: true, in: store)
            let unscored = stored.unscored(in: pools)
            guard unscored == 0 else { throw pools.incomplete(name, unscored, in: store) }
            let own = pools.entries.map { stored.byProblem[$0.problem.id] }
            let isProcess = own.contains { $0?.steps.isEmpty == false }
            for reduction in isProcess ? StepReduction.allCases.map(Optional.some) : [nil] {
                let values = zip(pools.entries, own).map { entry, own in
                    own?.scores(reduction)?.means
                        ?? [Double](repeating: .nan, count: entry.pool.candidates.count)
                }
                // The steps are the same whatever they are reduced to.
                let steps = reduction == .last ? own.map { $0?.steps ?? [] } : []
                found.append(
                    ScoredCandidates(source: ScoreSource(name, reduction), values: values, steps: steps))
            }
        }
        return found
    }

    /// Gives the scores of the candidates with an answer, beside whether it is right.
    ///
    /// - Parameter difficulty: nil for all problems; the problems keep their numbers.
    func predictions(of pools: RunPools, difficulty: String? = nil) -> Predictions {
        let entries = pools.entries.enumerated().filter {
            difficulty == nil || $0.element.problem.record.difficulty == difficulty
        }
        var predictions = Predictions(problems: max(1, entries.count))
        for (problem, entry) in entries.enumerated() {
            for (candidate, value) in zip(entry.element.pool.candidates, values[entry.offset])
            where candidate.answer != nil {
                predictions.append(value, outcome: candidate.isRight ? 1 : 0, problem: problem)
            }
        }
        return predictions
    }

    /// Makes the pools with these scores as the only ones.
    func pools(of run: RunPools) -> [Pool] {
        zip(run.entries, values).map { $0.pool.scored(by: [source: Scores($1)]) }
    }
}
