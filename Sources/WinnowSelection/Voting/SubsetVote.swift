/// A vote has weights that depend on who else is drawn, such as ranks among the candidates that there are.
///
/// Only candidates with an answer are weighed. Where none of them has a weight, it is the plain vote of all that are
/// drawn, which the policy for blanks decides.
struct SubsetVote {
    private let among: WeightedVote
    private let plain: WeightedVote
    private let isAnswered: [Bool]

    /// Weighs the drawn candidates with an answer, given by ascending positions and beside how many were drawn; nil for one
    /// that does not vote.
    private let weigh: ([Int], Int) -> [Double?]

    /// - Parameter weigh: takes positions in ascending order, at least one, and gives one weight of at least 0 for each.
    init(_ candidates: [Candidate], options: SelectionOptions, weigh: @escaping ([Int]) -> [Double?]) {
        self.init(candidates, options: options, weighing: { drawn, _ in weigh(drawn) })
    }

    /// - Parameter weighing: takes positions in ascending order, at least one, and how many are drawn, those without an
    ///   answer included.
    init(
        _ candidates: [Candidate], options: SelectionOptions,
        weighing weigh: @escaping ([Int], Int) -> [Double?]
    ) {
        func vote(_ blanks: BlankPolicy) -> WeightedVote {
            WeightedVote(candidates, ties: options.ties, blanks: blanks) { _ in 1 }
        }
        (among, plain) = (vote(.drop), vote(options.blanks))
        isAnswered = candidates.map { $0.answer != nil }
        self.weigh = weigh
    }

    /// Gives the expected odds over subsets of each size: counted out where there are few, else over random ones.
    ///
    /// - Complexity: O(`draws`) calls of the weighing for each size.
    func estimates(_ sizes: [Int], draws: Int, seed: UInt64, key: UInt64) -> [WeightedVote.Estimate] {
        plain.estimates(sizes, draws: draws, seed: seed, key: key) { drawn, count in
            let (voters, votes) = electing(drawn)
            return voters.isEmpty ? plain.odds(of: count) : among.odds(of: votes)
        }
    }

    /// Gives each candidate's probability to be the random voter of the winning answer that is picked.
    func picks(_ sizes: [Int], draws: Int, seed: UInt64, key: UInt64) -> [[Double]] {
        among.picks(sizes, draws: draws, seed: seed, key: key) { drawn, count in
            let (voters, votes) = electing(drawn)
            return voters.isEmpty ? (drawn, count) : (voters[...], votes)
        }
    }

    /// Gives the drawn candidates that vote, and their votes counted.
    private func electing(_ drawn: ArraySlice<Int>) -> ([Int], VoteCount) {
        let answered = drawn.filter { isAnswered[$0] }.sorted()
        var count = among.emptyCount
        guard !answered.isEmpty else { return ([], count) }
        var voters: [Int] = []
        for (position, weight) in zip(answered, weigh(answered, drawn.count)) {
            guard let weight else { continue }
            voters.append(position)
            among.add(position, weight: weight, to: &count)
        }
        return (voters, count)
    }
}

/// Such a strategy is a vote whose weights depend on who else is drawn.
protocol SubsetVoting: CandidatePicking {
    /// Makes the vote on a pool.
    ///
    /// - Throws: ``SelectionError`` where the pool lacks what the strategy reads.
    func vote(on pool: Pool, _ options: SelectionOptions) throws(SelectionError) -> SubsetVote
}

extension SubsetVoting {
    public var monteCarlo: MonteCarloMethod? { .subsets }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let estimates = try vote(on: pool, options).estimates(
            budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key)
        return zip(estimates, Spending.draws(budgets, from: pool)).map { estimate, spent in
            Outcome(estimate.odds, spent: spent, standardError: estimate.standardError)
        }
    }

    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        try vote(on: pool, options).picks(
            budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key
        ).map { Picks(candidates: $0) }
    }
}

/// A ranking orders the candidates of a pool by a score, so that ranks among those drawn are cheap to find.
struct ScoreRanking: Sendable {
    /// Each candidate has a place: equal scores have equal places, the highest the lowest place.
    private let places: [Int]

    /// - Parameter scores: one per candidate; NaN ranks below every number.
    init(_ scores: [Double]) {
        let values = scores.map { $0.isNaN ? -.infinity : $0 }
        let distinct = Set(values).sorted(by: >)
        let place = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
        places = values.map { place[$0] ?? 0 }
    }

    /// Gives the drawn candidates in blocks of equal score, the best block first.
    func blocks(_ drawn: [Int]) -> [[Int]] {
        var blocks: [[Int]] = []
        for position in drawn.sorted(by: { (places[$0], $0) < (places[$1], $1) }) {
            if let last = blocks.last?.last, places[last] == places[position] {
                blocks[blocks.count - 1].append(position)
            } else {
                blocks.append([position])
            }
        }
        return blocks
    }

    /// Gives a weight by rank: what the ranks of a block of equal scores are worth is shared equally.
    ///
    /// - Parameters:
    ///   - drawn: the positions to weigh; the weights are in their order.
    ///   - worth: takes a rank from 1, the best.
    func weights(_ drawn: [Int], worth: (Int) -> Double) -> [Double] {
        var weights: [Int: Double] = [:]
        var rank = 0
        for block in blocks(drawn) {
            var sum = 0.0
            for _ in block {
                rank += 1
                sum += worth(rank)
            }
            for position in block { weights[position] = sum / Double(block.count) }
        }
        return drawn.map { weights[$0] ?? 0 }
    }
}
