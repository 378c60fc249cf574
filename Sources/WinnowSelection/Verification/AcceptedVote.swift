/// The answer is the majority's among the answers that the verifier accepts; there is none where it accepts none.
///
/// All k candidates are drawn, and each one with an answer is verified. Unlike `verifier`, a wrong answer that a noisy
/// verifier lets through must also outnumber the right ones.
public struct AcceptedVote: Strategy {
    public let name = "accepted-vote"
    public let summary = "majority among the samples the verifier accepts; abstains when it accepts none"
    public let needs: Set<Need> = [.verdict]
    public let answerSource = AnswerSource.accepted(byVote: true)

    public init() {}

    public func guarantee(verifierIsSound: Bool) -> Guarantee { verifierIsSound ? .sound : .none }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let vote = FilteredVote(pool.candidates, options: options, fallsBack: false) { $0.hasAcceptedAnswer }
        return zip(vote.odds(budgets), Spending.verifiedDraws(budgets, from: pool)).map { Outcome($0, spent: $1) }
    }
}

extension AcceptedVote: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = Ballot(pool.candidates) { $0.hasAcceptedAnswer }
        return budgets.map { Picks(candidates: accepted.picks(draws: $0)) }
    }
}
