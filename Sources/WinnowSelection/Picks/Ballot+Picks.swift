extension Ballot {
    /// Per candidate, the probability that its answer wins the plurality of a random k-subset, ties shared equally, and
    /// that it is the random one picked among those drawn that voted for the answer.
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

    /// P(a given party wins), by its size.
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
