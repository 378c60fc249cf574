import WinnowSelection
import WinnowStatistics

/// A strategy's right answers and spending, one value per problem, at a budget that may lie between two whole ones.
struct CutColumn: Sendable {
    let budget: MixedBudget
    let right: [Double]
    let spent: [Double]

    /// Right answers gained per unit spent at the cut; 0 for a whole budget that nothing was cut back to.
    let slope: Double

    var meanSpent: Double { mean(of: spent) }

    /// A whole budget.
    init(_ outcomes: [Outcome], budget: Int, _ axis: Axis) {
        self.budget = MixedBudget(budget)
        right = outcomes.map(\.right)
        spent = outcomes.map { axis.amount(of: $0.spent) }
        slope = 0
    }

    /// The coin between two whole budgets with which the expected spending is `target`.
    ///
    /// - Precondition: `low` spends at most the target, and `high` more.
    init(between low: CutColumn, and high: CutColumn, spending target: Double) {
        let (cheap, dear) = (low.meanSpent, high.meanSpent)
        precondition(cheap <= target && target < dear, "\(target) is not between \(cheap) and \(dear)")
        let share = (target - cheap) / (dear - cheap)
        budget = MixedBudget(low: low.budget.low, high: high.budget.low, shareOfHigh: share)
        right = zip(low.right, high.right).map { $0 + share * ($1 - $0) }
        spent = zip(low.spent, high.spent).map { $0 + share * ($1 - $0) }
        slope = (mean(of: high.right) - mean(of: low.right)) / (dear - cheap)
    }

    /// The right answers, charged for what is spent beyond the other side, of which one was cut back to the other.
    ///
    /// The problems that were sampled decide how far a side is cut back, which adds to the uncertainty of a difference.
    /// To first order that is each problem's surplus over the other side, times the slope of right over spending at the
    /// cut. So intervals and tests of the charged values minus `other.right` account for it, as a bootstrap that cuts
    /// back anew in each resample would. The mean stays, as the surplus is 0 on average.
    func charged(against other: CutColumn) -> [Double] {
        let slope = slope + other.slope
        return right.indices.map { right[$0] - slope * (spent[$0] - other.spent[$0]) }
    }
}
