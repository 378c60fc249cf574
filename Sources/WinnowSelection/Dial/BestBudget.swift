/// The budget at which right − λ·wrong is largest, 0 where not answering is best.
///
/// Source: the utility of Stroebl et al., arXiv 2411.17501.
public struct BestBudget: Hashable, Sendable {
    /// nil: no finite budget is best, as the utility grows with every sample.
    public let budget: Int?

    /// right − λ·wrong at that budget.
    public let utility: Double

    /// The best of budgets with known outcomes; of equals, up to rounding, the smallest.
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
    /// The best budget of all, if it is at most `largest`; nil when the limit is as good as any.
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
