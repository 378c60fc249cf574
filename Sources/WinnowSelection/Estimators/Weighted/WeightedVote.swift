import Glibc

/// A vote in which each candidate has a weight of at least 0.
struct WeightedVote {
    /// Party and weight of each candidate in stored order; a party of nil does not vote.
    let votes: [(party: Int?, weight: Double)]

    /// Per party, whether its answer is right.
    private let isRight: [Bool]

    private let ties: TieRule

    /// Whether `absolute` counts the weight of candidates that do not vote.
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

    /// A vote whose weights are the softmax of confidences at a temperature, up to a factor that all share.
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

    /// The number of candidates.
    var population: Int { votes.count }

    /// The number of parties.
    var parties: Int { isRight.count }

    /// The party that a candidate votes for, or nil.
    func party(of position: Int) -> Int? { votes[position].party }

    /// The odds of one drawn set of candidates, given by positions in any order.
    func odds(of drawn: some Sequence<Int>) -> Odds {
        var count = VoteCount(parties: isRight.count)
        for position in drawn { add(position, to: &count) }
        return odds(of: count)
    }

    /// Draws one more candidate.
    func add(_ position: Int, to count: inout VoteCount) {
        let vote = votes[position]
        guard let party = vote.party else {
            count.blankWeight += vote.weight
            return
        }
        count.weights[party] += vote.weight
        count.firstSeen[party] = min(count.firstSeen[party], position)
    }

    /// The odds of what was drawn so far.
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

    /// The parties that share the first place of what was drawn so far; none while nobody has voted.
    func winners(of count: VoteCount) -> [Int] {
        let present = isRight.indices.filter { count.hasVotes($0) }
        guard let most = present.map({ count.weights[$0] }).max() else { return [] }
        return present.filter { count.weights[$0] >= most * (1 - 1e-12) }
    }

    /// A count without any vote.
    var emptyCount: VoteCount { VoteCount(parties: isRight.count) }
}
