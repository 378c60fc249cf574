import WinnowCore
public import WinnowSelection
import WinnowStatistics

/// What two contenders spend, once the one that spends more is cut back to the other's expected spending.
public struct EqualSpending: Hashable, Sendable {
    public let axis: Axis
    public let budgetA: MixedBudget
    public let budgetB: MixedBudget
    /// Means over the common problems: equal, unless neither is cut because both spend the same.
    public let spentA: Double
    public let spentB: Double
    /// Whether a side was cut back.
    let isCut: Bool
}

/// Two contenders at equal expected spending.
///
struct MatchedPair: Sendable {
    let rightA: [Double]
    let rightB: [Double]
    /// `rightA` charged for the cut, see ``CutColumn/charged(against:)``.
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
                return pair.problems.positionsA.map { column.outcomes[$0] }
            }
        } else if isCut {
            b = try await CutColumn(cutting: pair.b, by: runs.unit(of: pair.b), back: a.meanSpent, of: pair.a, axis) {
                contender in
                let column = try await runs.column(contender)
                return pair.problems.positionsB.map { column.outcomes[$0] }
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
