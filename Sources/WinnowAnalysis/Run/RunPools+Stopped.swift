import Foundation
import WinnowCore
import WinnowSelection
import WinnowStore

extension RunPools {
    /// The outcomes of the rule that ended the sampling of each problem, on the candidates that it has drawn.
    ///
    /// There is one order of the samples, that in which they came, and one cap. Problems without candidates, which a server
    /// refused, count as abstained.
    ///
    /// - Throws: ``ExperimentError`` for a budget other than the largest number of samples of a problem, or when none of the
    ///   strategies can be read of the run.
    func stoppedColumns(_ request: EstimationRequest, _ rule: AdaptiveVote) throws -> [StrategyOutcomes] {
        let strategies = usable(request.strategies)
        guard !strategies.isEmpty else {
            throw rivalry(for: request.strategies)
                ?? ExperimentError("no strategy was named", hint: "name \(rule.name)")
        }
        if let budget = request.budgets.first(where: { $0 != largestPool }) {
            throw ExperimentError(
                "run \(run.id) was sampled until \(rule.name) stopped, and has no other budget than \(largestPool), not \(budget)",
                hint: "leave out --budgets, or sample a run without --stopping")
        }
        let abstained = Outcome(right: 0, wrong: 0, abstained: 1, spent: Spending())
        let outcomes = try strategies.map { strategy in
            Dictionary(
                uniqueKeysWithValues: try entries.map {
                    (
                        $0.problem.id,
                        $0.pool.withPrompts([
                            try strategy.outcomeInStoredOrder(of: $0.pool, options: request.options)
                        ])[0]
                    )
                })
        }
        let problems = (entries.map(\.problem) + withoutCandidates).sorted {
            $0.record.position < $1.record.position
        }
        return zip(strategies, outcomes).map { strategy, outcomes in
            StrategyOutcomes(
                strategy: strategy, budget: largestPool, problems: problems,
                column: OutcomeColumn(problems.map { outcomes[$0.id] ?? abstained }), poolSize: poolSize)
        }
    }

    /// Says of a run that a rule has cut what its figures are; nil for others.
    ///
    /// - Parameter right: the share of right answers, with problems without candidates as abstained.
    func stoppedNote(right: Double?) -> String? {
        guard let stoppedBy else { return nil }
        var note =
            "Sampled until \(stoppedBy.name) stopped, at most \(largestPool) samples: this rule's own outcomes, in the order "
            + "of the samples. Other strategies need a number of samples that was fixed beforehand."
        guard !withoutCandidates.isEmpty, let right else { return note }
        let share = Double(withoutCandidates.count) / Double(withoutCandidates.count + entries.count)
        note +=
            " \(withoutCandidates.count) problems were set aside and count as abstained: with all of them wrong "
            + "\(stoppedBy.name) is right in \(Self.percent(right)), with all right in \(Self.percent(right + share))."
        return note
    }

    private static func percent(_ rate: Double) -> String { String(format: "%.1f %%", 100 * rate) }
}
