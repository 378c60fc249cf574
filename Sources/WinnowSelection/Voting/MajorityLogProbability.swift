import Glibc

/// The answer has the largest sum of exp(log-probability per token): a vote weighted by confidence.
///
/// No polynomial algorithm is known for real weights, so the expectation is exact only where subsets can be counted
/// out, and otherwise estimated from random subsets with its standard error.
///
/// Source: the normalised weighted sum of Wang et al., arXiv 2203.11171, table 1.
public struct MajorityLogProbability: Strategy {
    public let name = "majority-logprob"
    public let summary = "majority with votes weighted by exp(log-probability per token)"
    public let needs: Set<Need> = [.logProbability]
    public let monteCarlo: MonteCarloMethod? = .subsets

    public init() {}

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let estimates = vote(on: pool, options).estimates(
            budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key)
        return zip(estimates, Spending.draws(budgets, from: pool)).map { estimate, spent in
            Outcome(estimate.odds, spent: spent, standardError: estimate.standardError)
        }
    }

    func vote(on pool: Pool, _ options: SelectionOptions) -> WeightedVote {
        WeightedVote(pool.candidates, ties: options.ties, blanks: options.blanks) { exp($0.confidence) }
    }
}

extension MajorityLogProbability: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        vote(on: pool, options).picks(budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key)
            .map { Picks(candidates: $0) }
    }
}

extension MajorityLogProbability: ConfidentStrategy {
    /// Gives the share of the weight of all candidates, those without an answer included, that votes for the answer.
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
