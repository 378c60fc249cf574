/// A policy says which problem gets the next sample of a budget that all problems share.
///
/// Every policy looks at the answers drawn so far and at nothing else.
public enum AllocationPolicy: String, CaseIterable, Sendable {
    /// The problem with the fewest samples gets it.
    case uniform

    /// The problem whose leading answer is least certainly ahead of the next one gets it: that of the largest P(share ≤
    /// ½) of ``BetaRule``'s posterior. Problems on which samples never agree draw the most.
    case disagreement

    /// The problem where one more sample promises the largest gain in that probability gets it: an index policy of a
    /// bandit whose arms are the problems.
    ///
    /// Only another vote for the leader can raise it. The gain of that vote is weighted by its predictive probability,
    /// (v₁ + 1)/(n + 2) after n samples, so that problems without agreement or without answers lose their claim.
    ///
    /// Source: after the optimistic knowledge gradient of Chen, Lin and Zhou, "Statistical Decision Making for Optimal
    /// Budget Allocation in Crowd Labeling", JMLR 16, 2015, arXiv 1403.3080, whose labels are binary and whose gain is
    /// that of the best outcome, unweighted. Test-time compute as such a bandit: Zuo and Zhu, arXiv 2506.12721, whose
    /// policies drop a problem once a reward says it is solved, which a vote has not got.
    case bandit

    /// The problem whose leading answer is least certainly ahead gets it, by the mean of two errors: P(share ≤ ½) of
    /// ``BetaRule``'s posterior, and the density of that posterior at ½ under a flat prior, at most 1.
    ///
    /// The second is an error that holds at any time: the ratio of prior and posterior at the true share is a martingale.
    /// It falls more slowly, so that the blend goes back to problems that looked settled by a few votes.
    ///
    /// Checked against the paper's abstract and summaries: that the two are blended, without a parameter. Not checked: how,
    /// which here is in equal parts.
    ///
    /// Source: Blend-ASC, Feng, Alonso and Odonnat, arXiv 2511.12309; PPR-1v1, Jain et al., arXiv 2109.05047.
    case blend
}

/// The index is a problem's claim on the next sample under a policy, by table.
struct AllocationIndex {
    private let policy: AllocationPolicy

    /// The probabilities are P(the leader is ahead), [leader, runnerUp] row-major.
    private let probabilities: [Double]
    private let width: Int

    /// - Parameter largestPool: the most votes that an answer may have.
    init(_ policy: AllocationPolicy, largestPool: Int) {
        self.policy = policy
        // The runner-up has at most half of the votes, and the bandit asks for one vote more than there are.
        width = largestPool / 2 + 1
        guard policy != .uniform else {
            probabilities = []
            return
        }
        var probabilities: [Double] = []
        for leader in 0...(largestPool + 1) {
            for runnerUp in 0..<width {
                probabilities.append(BetaRule.probability(leader: leader, runnerUp: runnerUp))
            }
        }
        self.probabilities = probabilities
    }

    /// Gives a claim that is the larger, the sooner the problem is drawn from.
    func claim(after drawn: DrawnVotes) -> Double {
        switch policy {
        case .uniform:
            return 0
        case .disagreement:
            return 1 - probability(drawn.leader, drawn.runnerUp)
        case .blend:
            let error = BetaRule.densityAtHalf(leader: drawn.leader, runnerUp: drawn.runnerUp)
            return (1 - probability(drawn.leader, drawn.runnerUp) + min(1, error)) / 2
        case .bandit:
            let gain = probability(drawn.leader + 1, drawn.runnerUp) - probability(drawn.leader, drawn.runnerUp)
            return gain * Double(drawn.leader + 1) / Double(drawn.samples + 2)
        }
    }

    private func probability(_ leader: Int, _ runnerUp: Int) -> Double {
        probabilities[leader * width + runnerUp]
    }
}
