import Glibc

/// The theory of first accepted has problems of known success probability, and samples that are independent.
///
/// A sample of type τ is accepted with probability α = t·r + f·w; drawing until the first acceptance, at most K times,
/// draws G = Σ_{j<K} (1−α)^j samples. A finite pool differs: it is drawn from without replacement, which is what
/// ``NoisyAcceptance`` computes.
///
/// Source: Stroebl et al., arXiv 2411.17501 (types, with the priors as weights: their notebook's posteriors count the
/// survival twice); Stechly et al., arXiv 2402.08115 (one type).
public struct AcceptanceTheory: Sendable {
    /// A type has the problems with the same probabilities of a sample.
    public struct ProblemType: Hashable, Sendable {
        /// The type is this share of the problems.
        public var weight: Double
        /// A sample is right with this probability.
        public var right: Double
        /// A sample is wrong with this probability; the rest has no answer.
        public var wrong: Double

        public init(weight: Double, right: Double, wrong: Double) {
            self.weight = weight
            self.right = right
            self.wrong = wrong
        }

        /// Makes a type whose samples all have an answer.
        public init(weight: Double, right: Double) {
            self.init(weight: weight, right: right, wrong: 1 - right)
        }
    }

    /// The types come with their verifier's rates, which may differ between types.
    private let types: [(type: ProblemType, rates: VerifierRates)]

    /// - Parameter types: their weights sum to 1.
    public init(_ types: [ProblemType], rates: VerifierRates) {
        self.types = types.map { ($0, rates) }
    }

    /// Takes each pool as a type of its own, with its shares of right and wrong candidates as probabilities.
    public init(_ pools: [(pool: Pool, rates: VerifierRates)]) {
        types = pools.map { pool, rates in
            let count = Double(pool.candidates.count)
            let right = Double(pool.candidates.count { $0.hasRightAnswer })
            let blank = Double(pool.candidates.count { $0.answer == nil })
            return (
                ProblemType(
                    weight: 1 / Double(pools.count), right: right / count, wrong: (count - right - blank) / count),
                rates
            )
        }
    }

    /// Gives the expectation at a budget from 0; `nil` is the limit without one, where only hopeless problems abstain.
    public func expectation(budget: Int?) -> AcceptanceExpectation {
        var sum = AcceptanceExpectation(right: 0, wrong: 0, abstained: 0, verifierCalls: 0, samples: 0)
        for (type, rates) in types {
            let acceptance = rates.truePositive * type.right + rates.falsePositive * type.wrong
            let missed = Self.missed(acceptance, budget)
            // (1 − β^K) / (1 − β), where nothing is accepted the budget itself.
            let draws = acceptance > 0 ? (1 - missed) / acceptance : Double(budget ?? 0)
            sum.right += type.weight * rates.truePositive * type.right * draws
            sum.wrong += type.weight * rates.falsePositive * type.wrong * draws
            sum.abstained += type.weight * missed
            sum.samples += type.weight * (acceptance > 0 || budget != nil ? draws : .infinity)
            sum.verifierCalls +=
                type.weight * (type.right + type.wrong) * (acceptance > 0 || budget != nil ? draws : .infinity)
        }
        return sum
    }

    /// Gives P(right) when the last of K samples is the answer after K rejections: c_K + β^{K−1}·(1−t)·r.
    ///
    /// Source: Stechly et al., arXiv 2402.08115; their script's β^K counts one more sample that is not verified.
    public func rightWithLastGuess(budget: Int) -> Double {
        types.reduce(expectation(budget: budget).right) { sum, entry in
            let (type, rates) = entry
            let acceptance = rates.truePositive * type.right + rates.falsePositive * type.wrong
            return sum + type.weight * Self.missed(acceptance, budget - 1) * (1 - rates.truePositive) * type.right
        }
    }

    /// Gives (1 − α)^K without cancellation.
    private static func missed(_ acceptance: Double, _ budget: Int?) -> Double {
        guard let budget else { return acceptance > 0 ? 0 : 1 }
        if budget == 0 { return 1 }
        return exp(Double(budget) * log1p(-min(1, acceptance)))
    }
}

/// The best budget is the one at which right − λ·wrong is largest, 0 where not answering is best.
///
/// Source: the utility of Stroebl et al., arXiv 2411.17501.
public struct BestBudget: Hashable, Sendable {
    /// The budget is nil where no finite one is best, as the utility grows with every sample.
    public let budget: Int?

    /// The utility is right − λ·wrong at that budget.
    public let utility: Double

    /// Finds the best of budgets with known outcomes; of equals, up to rounding, the smallest.
    ///
    /// - Parameters:
    ///   - penalty: λ, what a wrong answer costs in right ones.
    ///   - outcomes: by budget; a budget of 0, which gives no answer, is always among them.
    public init(penalty: Double, outcomes: [(budget: Int, right: Double, wrong: Double)]) {
        var best = (budget: 0, utility: 0.0)
        for outcome in outcomes.sorted(by: { $0.budget < $1.budget }) {
            let utility = outcome.right - penalty * outcome.wrong
            if utility > best.utility + 1e-12 { best = (outcome.budget, utility) }
        }
        budget = best.budget
        utility = best.utility
    }

    fileprivate init(budget: Int?, utility: Double) {
        self.budget = budget
        self.utility = utility
    }
}

extension AcceptanceTheory {
    /// Gives the best budget of all, if it is at most `largest`; nil when the limit is as good as any.
    ///
    /// - Complexity: O(`largest` · types).
    public func bestBudget(penalty: Double, upTo largest: Int) -> BestBudget {
        let best = BestBudget(
            penalty: penalty,
            outcomes: (0...largest).map { budget in
                let outcome = expectation(budget: budget)
                return (budget, outcome.right, outcome.wrong)
            })
        let limit = expectation(budget: nil)
        let utility = limit.right - penalty * limit.wrong
        return utility > 0 && utility >= best.utility ? BestBudget(budget: nil, utility: utility) : best
    }
}
