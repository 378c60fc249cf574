extension WeightedVote {
    /// Per size of subset, the probability of each candidate to be the random one picked among those drawn that voted for
    /// the winning answer, ties shared equally.
    ///
    /// From the same subsets as ``estimates(_:draws:seed:key:)``. Here the drawn voters of a winner are no random subset of
    /// its voters: heavy ones help it to win.
    ///
    /// - Parameter electing: the candidates of a drawn set that vote, and their votes counted; nil for all that are drawn.
    func picks(
        _ sizes: [Int], draws: Int, seed: UInt64, key: UInt64,
        electing: ((ArraySlice<Int>, VoteCount) -> (ArraySlice<Int>, VoteCount))? = nil
    ) -> [[Double]] {
        /// Shares the pick of one drawn set.
        func add(_ drawn: ArraySlice<Int>, _ count: VoteCount, to picks: inout [Double]) {
            let (voters, votes) = electing?(drawn, count) ?? (drawn, count)
            self.add(votes, voters, to: &picks)
        }
        let none = [Double](repeating: 0, count: population)
        var picks: [Int: [Double]] = [:]
        for size in sizes where picks[size] == nil && Self.subsets(of: population, size: size, atMost: draws) {
            var (total, number) = (none, 0.0)
            forEachSubset(of: size) { subset in
                var count = emptyCount
                for position in subset { self.add(position, to: &count) }
                add(subset[...], count, to: &total)
                number += 1
            }
            picks[size] = total.map { $0 / number }
        }
        let sampled = Set(sizes.filter { picks[$0] == nil }).sorted()
        guard !sampled.isEmpty else { return sizes.map { picks[$0] ?? none } }
        var totals = [[Double]](repeating: none, count: sampled.count)
        forEachSampled(sampled, draws: draws, seed: seed, key: key) { index, drawn, count in
            add(drawn, count, to: &totals[index])
        }
        for (size, total) in zip(sampled, totals) { picks[size] = total.map { $0 / Double(draws) } }
        return sizes.map { picks[$0] ?? none }
    }

    /// Shares the pick of one drawn set among the voters of its winners.
    private func add(_ count: VoteCount, _ drawn: ArraySlice<Int>, to picks: inout [Double]) {
        let winners = winners(of: count)
        for winner in winners {
            let voters = drawn.count { votes[$0].party == winner }
            let share = 1 / Double(winners.count * voters)
            for position in drawn where votes[position].party == winner { picks[position] += share }
        }
    }
}
