import Glibc

/// The answer is the most frequent one of best-of-m, over all resamples of m of the candidates with replacement.
///
/// Nothing is resampled: of N ranked candidates the r-th best is the best of m with probability
/// [(N − r + 1)^m − (N − r)^m]/N^m, and an answer's probability is the sum of its candidates'. Equal scores share. m = 1
/// counts votes, m → ∞ is best-of-k.
///
/// m is chosen by itself: among ⌈q^j·N⌉, j = 0, 1, 2 …, with q = ¾, the one whose answers' probabilities differ least from
/// those at the next smaller one, the larger of equals.
///
/// Checked against the paper: the rule and that m is adaptive. Not checked: its choice of m, which here is that of Bickel
/// and Sakov, Statistica Sinica 18, 2008, with the largest difference of a probability as the distance.
///
/// Source: Majority-of-the-Bests, Rakhsha et al., arXiv 2511.18630.
public struct MajorityOfBests: SubsetVoting {
    public let name = "majority-of-bests"
    public let summary = "the likeliest answer of best-of-m by log-probability per token, over resamples of the k"
    public let needs: Set<Need> = [.logProbability]

    public let paper: PaperCheck? = .majorityOfBests

    public init() {}

    public func isUsual(_ options: SelectionOptions) -> Bool { false }

    func vote(on pool: Pool, _ options: SelectionOptions) -> SubsetVote {
        Self.vote(pool.candidates, by: pool.candidates.map(\.confidence), options)
    }

    /// Makes the vote by any score, one per candidate.
    static func vote(_ candidates: [Candidate], by scores: [Double], _ options: SelectionOptions) -> SubsetVote {
        let ranking = ScoreRanking(scores)
        let answers = candidates.map { $0.answer ?? -1 }
        return SubsetVote(candidates, options: options) { drawn in
            let steps = resampleSizes(of: drawn.count).map { size in
                let weights = ranking.weights(drawn) { weight(rank: $0, of: drawn.count, size: size) }
                var shares: [Int: Double] = [:]
                for (position, weight) in zip(drawn, weights) { shares[answers[position], default: 0] += weight }
                return (weights: weights, shares: shares)
            }
            var (best, least) = (0, Double.infinity)
            for (index, (step, next)) in zip(steps, steps.dropFirst()).enumerated() {
                let distance = step.shares.reduce(0) { max($0, abs($1.value - (next.shares[$1.key] ?? 0))) }
                // Distances that rounding alone tells apart are equal.
                if distance < least - 1e-12 { (best, least) = (index, distance) }
            }
            return steps[best].weights
        }
    }

    /// Lists the sizes of resamples that are tried, falling from N to 1.
    static func resampleSizes(of number: Int) -> [Int] {
        var sizes = [number]
        var size = Double(number)
        while let last = sizes.last, last > 1 {
            size *= 0.75
            let next = Int(size.rounded(.up))
            if next < last { sizes.append(next) }
        }
        return sizes
    }

    /// Gives the probability that the candidate of this rank is the best of a resample.
    static func weight(rank: Int, of number: Int, size: Int) -> Double {
        let whole = Double(number)
        return pow(Double(number - rank + 1) / whole, Double(size)) - pow(Double(number - rank) / whole, Double(size))
    }
}
