/// A ballot has the votes of each answer in a pool.
struct Ballot: Hashable, Sendable {
    /// A party is the votes for one answer.
    struct Party: Hashable, Sendable {
        /// The candidates with this answer stand as positions in stored order, ascending.
        var positions: [Int]
        var isRight: Bool

        var size: Int { positions.count }
    }

    /// The answers stand in the order in which they are first seen.
    let parties: [Party]

    /// So many candidates do not vote but are drawn.
    let blanks: Int

    /// There are so many candidates in all.
    let population: Int

    /// Counts the candidates for which `votes` holds; a candidate without an answer never does.
    ///
    /// - Parameter policy: under ``BlankPolicy/vote`` all candidates without an answer form one wrong party.
    init(
        _ candidates: [Candidate], blanks policy: BlankPolicy = .drop, where votes: (Candidate) -> Bool = { _ in true }
    ) {
        self.init(candidates, blanks: policy, voting: candidates.map(votes))
    }

    /// - Parameter voting: one per candidate; of one without an answer it is not read.
    init(_ candidates: [Candidate], blanks policy: BlankPolicy = .drop, voting: [Bool]) {
        var indices: [Int?: Int] = [:]
        var parties: [Party] = []
        var voters = 0
        for (position, candidate) in candidates.enumerated() {
            if candidate.answer == nil ? policy != .vote : !voting[position] { continue }
            voters += 1
            if let index = indices[candidate.answer] {
                parties[index].positions.append(position)
            } else {
                indices[candidate.answer] = parties.count
                parties.append(Party(positions: [position], isRight: candidate.hasRightAnswer))
            }
        }
        self.parties = parties
        population = candidates.count
        blanks = candidates.count - voters
    }

    /// So many candidates vote.
    var voters: Int { population - blanks }
}

/// A group has the parties of one size: under rules that ignore the order of votes they are interchangeable.
struct PartyGroup: Hashable, Sendable {
    /// Each party has so many votes.
    var size: Int

    /// So many parties have a right answer.
    var right: Int

    /// So many parties have a wrong answer.
    var wrong: Int
}

extension Ballot {
    /// The groups have the parties by size, largest first.
    var groups: [PartyGroup] {
        var bySize: [Int: PartyGroup] = [:]
        for party in parties {
            var group = bySize[party.size] ?? PartyGroup(size: party.size, right: 0, wrong: 0)
            if party.isRight { group.right += 1 } else { group.wrong += 1 }
            bySize[party.size] = group
        }
        return bySize.values.sorted { $0.size > $1.size }
    }
}

extension Ballot {
    /// Gives, per candidate, the probability that its answer wins the plurality of a random k-subset, ties shared
    /// equally, and that it is the random one picked among those drawn that voted for the answer.
    ///
    /// Parties of one size win equally often, and given that a party wins, its drawn members are a random subset of
    /// it. So each member is picked with P(the party wins) / size.
    func picks(draws: Int) -> [Double] {
        var picks = [Double](repeating: 0, count: population)
        let wins = winProbabilities(draws: draws)
        for party in parties {
            let share = (wins[party.size] ?? 0) / Double(party.size)
            for position in party.positions { picks[position] = share }
        }
        return picks
    }

    /// Gives P(a given party wins), by its size.
    private func winProbabilities(draws: Int) -> [Int: Double] {
        let groups = groups
        guard let largest = groups.first else { return [:] }
        if draws == population { return [largest.size: 1 / Double(largest.right + largest.wrong)] }
        let wins =
            draws == 1
            ? groups.map { Double($0.size) / Double(population) }
            : Plurality(groups: groups, blanks: blanks, draws: draws).winsSharingTies()
        return Dictionary(uniqueKeysWithValues: zip(groups.map(\.size), wins))
    }
}
