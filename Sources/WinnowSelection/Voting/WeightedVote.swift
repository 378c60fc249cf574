import Glibc

/// A weighted vote has a weight of at least 0 for each candidate.
struct WeightedVote {
    /// The votes have party and weight of each candidate in stored order; a party of nil does not vote.
    let votes: [(party: Int?, weight: Double)]

    /// The flags say of each party whether its answer is right.
    private let isRight: [Bool]

    private let ties: TieRule

    /// True where `absolute` counts the weight of candidates that do not vote.
    private let countsBlanks: Bool

    init(
        _ candidates: [Candidate], ties: TieRule, blanks: BlankPolicy, weight: (Candidate) -> Double
    ) {
        self.init(candidates, ties: ties, blanks: blanks, weights: candidates.map(weight))
    }

    /// - Parameter weights: one per candidate, at least 0.
    init(_ candidates: [Candidate], ties: TieRule, blanks: BlankPolicy, weights: [Double]) {
        let parties = Ballot(candidates, blanks: blanks).parties
        var votes = weights.map { (party: Int?.none, weight: $0) }
        for (index, party) in parties.enumerated() {
            for position in party.positions { votes[position].party = index }
        }
        self.votes = votes
        isRight = parties.map(\.isRight)
        self.ties = ties
        countsBlanks = blanks == .count
    }

    /// Makes a vote whose weights are the softmax of confidences at a temperature, up to a factor that all share.
    ///
    /// Weights of the least confident stay above 0 in any subset: colder than 1/700 of the range, e^−700 would not.
    ///
    /// - Parameter confidences: one per candidate, −∞ for none.
    init(
        _ candidates: [Candidate], ties: TieRule, blanks: BlankPolicy, softmaxOf confidences: [Double],
        temperature: Double
    ) {
        let finite = confidences.filter(\.isFinite)
        let most = finite.max() ?? 0
        let temperature = max(temperature, (most - (finite.min() ?? 0)) / 700)
        self.init(
            candidates, ties: ties, blanks: blanks, weights: confidences.map { exp(($0 - most) / temperature) })
    }

    /// There are so many candidates.
    var population: Int { votes.count }

    /// There are so many parties.
    var parties: Int { isRight.count }

    /// Gives the party that a candidate votes for, or nil.
    func party(of position: Int) -> Int? { votes[position].party }

    /// Gives the odds of one drawn set of candidates, given by positions in any order.
    func odds(of drawn: some Sequence<Int>) -> Odds {
        var count = VoteCount(parties: isRight.count)
        for position in drawn { add(position, to: &count) }
        return odds(of: count)
    }

    /// Draws one more candidate.
    func add(_ position: Int, to count: inout VoteCount) {
        add(position, weight: votes[position].weight, to: &count)
    }

    /// Draws one more candidate with another weight than its own.
    func add(_ position: Int, weight: Double, to count: inout VoteCount) {
        guard let party = votes[position].party else {
            count.blankWeight += weight
            return
        }
        count.weights[party] += weight
        count.firstSeen[party] = min(count.firstSeen[party], position)
    }

    /// Gives the odds of what was drawn so far.
    ///
    /// - Complexity: O(parties), without allocation, as it is called for every random subset.
    func odds(of count: VoteCount) -> Odds {
        var most = -Double.infinity
        var cast = countsBlanks ? count.blankWeight : 0
        for party in isRight.indices where count.hasVotes(party) {
            most = max(most, count.weights[party])
            cast += count.weights[party]
        }
        guard most.isFinite else { return .certainlyAbstained }
        // Equal sums of the same weights in another order differ in the last bits.
        let threshold = most * (1 - 1e-12)
        var winners = 0
        var right = 0
        var first = -1
        for party in isRight.indices where count.hasVotes(party) && count.weights[party] >= threshold {
            winners += 1
            if isRight[party] { right += 1 }
            if first < 0 || count.firstSeen[party] < count.firstSeen[first] { first = party }
        }
        switch ties {
        case .uniform:
            return Odds(right: Double(right) / Double(winners), abstained: 0)
        case .lenient:
            return right > 0 ? .certainlyRight : .certainlyWrong
        case .first:
            return isRight[first] ? .certainlyRight : .certainlyWrong
        case .strict, .absolute:
            guard winners == 1, ties == .strict || most > cast / 2 * (1 + 1e-12) else {
                return .certainlyAbstained
            }
            return right == 1 ? .certainlyRight : .certainlyWrong
        }
    }

    /// Gives the parties that share the first place of what was drawn so far; none while nobody has voted.
    func winners(of count: VoteCount) -> [Int] {
        let present = isRight.indices.filter { count.hasVotes($0) }
        guard let most = present.map({ count.weights[$0] }).max() else { return [] }
        return present.filter { count.weights[$0] >= most * (1 - 1e-12) }
    }

    /// The count is empty of votes.
    var emptyCount: VoteCount { VoteCount(parties: isRight.count) }
}

/// A count has the running sums of a weighted vote.
struct VoteCount {
    /// Each party has votes of this weight.
    var weights: [Double]

    /// Each party has the least stored position of its drawn candidates; `Int.max` while there is none.
    var firstSeen: [Int]

    /// The drawn candidates that do not vote have this weight.
    var blankWeight = 0.0

    init(parties: Int) {
        weights = [Double](repeating: 0, count: parties)
        firstSeen = [Int](repeating: .max, count: parties)
    }

    /// Tells whether a candidate of the party was drawn.
    func hasVotes(_ party: Int) -> Bool {
        firstSeen[party] < .max
    }
}

extension WeightedVote {
    /// Gives, per size of subset, the probability of each candidate to be the random one picked among those drawn that
    /// voted for the winning answer, ties shared equally.
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
