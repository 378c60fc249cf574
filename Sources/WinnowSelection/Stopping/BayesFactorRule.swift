/// Stops when the data say strongly enough that the leading answer is the most frequent one: K·P/(1 − P) ≥ B.
///
/// P is the probability that the leader's share is the largest of all answers seen, under Dirichlet(votes + 1), and K the
/// number of these answers, at least two: one answer is judged as if another had been seen without a vote. At B = 10
/// the earliest stop is after two equal answers, at B = 50 after four.
///
/// Checked against the paper's formula as it is quoted by others: the factor and the prior. Not checked: its threshold,
/// which was tried from 2 to 300; 10 is the default here, and `stop-bayes-factor30` another.
///
/// Source: arXiv 2509.21091, section 4.
struct BayesFactorRule: StoppingRule {
    let threshold: Double

    /// The threshold is this where a name gives none.
    static let usualThreshold = 10.0

    init(threshold: Double = usualThreshold) {
        self.threshold = threshold
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        guard drawn.votes > 0 else { return false }
        // To be ahead of one answer is at least as probable as to be ahead of all, so that most draws need no integral.
        let answers = Double(max(2, drawn.distinct))
        let pairwise = BetaRule.probability(leader: drawn.leader, runnerUp: drawn.runnerUp)
        guard factor(pairwise, answers) >= threshold else { return false }
        guard drawn.distinct > 2 else { return true }
        let votes = drawn.counts.filter { $0 > 0 }.sorted(by: >)
        return factor(min(1, DirichletRule.probability(votes)), answers) >= threshold
    }

    private func factor(_ probability: Double, _ answers: Double) -> Double {
        probability < 1 ? answers * probability / (1 - probability) : .infinity
    }
}
