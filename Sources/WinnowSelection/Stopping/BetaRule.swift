import WinnowStatistics

/// Stops when the leading answer is probably ahead of the next one for good.
///
/// Only the two most frequent answers count. Under a flat prior the leader's share of their votes is
/// Beta(v₁ + 1, v₂ + 1), and the rule asks for P(share > ½) ≥ threshold. At .95 the earliest stop is after four equal
/// answers.
///
/// Source: Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, section 3.
struct BetaRule: StoppingRule {
    let threshold: Double

    /// Per number of votes of the runner-up, the fewest of the leader that stop.
    private let fewest: [Int]

    /// - Parameter threshold: in 0…1; at 1 the rule never stops.
    init(threshold: Double = 0.95) {
        precondition((0...1).contains(threshold), "threshold \(threshold) is not a probability")
        self.threshold = threshold
        var fewest: [Int] = []
        var leader = 0
        // Beyond the table probabilities are computed when they are asked for.
        for runnerUp in 0..<(threshold < 1 ? 128 : 0) {
            while Self.probability(leader: leader, runnerUp: runnerUp) < threshold { leader += 1 }
            fewest.append(leader)
        }
        self.fewest = fewest
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        guard drawn.votes > 0, threshold < 1 else { return false }
        if drawn.runnerUp < fewest.count { return drawn.leader >= fewest[drawn.runnerUp] }
        return Self.probability(leader: drawn.leader, runnerUp: drawn.runnerUp) >= threshold
    }

    /// P(share > ½) for a share of Beta(leader + 1, runnerUp + 1), which is P(Bin(leader + runnerUp + 1, ½) ≤ leader).
    static func probability(leader: Int, runnerUp: Int) -> Double {
        Beta.cumulative(0.5, a: Double(runnerUp + 1), b: Double(leader + 1))
    }
}
