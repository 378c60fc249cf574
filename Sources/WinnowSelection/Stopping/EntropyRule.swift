import Glibc

/// Stops when the answers' entropy is low: H/log₂(answers) ≤ threshold.
///
/// As in the released code, equal answers are judged as if one vote went to another answer, so that .75 stops after
/// four of them, and a single vote never stops.
///
/// Source: Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, and its released code.
struct EntropyRule: StoppingRule {
    let threshold: Double

    init(threshold: Double = 0.75) {
        self.threshold = threshold
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        guard drawn.votes > 1 else { return false }
        return Self.normalisedEntropy(drawn) <= threshold
    }

    /// The entropy as a share of the largest that this number of answers, at least two, could have.
    static func normalisedEntropy(_ drawn: DrawnVotes) -> Double {
        guard drawn.distinct == 1 else { return drawn.entropy / log2(Double(drawn.distinct)) }
        let share = 1 / Double(drawn.votes + 1)
        return -share * log2(share) - (1 - share) * log2(1 - share)
    }
}
