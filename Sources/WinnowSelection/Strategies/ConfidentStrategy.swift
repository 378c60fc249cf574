import Glibc

/// A strategy that says how sure it is of its answer, so that it may abstain below a threshold.
public protocol ConfidentStrategy: Strategy {
    /// The confidence in the answer that all candidates of the pool lead to, on a scale that is the same for all
    /// problems; nil where there is no answer. Tied answers share it.
    func confidence(in pool: Pool) -> Double?
}

extension ConfidentStrategy {
    /// The confidence in the answer of the first `budget` candidates in stored order.
    ///
    /// - Throws: ``SelectionError`` when there are fewer.
    public func confidence(in pool: Pool, budget: Int) throws(SelectionError) -> Double? {
        try pool.check(budget: budget)
        return confidence(in: pool.prefix(budget))
    }
}

extension Majority: ConfidentStrategy {
    /// The share of all candidates, those without an answer included, that vote for the answer.
    public func confidence(in pool: Pool) -> Double? {
        Ballot(pool.candidates).parties.map(\.size).max().map { Double($0) / Double(pool.candidates.count) }
    }
}

extension MajorityLogProbability: ConfidentStrategy {
    /// The share of the weight of all candidates, those without an answer included, that votes for the answer.
    public func confidence(in pool: Pool) -> Double? {
        var weights: [Int: Double] = [:]
        var total = 0.0
        for candidate in pool.candidates {
            let weight = exp(candidate.confidence)
            total += weight
            if let answer = candidate.answer { weights[answer, default: 0] += weight }
        }
        return weights.values.max().map { total > 0 ? $0 / total : 0 }
    }
}

extension BestLogProbability: ConfidentStrategy {
    /// The log-probability of the candidate that is picked.
    public func confidence(in pool: Pool) -> Double? {
        pool.candidates.filter { $0.answer != nil }.map { $0.logProbability.isNaN ? -.infinity : $0.logProbability }
            .max()
    }
}

extension Strategies {
    /// The strategies that have a confidence, in the order of tables.
    public static var confident: [any ConfidentStrategy] { all.compactMap { $0 as? any ConfidentStrategy } }
}
