/// The answer has the largest sum of softmax weights: a vote weighted by confidence, as sharp as its temperature says.
///
/// A candidate's confidence c is its log-probability per token, its weight exp(c/T) over the sum of these of all
/// samples; the sum is common to all answers and decides nothing. T = 1 is `majority-logprob`; T → ∞ is `majority`; T → 0
/// is the answer of the most confident candidate, and temperatures below 1/700 of the pool's range act alike. The
/// temperature is to be chosen on other problems. The paper's confidences are probabilities, best of all the model's own
/// P(True); of what a stored pool has, the length-normalised probability is one of them, taken here by its logarithm.
///
/// Source: Confidence-Informed Self-Consistency (CISC), Taubenfeld et al., arXiv 2502.06233, section 3.
public struct ConfidenceVote: Strategy {
    public let name = "cisc"
    public let summary = "majority with votes weighted by exp(log-probability per token / temperature)"
    public let needs: Set<Need> = [.logProbability]
    public let monteCarlo: MonteCarloMethod? = .subsets
    public let usesConfidenceTemperature = true

    public init() {}

    /// At temperature 1 it is `majority-logprob` by another name.
    public func isUsual(_ options: SelectionOptions) -> Bool { options.confidenceTemperature != 1 }

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
        WeightedVote(
            pool.candidates, ties: options.ties, blanks: options.blanks, softmaxOf: pool.candidates.map(\.confidence),
            temperature: options.confidenceTemperature)
    }
}

extension ConfidenceVote: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        vote(on: pool, options).picks(budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key)
            .map { Picks(candidates: $0) }
    }
}
