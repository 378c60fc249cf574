extension Plurality {
    /// Per group, P(a given party of it is picked) with ties shared equally, as in ``rightSharingTies()``.
    func winsSharingTies() -> [Double] {
        var transform = PluralityTransform(groups: groups, blanks: blanks, draws: draws)
        var wins = [Double](repeating: 0, count: groups.count)
        var atMost = 1.0
        while transform.level > 1, atMost > 1e-16 {
            transform.descend()
            let parties = groups.prefix(transform.contested).reduce(0) { $0 + $1.right + $1.wrong }
            let rule = GaussLegendre.rule(degree: min(draws / transform.level, parties) - 1, mass: atMost)
            for (node, weight) in zip(rule.nodes, rule.weights) {
                for (group, probability) in transform.wins(priority: node).enumerated() {
                    wins[group] += weight * probability
                }
            }
            atMost = transform.probabilityBelow()
        }
        return wins
    }
}

extension PluralityTransform {
    /// Per contested group, P(a given party of it has `level` votes, nobody has more, and it beats each tied party with
    /// probability `priority`).
    ///
    /// - Complexity: O(contested groups) for each block of angles: "all parties but one" is a product of those before,
    ///   those after, and the group without one party.
    func wins(priority: Double) -> [Double] {
        var totals = [SIMD4<Double>](repeating: .zero, count: contested)
        var after = [ComplexBlock](repeating: .one, count: contested + 1)
        for block in 0..<relevantBlocks[contested] {
            let start = block * groups.count
            for group in stride(from: contested - 1, through: 0, by: -1) {
                after[group] = after[group + 1] * others(group, start: start, priority: priority).all
            }
            var before = rest[block * (groups.count + 1) + contested]
            for group in 0..<contested {
                let (butOne, all) = others(group, start: start, priority: priority)
                let term = before * after[group + 1] * butOne * reached[start + group]
                totals[group] += weights[block] * term.real
                before = before * all
            }
        }
        return totals.map { $0.sum() }
    }

    /// The product of the factors of all parties of a group but one, and of all.
    private func others(
        _ group: Int, start: Int, priority: Double
    ) -> (butOne: ComplexBlock, all: ComplexBlock) {
        let parties = groups[group].right + groups[group].wrong
        let factor = lower[start + group] + priority * reached[start + group]
        let butOne = parties == 1 ? .one : factor.power(parties - 1)
        return (butOne, butOne * factor)
    }
}
