/// The majority among those of k drawn candidates that pass a filter, and what is done when none of them does.
///
/// Over random subsets the candidates outside the vote act like blanks, so that the first stage is a majority with
/// these as blanks. Given that none that passes is drawn, the k are a random k-subset of the others. The electorate of
/// the first stage are the candidates that pass, whatever the policy for blanks.
struct FilteredVote {
    private let vote: MajorityVote

    /// The vote of those that do not pass; nil abstains.
    private let fallback: MajorityVote?

    /// - Parameters:
    ///   - fallsBack: take the plain majority of the k when none passes, instead of abstaining.
    ///   - passes: holds for candidates with an answer only.
    init(
        _ candidates: [Candidate], options: SelectionOptions, fallsBack: Bool, where passes: (Candidate) -> Bool
    ) {
        self.init(candidates, options: options, fallsBack: fallsBack, passing: candidates.map(passes))
    }

    /// - Parameter passing: one per candidate; holds for candidates with an answer only.
    init(_ candidates: [Candidate], options: SelectionOptions, fallsBack: Bool, passing: [Bool]) {
        vote = MajorityVote(Ballot(candidates, voting: passing), ties: options.ties, countsBlanks: false)
        let others = zip(candidates, passing).filter { !$0.1 }.map(\.0)
        fallback = fallsBack ? MajorityVote(others, options: options) : nil
    }

    /// The odds at each budget, from 1 to the number of candidates.
    func odds(_ budgets: [Int]) -> [Odds] {
        let ballot = vote.ballot
        let missed = missProbabilities(
            population: ballot.population, marked: ballot.voters, upTo: budgets.max() ?? 0)
        return budgets.map { budget in
            var odds = vote.odds(draws: budget)
            guard let fallback, missed[budget] > 0 else { return odds }
            // The first stage may also abstain by its tie rule; only the absence of voters falls back.
            odds.abstained -= missed[budget]
            odds.add(fallback.odds(draws: budget), weight: missed[budget])
            return Odds(right: odds.right, abstained: odds.abstained)
        }
    }
}
