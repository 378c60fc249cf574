import Glibc

/// Stops when the leading answer's share is probably the largest of the five most frequent ones.
///
/// The shares have a flat Dirichlet prior over these answers; with fewer than three answers the rule is ``BetaRule``.
/// Where the published code draws random points, the probability is an integral here, so that the same votes always
/// give the same decision.
///
/// Source: Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, section 3 and its released code (top five answers).
struct DirichletRule: StoppingRule {
    private let pairwise: BetaRule

    /// - Parameter threshold: in 0…1; at 1 the rule never stops.
    init(threshold: Double = 0.95) {
        pairwise = BetaRule(threshold: threshold)
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        // To be the largest share is at most as probable as to be larger than one other.
        guard pairwise.stops(after: drawn) else { return false }
        guard drawn.distinct > 2 else { return true }
        let leaders = Self.mostFrequent(5, of: drawn.counts)
        // Given the leader's share, to be ahead of one answer makes it no less probable to be ahead of another.
        let atLeast = leaders.dropFirst().reduce(1.0) { product, votes in
            product * BetaRule.probability(leader: leaders[0], runnerUp: votes)
        }
        return atLeast >= pairwise.threshold || Self.probability(leaders) >= pairwise.threshold
    }

    /// The largest counts above 0, falling.
    private static func mostFrequent(_ limit: Int, of counts: [Int]) -> [Int] {
        var largest: [Int] = []
        for count in counts where count > 0 && (largest.count < limit || count > largest[limit - 1]) {
            largest.insert(count, at: largest.firstIndex { $0 < count } ?? largest.count)
            if largest.count > limit { largest.removeLast() }
        }
        return largest
    }

    /// P(the first share is the largest) under Dirichlet(votes + 1).
    ///
    /// Shares are ordered as independent gamma variables of these shapes, so it is ∫ g₁(x)·Π_{j>1} G_j(x) dx with
    /// density g and distribution function G. In y = ln x the integrand is a smooth bell that falls off on both sides,
    /// for which the trapezoidal rule converges geometrically; steps of .4 standard deviations give eleven digits.
    ///
    /// Source: the gamma representation, e.g. Devroye, "Non-Uniform Random Variate Generation", 1986, section XI.4;
    /// Trefethen and Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56, 2014.
    static func probability(_ votes: [Int]) -> Double {
        let shape = Double(votes[0] + 1)
        let step = 0.4 / shape.squareRoot()
        let logGamma = lgamma(shape).0
        func height(_ index: Int) -> Double {
            let y = log(shape) + Double(index) * step
            let x = exp(y)
            return votes.dropFirst().reduce(exp(shape * y - x - logGamma)) { $0 * distribution(x, votes: $1) }
        }
        var sum = height(0)
        for direction in [1, -1] {
            var index = direction
            while true {
                let term = height(index)
                sum += term
                if term < 1e-16 * sum { break }
                index += direction
            }
        }
        return sum * step
    }

    /// P(G ≤ x) for a gamma variable of shape votes + 1, which is P(Poisson(x) > votes).
    private static func distribution(_ x: Double, votes: Int) -> Double {
        var term = exp(Double(votes) * log(x) - x - lgamma(Double(votes + 1)).0)
        var atMost = term
        for count in stride(from: votes, to: 0, by: -1) {
            term *= Double(count) / x
            atMost += term
            if Double(count) < x, term < 1e-17 * atMost { break }
        }
        return max(0, 1 - atMost)
    }
}
