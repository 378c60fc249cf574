/// The answer is the one that most of the k candidates give.
///
/// Source: self-consistency, Wang et al., arXiv 2203.11171.
public struct Majority: Strategy {
    public let name = "majority"
    public let summary = "the answer that most of the k samples give (self-consistency)"

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let vote = MajorityVote(pool.candidates, options: options)
        return zip(budgets, Spending.draws(budgets, from: pool)).map { budget, spent in
            Outcome(vote.odds(draws: budget), spent: spent)
        }
    }
}

extension Majority: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let ballot = Ballot(pool.candidates)
        return budgets.map { Picks(candidates: ballot.picks(draws: $0)) }
    }
}

extension Majority: ConfidentStrategy {
    /// Gives the share of all candidates, those without an answer included, that vote for the answer.
    public func confidence(in pool: Pool) -> Double? {
        Ballot(pool.candidates).parties.map(\.size).max().map { Double($0) / Double(pool.candidates.count) }
    }
}
