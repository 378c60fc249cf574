/// Finds the least position at which a rising piecewise-linear curve is not negative; infinite where it never is.
///
/// Values within 1e-12 of 0 count as 0: equality by construction is equality up to the last bits.
///
/// - Parameters:
///   - values: one per position.
///   - positions: ascending.
/// - Complexity: O(positions).
public func firstRise(of values: some Collection<Double>, at positions: [Double]) -> Double {
    precondition(values.count == positions.count, "\(values.count) values at \(positions.count) positions")
    var previous: (position: Double, value: Double)?
    for (position, value) in zip(positions, values) {
        if value >= -1e-12 {
            guard let previous, value > 0 else { return position }
            let share = previous.value / (previous.value - value)
            return previous.position + share * (position - previous.position)
        }
        previous = (position, value)
    }
    return .infinity
}
