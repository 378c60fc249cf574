/// The answer is the majority's among the candidates with an answer and a legal trace; the plain majority's where there
/// is none.
public struct MajorityTraceLegal: Strategy {
    public let name = "majority-trace-legal"
    public let summary = "majority among samples with a legal trace; plain majority when there is none"
    public let needs: Set<Need> = [.trace, .traceCheck]

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let vote = FilteredVote(pool.candidates, options: options, fallsBack: true) { $0.hasLegallyTracedAnswer }
        return zip(vote.odds(budgets), Spending.draws(budgets, from: pool)).map { Outcome($0, spent: $1) }
    }
}

extension MajorityTraceLegal: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let legal = Ballot(pool.candidates) { $0.hasLegallyTracedAnswer }
        return pool.picks(budgets, marked: pool.candidates.map(\.hasLegallyTracedAnswer)) { budget, _ in
            Picks(candidates: legal.picks(draws: budget))
        }
    }
}
