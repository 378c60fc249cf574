/// The majority among the candidates with an answer and a legal trace; plain majority where there is none.
///
/// Over random subsets the candidates outside the vote act like blanks, so that the first stage is a majority with
/// these as blanks, and the second one a majority of the rest of the pool, weighted by P(no legal candidate drawn).
/// The first stage's electorate are the legal candidates only, whatever the policy for blanks.
public struct MajorityTraceLegal: Strategy {
    public let name = "majority-trace-legal"
    public let summary = "majority among samples with a legal trace; plain majority when there is none"
    public let needs: Set<Need> = [.trace, .traceCheck]

    public init() {}

    public func guarantee(verifierIsSound: Bool) -> Guarantee { .statistical }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let electorate = Ballot(pool.candidates) { $0.hasLegallyTracedAnswer }
        let legal = MajorityVote(electorate, ties: options.ties, countsBlanks: false)
        let others = pool.candidates.filter { !$0.hasLegallyTracedAnswer }
        let fallback = MajorityVote(others, options: options)
        let missed = missProbabilities(
            population: pool.candidates.count, marked: electorate.voters, upTo: budgets.max() ?? 0)
        return zip(budgets, Spending.draws(budgets, from: pool)).map { budget, spent in
            var odds = legal.odds(draws: budget)
            // A legal stage may also abstain by its tie rule; only the absence of legal candidates falls back.
            odds.abstained -= missed[budget]
            if missed[budget] > 0 { odds.add(fallback.odds(draws: budget), weight: missed[budget]) }
            return Outcome(Odds(right: odds.right, abstained: odds.abstained), spent: spent)
        }
    }
}
