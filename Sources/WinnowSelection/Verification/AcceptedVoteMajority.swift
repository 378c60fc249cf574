/// The answer is the majority's among the answers that the verifier accepts, else that of the k candidates.
///
/// It spends what `accepted-vote` spends: k samples, and a verdict on each one with an answer.
public struct AcceptedVoteMajority: Strategy {
    public let name = "accepted-vote-majority"
    public let summary = "majority among the samples the verifier accepts; plain majority when it accepts none"
    public let needs: Set<Need> = [.verdict]
    public let answerSource = AnswerSource.acceptedElseMajority(byVote: true)

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let vote = FilteredVote(pool.candidates, options: options, fallsBack: true) { $0.hasAcceptedAnswer }
        return zip(vote.odds(budgets), Spending.verifiedDraws(budgets, from: pool)).map { Outcome($0, spent: $1) }
    }
}

extension AcceptedVoteMajority: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = Ballot(pool.candidates) { $0.hasAcceptedAnswer }
        return pool.picks(budgets, marked: pool.candidates.map(\.hasAcceptedAnswer)) { budget, _ in
            Picks(candidates: accepted.picks(draws: budget))
        }
    }
}
