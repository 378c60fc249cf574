/// The exact expectation of the majority vote over all k-subsets, for every tie rule.
///
/// Source: self-consistency, Wang et al., arXiv 2203.11171; as an expectation over subsets with shared ties it is
/// Winnow's own definition, which agrees with the stored-prefix variants only on average.
struct MajorityVote {
    let ballot: Ballot
    let ties: TieRule

    /// Whether `absolute` counts blanks in the whole.
    let countsBlanks: Bool

    private let groups: [PartyGroup]

    init(_ ballot: Ballot, ties: TieRule, countsBlanks: Bool) {
        self.ballot = ballot
        self.ties = ties
        self.countsBlanks = countsBlanks
        groups = ballot.groups
    }

    init(_ candidates: [Candidate], options: SelectionOptions) {
        self.init(
            Ballot(candidates, blanks: options.blanks), ties: options.ties, countsBlanks: options.blanks == .count)
    }

    /// The odds at budget `draws`, from 1 to the population.
    func odds(draws: Int) -> Odds {
        if ballot.voters == 0 { return .certainlyAbstained }
        if draws == ballot.population { return oddsOfAll() }
        if ties == .absolute {
            return AbsoluteMajority(ballot: ballot, draws: draws, countsBlanks: countsBlanks).odds()
        }
        let votesForRight = groups.reduce(0) { $0 + $1.size * $1.right }
        let total = Double(ballot.population)
        if draws == 1 {
            // Not one minus the rest: a vote among right answers is wrong with probability 0, not with a rounding error.
            return Odds(
                right: Double(votesForRight) / total, wrong: Double(ballot.voters - votesForRight) / total,
                abstained: Double(ballot.blanks) / total)
        }
        if ties == .strict {
            return Odds(
                right: plurality(groups, draws).rightUniquely(),
                wrong: plurality(exchanged, draws).rightUniquely())
        }
        let abstained = missProbabilities(population: ballot.population, marked: ballot.voters, upTo: draws)[draws]
        if votesForRight == 0 { return Odds(right: 0, abstained: abstained) }
        if votesForRight == ballot.voters { return Odds(right: 1 - abstained, wrong: 0) }
        let right =
            switch ties {
            case .first: FirstSeen(ballot: ballot, draws: draws).right()
            case .lenient: plurality(groups, draws).rightAmongWinners()
            case .uniform, .strict, .absolute: plurality(groups, draws).rightSharingTies()
            }
        return Odds(right: right, abstained: abstained)
    }

    private func plurality(_ groups: [PartyGroup], _ draws: Int) -> Plurality {
        Plurality(groups: groups, blanks: ballot.blanks, draws: draws)
    }

    /// The groups with right and wrong exchanged.
    private var exchanged: [PartyGroup] {
        groups.map { PartyGroup(size: $0.size, right: $0.wrong, wrong: $0.right) }
    }

    /// The realised vote of the whole pool.
    private func oddsOfAll() -> Odds {
        let most = groups[0]
        let winners = Double(most.right + most.wrong)
        switch ties {
        case .uniform:
            return Odds(right: Double(most.right) / winners, abstained: 0)
        case .first:
            let first = ballot.parties.first { $0.size == most.size }
            return first?.isRight == true ? .certainlyRight : .certainlyWrong
        case .lenient:
            return most.right > 0 ? .certainlyRight : .certainlyWrong
        case .strict, .absolute:
            let whole = countsBlanks ? ballot.population : ballot.voters
            guard winners == 1, ties == .strict || 2 * most.size > whole else { return .certainlyAbstained }
            return most.right == 1 ? .certainlyRight : .certainlyWrong
        }
    }
}
