/// The answer is the first one that a loop's verifier accepts, within as many rounds as the budget says.
///
/// Each round answers to a prompt that the rounds before have led to, so the rounds of an episode are no independent
/// samples, and no subsets of them mean anything: outcomes are means over the episodes as they went.
///
/// Source: LLM-Modulo, Kambhampati et al., arXiv 2402.01817; Stechly et al., arXiv 2402.08115.
public struct Backprompt: Strategy {
    /// True where the last answer is given when all rounds are used up, though it was rejected.
    public let givesLast: Bool

    /// - Parameter givesLast: false to abstain instead.
    public init(givesLast: Bool = false) { self.givesLast = givesLast }

    public var name: String { givesLast ? "backprompt-last" : "backprompt" }

    public var summary: String {
        "the first answer that a loop's verifier accepts within k rounds; "
            + (givesLast ? "the last answer when it accepts none" : "abstains when it accepts none")
    }

    public let needs: Set<Need> = [.rounds]
    public let answerSource = AnswerSource.elsewhere
    public let appliesToSearches = false

    public var neverFallsWithBudget: Bool { !givesLast }

    public func guarantee(verifierIsSound: Bool) -> Guarantee { verifierIsSound && !givesLast ? .sound : .none }

    /// Gives the means over the pool's episodes after so many rounds.
    ///
    /// - Throws: ``SelectionError/missingRounds(budget:)`` for a pool without episodes, or where one has neither an
    ///   accepted answer nor so many rounds.
    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        var outcomes: [Outcome] = []
        for budget in budgets {
            guard budget >= 1 else { throw .invalidBudget(budget) }
            guard !pool.episodes.isEmpty, pool.episodes.allSatisfy({ $0.extent ?? .max >= budget }) else {
                throw .missingRounds(budget: budget)
            }
            var odds = Odds.zero
            var spent = Spending()
            let share = 1 / Double(pool.episodes.count)
            for episode in pool.episodes {
                let rounds = episode.rounds.prefix(budget)
                odds.add(self.odds(of: rounds), weight: share)
                spent.add(rounds, weight: share)
            }
            outcomes.append(Outcome(odds, spent: spent))
        }
        return outcomes
    }

    private func odds(of rounds: ArraySlice<Episode.Round>) -> Odds {
        guard let last = rounds.last, last.isAccepted || givesLast, last.answer != nil else {
            return .certainlyAbstained
        }
        return last.isRight ? .certainlyRight : .certainlyWrong
    }
}

extension Spending {
    /// Adds what rounds of an episode cost.
    fileprivate mutating func add(_ rounds: ArraySlice<Episode.Round>, weight: Double) {
        samples += weight * Double(rounds.count)
        var answers: Set<Int> = []
        for round in rounds {
            tokens += weight * Double(round.tokens)
            promptTokens += weight * Double(round.promptTokens)
            flops += weight * (round.flops + round.verdictFlops)
            scoring.flops += weight * round.verdictFlops
            if let answer = round.answer {
                verifierCalls += weight
                if answers.insert(answer).inserted { distinctVerifierCalls += weight }
                if round.verdictFlops > 0 { scoring.calls += weight }
            }
        }
    }
}
