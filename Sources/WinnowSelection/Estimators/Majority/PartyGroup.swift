/// The parties of one size: under rules that ignore the order of votes they are interchangeable.
struct PartyGroup: Hashable, Sendable {
    /// Votes per party.
    var size: Int

    /// Parties with a right answer.
    var right: Int

    /// Parties with a wrong answer.
    var wrong: Int
}

extension Ballot {
    /// The parties by size, largest first.
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
