/// The function is given at ascending positions and is linear between them.
///
/// A curve of one position is constant from there on: what it measures needs no more than that.
public struct PiecewiseLinear: Hashable, Sendable {
    /// The positions ascend strictly.
    public let positions: [Double]

    /// There is one value per position.
    public let values: [Double]

    /// - Parameters:
    ///   - positions: ascending; of equal ones the last value counts.
    ///   - values: one per position.
    public init(positions: [Double], values: [Double]) {
        precondition(
            positions.count == values.count && !positions.isEmpty,
            "\(values.count) values at \(positions.count) positions")
        var kept: [Int] = []
        for index in positions.indices {
            if let last = kept.last {
                precondition(
                    positions[last] <= positions[index], "position \(positions[index]) after \(positions[last])")
                if positions[last] == positions[index] { kept.removeLast() }
            }
            kept.append(index)
        }
        self.positions = kept.map { positions[$0] }
        self.values = kept.map { values[$0] }
    }

    /// The function begins at the least position.
    public var start: Double { positions[0] }

    /// The function ends at the greatest position, which is infinite for a constant.
    public var end: Double { positions.count == 1 ? .infinity : positions[positions.count - 1] }

    /// Computes the value at a position between ``start`` and ``end``.
    ///
    /// - Complexity: O(log positions).
    public func value(at position: Double) -> Double {
        precondition(start <= position && position <= end, "position \(position) is not in \(start)...\(end)")
        var (low, high) = (0, positions.count - 1)
        if positions[high] <= position { return values[high] }
        while high - low > 1 {
            let middle = (low + high) / 2
            if positions[middle] <= position { low = middle } else { high = middle }
        }
        let share = (position - positions[low]) / (positions[high] - positions[low])
        return values[low] + share * (values[high] - values[low])
    }
}
