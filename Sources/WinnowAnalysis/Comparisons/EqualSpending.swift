import WinnowCore
public import WinnowSelection
import WinnowStatistics

/// Two contenders spend equally once the one that spends more is cut back to the other's expected spending.
public struct EqualSpending: Hashable, Sendable {
    public let axis: Axis
    public let budgetA: MixedBudget
    public let budgetB: MixedBudget
    /// The amounts are means over the common problems: equal, unless neither is cut because both spend the same.
    public let spentA: Double
    public let spentB: Double
    /// It says whether a side was cut back.
    let isCut: Bool
}

/// The pair has two contenders at equal expected spending.
///
struct MatchedPair: Sendable {
    let rightA: [Double]
    let rightB: [Double]
    /// The answers are `rightA` charged for the cut, see ``CutColumn/charged(against:)``.
    let chargedRightA: [Double]
    let spending: EqualSpending

    /// - Throws: ``ExperimentError`` when the least of the dearer side, a single sample or a whole search, spends more
    ///   than the other side does.
    init(_ pair: ContenderPair, on axis: Axis, of runs: LoadedRuns) async throws {
        var a = CutColumn(pair.outcomesA, budget: pair.a.budget, axis)
        var b = CutColumn(pair.outcomesB, budget: pair.b.budget, axis)
        // Equal sums in another order differ in the last bits.
        let tolerance = 1e-9 * max(a.meanSpent, b.meanSpent)
        let isCut = abs(a.meanSpent - b.meanSpent) > tolerance
        if isCut, a.meanSpent > b.meanSpent {
            a = try await CutColumn(cutting: pair.a, by: runs.unit(of: pair.a), back: b.meanSpent, of: pair.b, axis) {
                contender in
                let column = try await runs.column(contender)
                return pair.problems.positionsA.map { column.column[$0] }
            }
        } else if isCut {
            b = try await CutColumn(cutting: pair.b, by: runs.unit(of: pair.b), back: a.meanSpent, of: pair.a, axis) {
                contender in
                let column = try await runs.column(contender)
                return pair.problems.positionsB.map { column.column[$0] }
            }
        }
        rightA = a.right
        rightB = b.right
        chargedRightA = a.charged(against: b)
        spending = EqualSpending(
            axis: axis, budgetA: a.budget, budgetB: b.budget, spentA: a.meanSpent, spentB: b.meanSpent, isCut: isCut)
    }
}

extension CutColumn {
    /// Finds by bisection the neighbouring budgets between which a contender's expected spending is the target's.
    ///
    /// - Parameters:
    ///   - unit: its budgets are multiples of this.
    ///   - outcomes: of the contender at another budget, on the common problems.
    /// - Throws: ``ExperimentError`` when the least budget spends more than the target.
    fileprivate init(
        cutting contender: Contender, by unit: Int, back target: Double, of other: Contender, _ axis: Axis,
        outcomes: (Contender) async throws -> [Outcome]
    ) async throws {
        func column(_ budget: Int) async throws -> CutColumn {
            let cut = Contender(run: contender.run, strategy: contender.strategy, budget: budget)
            return CutColumn(try await outcomes(cut), budget: budget, axis)
        }
        var low = try await column(unit)
        guard low.meanSpent <= target else {
            let (needed, present) = (axis.text(low.meanSpent), axis.text(target))
            throw ExperimentError(
                "\(unit == 1 ? "one sample" : "a search for \(unit)") of \(contender.source) spends \(needed), more than the "
                    + "\(present) of \(other)",
                hint: "raise the budget of \(other.source), or compare at another --at-equal")
        }
        var high = try await column(contender.budget)
        while high.budget.low - low.budget.low > unit {
            let middle = try await column((low.budget.low + high.budget.low) / (2 * unit) * unit)
            if middle.meanSpent <= target { low = middle } else { high = middle }
        }
        self.init(between: low, and: high, spending: target)
    }
}

/// A column has a strategy's right answers and spending, one value per problem, at a budget that may lie between two
/// whole ones.
struct CutColumn: Sendable {
    let budget: MixedBudget
    let right: [Double]
    let spent: [Double]

    /// The slope is in right answers gained per unit spent at the cut; 0 for a whole budget that nothing was cut back
    /// to.
    let slope: Double

    var meanSpent: Double { mean(of: spent) }

    /// Takes a whole budget.
    init(_ outcomes: [Outcome], budget: Int, _ axis: Axis) {
        self.budget = MixedBudget(budget)
        right = outcomes.map(\.right)
        spent = outcomes.map { axis.amount(of: $0.spent) }
        slope = 0
    }

    /// Tosses a coin between two whole budgets with which the expected spending is `target`.
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

    /// Computes the right answers, charged for what is spent beyond the other side, of which one was cut back to the
    /// other.
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

/// A mixed budget lies between two others: a coin decides, for each problem, which of them it has.
///
/// Expected results and expected spending are then linear between the two.
public struct MixedBudget: Hashable, Sendable {
    public let low: Int
    public let high: Int

    /// The higher one has this probability, below 1.
    public let shareOfHigh: Double

    /// Takes a whole budget.
    init(_ whole: Int) {
        self.init(low: whole, high: whole, shareOfHigh: 0)
    }

    init(low: Int, high: Int, shareOfHigh: Double) {
        self.low = low
        self.high = shareOfHigh == 0 ? low : high
        self.shareOfHigh = shareOfHigh
    }

    /// The value is the expected budget.
    public var value: Double { Double(low) + shareOfHigh * Double(high - low) }

    /// The whole budgets are those that occur.
    var whole: [Int] { shareOfHigh == 0 ? [low] : [low, high] }

    /// Lists all budgets up to 32 and then steps of at most a tenth, up to `limit`, which is among them: between these,
    /// a coin loses nothing that could be seen.
    static func steps(upTo limit: Int) -> [Int] {
        var budgets: [Int] = []
        var budget = 1
        while budget < limit {
            budgets.append(budget)
            budget += max(1, budget < 32 ? 1 : budget / 10)
        }
        return budgets + [limit]
    }
}
