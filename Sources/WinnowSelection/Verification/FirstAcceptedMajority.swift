/// The answer is the first one that the verifier accepts, else the majority's of the k candidates.
///
/// It spends what `verifier` spends: samples stop at the first acceptance.
public struct FirstAcceptedMajority: Strategy {
    public let name = "verifier-majority"
    public let summary = "the first answer the verifier accepts; plain majority of the k when it accepts none"
    public let needs: Set<Need> = [.verdict]
    public let answerSource = AnswerSource.acceptedElseMajority(byVote: false)

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let search = FirstAcceptance(pool)
        let fallback = MajorityVote(search.rejected, options: options)
        return zip(budgets, search.cases(budgets)).map { budget, result in
            var odds = result.odds
            let missed = odds.abstained
            odds.abstained = 0
            // Given that all k are rejected, they are a random k-subset of the rejected.
            if missed > 0 { odds.add(fallback.odds(draws: budget), weight: missed) }
            return Outcome(odds, spent: result.spent)
        }
    }

    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        let accepted = pool.candidates.first { $0.hasAcceptedAnswer }
        let odds =
            accepted.map { Odds(picking: $0) }
            ?? MajorityVote(pool.candidates, options: options).odds(draws: pool.candidates.count)
        return Outcome(odds, spent: FirstAcceptance.spendingInStoredOrder(pool))
    }
}

extension FirstAcceptedMajority: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = pool.candidates.indices.filter { pool.candidates[$0].hasAcceptedAnswer }
        return pool.picks(budgets, marked: pool.candidates.map(\.hasAcceptedAnswer)) { _, found in
            Picks(sharing: found, among: accepted, of: pool.candidates.count)
        }
    }
}
