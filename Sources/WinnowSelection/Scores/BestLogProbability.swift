/// The answer is that of the most probable completion.
///
/// Ranks by the model's total log-probability of the completion (temperature 1), not per token: the candidate nearest
/// to what a perfect search for the mode would return. Short completions are favoured.
public struct BestLogProbability: Strategy {
    public let name = "best-logprob"
    public let summary = "the answer of the candidate with the highest total log-probability"
    public let needs: Set<Need> = [.logProbability]

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let ranking = BestOfK(pool.candidates) { $0.logProbability }
        return zip(budgets, Spending.draws(budgets, from: pool)).map { budget, spent in
            Outcome(ranking.odds(draws: budget, ties: options.ties), spent: spent)
        }
    }
}

extension BestLogProbability: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let ranking = BestOfK(pool.candidates) { $0.logProbability }
        return budgets.map { Picks(candidates: ranking.picks(draws: $0)) }
    }
}

extension BestLogProbability: ConfidentStrategy {
    /// Gives the log-probability of the candidate that is picked.
    public func confidence(in pool: Pool) -> Double? {
        pool.candidates.filter { $0.answer != nil }.map { $0.logProbability.isNaN ? -.infinity : $0.logProbability }
            .max()
    }
}
