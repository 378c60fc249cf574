/// The answer is the first one that the verifier accepts, in sample order; sampling stops there.
///
/// It spends the samples up to the stop, and one verifier call for each of them that has an answer.
///
/// Source: rejection sampling, Stroebl et al., arXiv 2411.17501; LLM-Modulo without critiques, arXiv 2402.01817.
public struct FirstAccepted: Strategy {
    /// A fallback is a strategy's answer when no candidate is accepted.
    public enum Fallback: String, CaseIterable, Sendable {
        /// No answer is given.
        case abstain
        /// One of the k rejected candidates is picked at random.
        case random
    }

    public let name = "verifier"
    public let summary = "the first answer the verifier accepts; abstains when it accepts none"
    public let needs: Set<Need> = [.verdict]
    public let answerSource = AnswerSource.accepted(byVote: false)

    public let fallback: Fallback

    public init(fallback: Fallback = .abstain) {
        self.fallback = fallback
    }

    public func guarantee(verifierIsSound: Bool) -> Guarantee {
        verifierIsSound && fallback == .abstain ? .sound : .none
    }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let search = FirstAcceptance(pool)
        return search.cases(budgets).map { odds, spent in
            Outcome(completed(odds, search.rejected), spent: spent)
        }
    }

    public func outcomeInStoredOrder(of pool: Pool, options: SelectionOptions) throws(SelectionError) -> Outcome {
        let accepted = pool.candidates.first { $0.hasAcceptedAnswer }
        let odds = accepted.map { Odds(picking: $0) } ?? completed(.certainlyAbstained, pool.candidates)
        return Outcome(odds, spent: FirstAcceptance.spendingInStoredOrder(pool))
    }

    /// Gives the odds with the abstentions given to the fallback, which picks among `rejected`.
    private func completed(_ odds: Odds, _ rejected: [Candidate]) -> Odds {
        guard fallback == .random, !rejected.isEmpty else { return odds }
        let share = odds.abstained / Double(rejected.count)
        var completed = Odds(right: odds.right, wrong: odds.wrong, abstained: 0)
        for candidate in rejected { completed.add(Odds(picking: candidate), weight: share) }
        return completed
    }
}

extension FirstAccepted: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = pool.candidates.indices.filter { pool.candidates[$0].hasAcceptedAnswer }
        let rejected = pool.candidates.indices.filter { !pool.candidates[$0].hasAcceptedAnswer }
        let missed = missProbabilities(
            population: pool.candidates.count, marked: accepted.count, upTo: budgets.max() ?? 0)
        return budgets.map { budget in
            var picks = Picks(sharing: 1 - missed[budget], among: accepted, of: pool.candidates.count)
            if fallback == .random {
                let share = 1 / Double(rejected.count)
                picks.add(
                    rejected.map { pool.candidates[$0].answer == nil ? 0 : share }, of: rejected,
                    weight: missed[budget])
            }
            return picks
        }
    }
}
