/// The majority vote is computed in exact expectation over all k-subsets, for every tie rule.
///
/// Source: self-consistency, Wang et al., arXiv 2203.11171; as an expectation over subsets with shared ties it is
/// Winnow's own definition, which agrees with the stored-prefix variants only on average.
struct MajorityVote {
    let ballot: Ballot
    let ties: TieRule

    /// True where `absolute` counts blanks in the whole.
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

    /// Gives the odds at budget `draws`, from 1 to the population.
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

    /// The groups stand with right and wrong exchanged.
    private var exchanged: [PartyGroup] {
        groups.map { PartyGroup(size: $0.size, right: $0.wrong, wrong: $0.right) }
    }

    /// Gives the realised vote of the whole pool.
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

/// A filtered vote is the majority among those of k drawn candidates that pass a filter, and what is done when none of
/// them does.
///
/// Over random subsets the candidates outside the vote act like blanks, so that the first stage is a majority with
/// these as blanks. Given that none that passes is drawn, the k are a random k-subset of the others. The electorate of
/// the first stage are the candidates that pass, whatever the policy for blanks.
struct FilteredVote {
    private let vote: MajorityVote

    /// Those that do not pass vote in this way; nil abstains.
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

    /// Gives the odds at each budget, from 1 to the number of candidates.
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

/// The answer has more than half of the votes in a random k-subset, if there is one.
struct AbsoluteMajority {
    let ballot: Ballot
    let draws: Int

    /// True where blanks count in the whole of which more than half is asked for.
    let countsBlanks: Bool

    /// Gives P(a right answer has more than half) and P(a wrong answer has).
    ///
    /// - Complexity: O(k) for each party size and each possible number of votes cast.
    func odds() -> Odds {
        var right = 0.0
        var wrong = 0.0
        for group in ballot.groups {
            let wins = probability(size: group.size)
            right += Double(group.right) * wins
            wrong += Double(group.wrong) * wins
        }
        return Odds(right: right, wrong: wrong)
    }

    private func probability(size: Int) -> Double {
        if countsBlanks {
            let votes = hypergeometricProbabilities(population: ballot.population, marked: size, draws: draws)
            return votes.dropFirst(draws / 2 + 1).reduce(0, +)
        }
        let cast = hypergeometricProbabilities(population: ballot.population, marked: ballot.voters, draws: draws)
        var total = 0.0
        for (count, weight) in cast.enumerated() where count > 0 && weight > 0 {
            let votes = hypergeometricProbabilities(population: ballot.voters, marked: size, draws: count)
            total += weight * votes.dropFirst(count / 2 + 1).reduce(0, +)
        }
        return total
    }
}

/// The answer wins the plurality of a random k-subset in stored order, where a tie goes to the answer seen first.
///
/// Condition on the winner's first drawn candidate: with t votes for the winner a, the first at position i, a tied
/// party b loses when all its t drawn candidates come after i. Given the counts, these are ratios of binomial
/// coefficients, and they take the place of the shared priority of the uniform rule.
struct FirstSeen {
    let ballot: Ballot
    let draws: Int

    /// Gives P(the picked answer is right).
    ///
    /// - Complexity: a right party's size times the cost of the uniform rule.
    func right() -> Double {
        let parties = ballot.parties.sorted { $0.size > $1.size }
        let groups = parties.map {
            PartyGroup(size: $0.size, right: $0.isRight ? 1 : 0, wrong: $0.isRight ? 0 : 1)
        }
        var transform = PluralityTransform(groups: groups, blanks: ballot.blanks, draws: draws)
        var total = 0.0
        var atMost = 1.0
        while transform.level > 1, atMost > 1e-16 {
            transform.descend()
            let contested = parties.prefix(transform.contested)
            for winner in contested.indices where contested[winner].isRight {
                total += wins(winner, contested, transform)
            }
            atMost = transform.probabilityBelow()
        }
        return total
    }

    private func wins(_ winner: Int, _ parties: ArraySlice<Ballot.Party>, _ transform: PluralityTransform) -> Double {
        let votes = transform.level
        guard parties.count > 1, 2 * votes <= draws else {
            return transform.wins(winner: winner, priorities: [Double](repeating: 1, count: parties.count))
        }
        var total = 0.0
        let size = parties[winner].size
        for (before, position) in parties[winner].positions.enumerated() {
            // P(the first of the winner's drawn candidates is this one | t of them are drawn).
            let notBefore = Self.allAfter(before, of: size, drawn: votes)
            let isFirst = notBefore - Self.allAfter(before + 1, of: size, drawn: votes)
            guard notBefore > 1e-18 else { break }
            let priorities = parties.map { party in
                Self.allAfter(party.positions.prefix { $0 < position }.count, of: party.size, drawn: votes)
            }
            total += isFirst * transform.wins(winner: winner, priorities: priorities)
        }
        return total
    }

    /// Gives P(none of the first `skipped` is among `drawn` of `size`) = C(size − skipped, drawn) / C(size, drawn).
    private static func allAfter(_ skipped: Int, of size: Int, drawn: Int) -> Double {
        var probability = 1.0
        for index in 0..<min(skipped, drawn) {
            // The smaller of the two equal products: over the skipped or over the drawn.
            let (least, other) = skipped < drawn ? (index, drawn) : (index, skipped)
            probability *= Double(max(0, size - other - least)) / Double(size - least)
        }
        return probability
    }
}
