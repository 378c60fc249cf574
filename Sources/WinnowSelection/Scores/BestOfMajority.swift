/// The answer is that of the candidate that scores highest among those whose answer is frequent enough.
///
/// An answer is frequent enough that has at least this share of the votes of the k drawn; where none has, all are. Equal
/// highest scores vote. A share of 0 is best-of-k, one above ½ leaves at most the majority's answer.
///
/// Checked against the paper's abstract: that answers of low frequency are dropped before the highest rewards are taken.
/// Not checked: its threshold, which is an option here: `best-of-majority0.2`, and .1 by default.
///
/// Source: Best-of-Majority, Di et al., arXiv 2510.03199, at one answer.
public struct BestOfMajority: SubsetVoting {
    public let summary =
        "the answer with the highest log-probability per token among the answers that are frequent enough"
    public let needs: Set<Need> = [.logProbability]

    /// An answer needs this share of the votes.
    public let threshold: Double

    /// The share is this where a name gives none.
    public static let usualThreshold = 0.1

    public let paper: PaperCheck? = .bestOfMajority

    public var name: String { "\(ScoreRule.bestOfMajority(threshold))" }

    /// - Parameter threshold: in 0…1.
    public init(threshold: Double = usualThreshold) {
        precondition((0...1).contains(threshold), "threshold \(threshold) is not a share")
        self.threshold = threshold
    }

    /// Reads a name with another threshold, such as `best-of-majority0.2`.
    static func named(_ name: String) -> BestOfMajority? {
        guard let (threshold, rest) = ScoreRule.number(after: "best-of-majority", in: name, usual: usualThreshold),
            rest.isEmpty, (0...1).contains(threshold)
        else { return nil }
        return BestOfMajority(threshold: threshold)
    }

    public func isUsual(_ options: SelectionOptions) -> Bool { false }

    func vote(on pool: Pool, _ options: SelectionOptions) -> SubsetVote {
        Self.vote(pool.candidates, by: pool.candidates.map(\.confidence), threshold: threshold, options)
    }

    /// Makes the vote by any score, one per candidate.
    static func vote(
        _ candidates: [Candidate], by scores: [Double], threshold: Double, _ options: SelectionOptions
    ) -> SubsetVote {
        let ranking = ScoreRanking(scores)
        let answers = candidates.map { $0.answer ?? -1 }
        return SubsetVote(candidates, options: options) { drawn in
            var votes: [Int: Int] = [:]
            for position in drawn { votes[answers[position], default: 0] += 1 }
            let least = threshold * Double(drawn.count) - 1e-9
            let frequent = drawn.filter { Double(votes[answers[$0]] ?? 0) >= least }
            let best = Set(ranking.blocks(frequent.isEmpty ? drawn : frequent)[0])
            return drawn.map { best.contains($0) ? 1 : nil }
        }
    }
}
