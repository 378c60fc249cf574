import WinnowSelection
import WinnowStatistics

/// A strategy's right answers as a function of what it spends, over the problems and over each resample of them.
struct SpendingCurves: Sendable {
    let estimate: PiecewiseLinear
    let replicates: [PiecewiseLinear]

    /// - Parameter outcomes: [budget][problem], budgets ascending.
    init(_ outcomes: [[Outcome]], on axis: Axis, _ resampling: Resampling) {
        let right = outcomes.map { $0.map(\.right) }
        let spent = outcomes.map { $0.map { axis.amount(of: $0.spent) } }
        estimate = Self.curve(spent.map(mean), right.map(mean))
        let (rights, spendings) = (right.map(resampling.means), spent.map(resampling.means))
        replicates = (0..<resampling.resamples).map { resample in
            Self.curve(spendings.map { $0[resample] }, rights.map { $0[resample] })
        }
    }

    /// More budget never spends less, except by the last bits of a sum.
    private static func curve(_ spent: [Double], _ right: [Double]) -> PiecewiseLinear {
        var positions = spent
        for index in positions.indices.dropFirst() {
            let isSame = positions[index] <= positions[index - 1] * (1 + 1e-12)
            if isSame { positions[index] = positions[index - 1] }
        }
        return PiecewiseLinear(positions: positions, values: right)
    }
}
