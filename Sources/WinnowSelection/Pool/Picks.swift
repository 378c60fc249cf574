/// The picks say where a strategy's answer comes from: how likely each candidate is to be the one that is picked.
///
/// A vote picks an answer, which several candidates gave: the pick is then a random one of those drawn that voted for
/// it.
public struct Picks: Hashable, Sendable {
    /// Each candidate of the pool is picked with this probability, in stored order.
    public var candidates: [Double]

    /// The candidate decoded at temperature 0 is picked with this probability.
    public var greedy: Double

    public init(candidates: [Double], greedy: Double = 0) {
        self.candidates = candidates
        self.greedy = greedy
    }

    /// Gives the same probability to each of some candidates, and none to the others.
    init(sharing probability: Double, among chosen: [Int], of count: Int) {
        self.init(candidates: [Double](repeating: 0, count: count))
        for position in chosen { candidates[position] = probability / Double(chosen.count) }
    }

    /// Adds what is picked among some of the candidates in a case of probability `weight`.
    mutating func add(_ probabilities: [Double], of positions: [Int], weight: Double) {
        for (position, probability) in zip(positions, probabilities) { candidates[position] += weight * probability }
    }
}

extension Pool {
    /// Gives the picks among the marked candidates where one is drawn, else those of the plain majority of the others.
    ///
    /// - Parameter first: the picks among the marked at a budget, given P(one is drawn) there.
    func picks(_ budgets: [Int], marked: [Bool], first: (Int, Double) -> Picks) -> [Picks] {
        let others = candidates.indices.filter { !marked[$0] }
        let fallback = Ballot(others.map { candidates[$0] })
        let missed = missProbabilities(
            population: candidates.count, marked: candidates.count - others.count, upTo: budgets.max() ?? 0)
        return budgets.map { budget in
            var picks = first(budget, 1 - missed[budget])
            // Given that none that is marked is drawn, the k are a random k-subset of the others.
            if missed[budget] > 0 { picks.add(fallback.picks(draws: budget), of: others, weight: missed[budget]) }
            return picks
        }
    }
}

/// The answer of such a strategy can be traced back to a candidate, so that one can ask what kind of trace led to it.
///
/// Picks are stated for the default options: the expectation over all subsets of the pool, ties shared equally,
/// candidates without an answer left out of votes.
public protocol CandidatePicking: Strategy {
    /// Gives the picks at each budget, in the same order.
    ///
    /// Called by ``picks(from:budgets:options:)`` with budgets between 1 and the number of candidates.
    ///
    /// - Parameter options: the draws and the seed of strategies that are estimated by random subsets.
    /// - Throws: ``SelectionError`` where the pool lacks what the strategy reads.
    func picks(over pool: Pool, budgets: [Int], options: SelectionOptions) throws(SelectionError) -> [Picks]
}

extension CandidatePicking {
    /// Gives the picks at each budget, in the order of the budgets. Their probabilities of right and of wrong answers
    /// sum to those of ``Strategy/outcomes(for:budgets:options:)``.
    ///
    /// - Throws: as ``Strategy/outcomes(for:budgets:options:)`` does.
    public func picks(
        from pool: Pool, budgets: [Int], options: SelectionOptions = SelectionOptions()
    ) throws(SelectionError) -> [Picks] {
        for budget in budgets { try pool.check(budget: budget) }
        return try picks(over: pool, budgets: budgets, options: options)
    }
}
