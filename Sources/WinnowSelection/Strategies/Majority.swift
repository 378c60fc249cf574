/// The answer that most of the k candidates give.
///
/// Source: self-consistency, Wang et al., arXiv 2203.11171.
public struct Majority: Strategy {
    public let name = "majority"
    public let summary = "the answer that most of the k samples give (self-consistency)"

    public init() {}

    public func guarantee(verifierIsSound: Bool) -> Guarantee { .statistical }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let vote = MajorityVote(pool.candidates, options: options)
        return zip(budgets, Spending.draws(budgets, from: pool)).map { budget, spent in
            Outcome(vote.odds(draws: budget), spent: spent)
        }
    }
}
