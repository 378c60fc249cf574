import Glibc
import WinnowStatistics

/// A rule says when to stop sampling a problem: it is a pure function of the answers drawn so far.
///
/// A rule never sees a grade or a verdict. Where it says nothing, sampling goes on to the cap.
protocol StoppingRule: Sendable {
    /// Tells whether to stop after the last sample.
    func stops(after drawn: DrawnVotes) -> Bool

    /// True where a stop returns the last sample's answer instead of the plurality of all samples.
    var returnsLastAnswer: Bool { get }

    /// True where a stop certifies that the answer is the generator's most frequent one, with a stated error.
    var isCertificate: Bool { get }
}

extension StoppingRule {
    var returnsLastAnswer: Bool { false }

    var isCertificate: Bool { false }
}

/// Stops when the leading answer is probably ahead of the next one for good.
///
/// Only the two most frequent answers count. Under a flat prior the leader's share of their votes is
/// Beta(v₁ + 1, v₂ + 1), and the rule asks for P(share > ½) ≥ threshold. At .95 the earliest stop is after four equal
/// answers.
///
/// Source: Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, section 3.
struct BetaRule: StoppingRule {
    let threshold: Double

    /// For each number of votes of the runner-up, the leader has to have so many for a stop.
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

    /// Gives P(share > ½) for a share of Beta(leader + 1, runnerUp + 1), which is P(Bin(leader + runnerUp + 1, ½) ≤
    /// leader).
    static func probability(leader: Int, runnerUp: Int) -> Double {
        Beta.cumulative(0.5, a: Double(runnerUp + 1), b: Double(leader + 1))
    }

    /// Gives the density of that share at ½: (n + 1)·C(n, v₁)/2^n of n = v₁ + v₂ votes.
    static func densityAtHalf(leader: Int, runnerUp: Int) -> Double {
        let votes = Double(leader + runnerUp)
        let binomial = lgamma(votes + 1).0 - lgamma(Double(leader) + 1).0 - lgamma(Double(runnerUp) + 1).0
        return exp(log(votes + 1) + binomial - votes * log(2))
    }
}

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

    /// Gives the largest counts above 0, falling.
    private static func mostFrequent(_ limit: Int, of counts: [Int]) -> [Int] {
        var largest: [Int] = []
        for count in counts where count > 0 && (largest.count < limit || count > largest[limit - 1]) {
            largest.insert(count, at: largest.firstIndex { $0 < count } ?? largest.count)
            if largest.count > limit { largest.removeLast() }
        }
        return largest
    }

    /// Gives P(the first share is the largest) under Dirichlet(votes + 1).
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

    /// Gives P(G ≤ x) for a gamma variable of shape votes + 1, which is P(Poisson(x) > votes).
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

    /// Gives the entropy as a share of the largest that this number of answers, at least two, could have.
    static func normalisedEntropy(_ drawn: DrawnVotes) -> Double {
        guard drawn.distinct == 1 else { return drawn.entropy / log2(Double(drawn.distinct)) }
        let share = 1 / Double(drawn.votes + 1)
        return -share * log2(share) - (1 - share) * log2(1 - share)
    }
}

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

/// Samples in windows and stops when all of a window give one answer, which is returned.
///
/// Without such a window the plurality of all samples is returned. So does the released code; the paper's text takes
/// the majority of everything drawn also at a stop. A blank agrees with nothing. A cap that is no multiple of the
/// window ends in a shorter window, which cannot stop.
///
/// Source: Early-Stopping Self-Consistency (ESC), Li et al., arXiv 2401.10480, and its released code.
struct UnanimousWindow: StoppingRule {
    /// A window has so many samples.
    let size: Int

    var returnsLastAnswer: Bool { true }

    init(size: Int = 5) {
        precondition(size > 0, "a window of \(size) samples")
        self.size = size
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        drawn.samples.isMultiple(of: size) && drawn.streak >= size
    }
}
