/// Stops when the leading answer has a large share of the votes; never after a single vote.
///
/// Source: Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, and its released code.
struct MajorityShareRule: StoppingRule {
    let threshold: Double

    init(threshold: Double = 0.8) {
        self.threshold = threshold
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        drawn.votes > 1 && Double(drawn.leader) / Double(drawn.votes) >= threshold
    }
}
