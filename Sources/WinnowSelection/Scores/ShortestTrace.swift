/// The answer is the one behind the shortest trace, among the candidates that have an answer.
public struct ShortestTrace: Strategy {
    public let name = "shortest-trace"
    public let summary = "the answer with the fewest trace tokens before it"
    public let needs: Set<Need> = [.trace]

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let ranking = BestOfK(pool.candidates) { -Double($0.traceTokens) }
        return zip(budgets, Spending.draws(budgets, from: pool)).map { budget, spent in
            Outcome(ranking.odds(draws: budget, ties: options.ties), spent: spent)
        }
    }
}

extension ShortestTrace: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let ranking = BestOfK(pool.candidates) { -Double($0.traceTokens) }
        return budgets.map { Picks(candidates: ranking.picks(draws: $0)) }
    }
}
