/// The plurality winner of a random k-subset, under the tie rules that ignore the order of votes.
struct Plurality {
    let groups: [PartyGroup]
    let blanks: Int
    let draws: Int

    /// P(the picked answer is right) with ties shared equally.
    ///
    /// Sharing is an integral over the winner's priority in (0, 1), of a polynomial whose degree is the number of
    /// others that can tie: at level t at most ⌊k/t⌋ − 1.
    func rightSharingTies() -> Double {
        descending { transform, atMost in
            let tied = min(draws / transform.level, partyCount(transform.contested))
            let rule = GaussLegendre.rule(degree: tied - 1, mass: atMost)
            return zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * transform.rightWins(priority: $1.0) }
        }
    }

    /// P(a right answer has more votes than any other).
    func rightUniquely() -> Double {
        descending { transform, _ in transform.rightWins(priority: 0) }
    }

    /// P(a right answer is among those with the most votes).
    func rightAmongWinners() -> Double {
        descending { transform, _ in transform.rightAmongWinners() }
    }

    /// The sum over all levels at which a right answer can win.
    ///
    /// - Parameter share: a level's part, given the probability that nobody has more votes than the level.
    private func descending(_ share: (PluralityTransform, Double) -> Double) -> Double {
        guard let largestRight = groups.firstIndex(where: { $0.right > 0 }) else { return 0 }
        var transform = PluralityTransform(groups: groups, blanks: blanks, draws: draws)
        var total = 0.0
        var atMost = 1.0
        while transform.level > 1, atMost > 1e-16 {
            transform.descend()
            guard transform.contested > largestRight else { continue }
            total += share(transform, atMost)
            atMost = transform.probabilityBelow()
        }
        return total
    }

    private func partyCount(_ contested: Int) -> Int {
        groups.prefix(contested).reduce(0) { $0 + $1.right + $1.wrong }
    }
}
