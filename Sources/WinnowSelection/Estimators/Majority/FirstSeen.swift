/// The plurality winner of a random k-subset in stored order, where a tie goes to the answer seen first.
///
/// Condition on the winner's first drawn candidate: with t votes for the winner a, the first at position i, a tied
/// party b loses when all its t drawn candidates come after i. Given the counts, these are ratios of binomial
/// coefficients, and they take the place of the shared priority of the uniform rule.
struct FirstSeen {
    let ballot: Ballot
    let draws: Int

    /// P(the picked answer is right).
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

    /// P(none of the first `skipped` is among `drawn` of `size`) = C(size − skipped, drawn) / C(size, drawn).
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
