/// A bracket holds the root of a continuous function between a position where it is negative and one where it is not.
///
/// The caller evaluates the function, which may take its time: at ``next``, until ``isSolved``.
///
/// Source: the false position with halved ends ("Illinois"), Dowell and Jarratt, BIT 11, 1971; every fourth step halves
/// the bracket, so that it always ends.
public struct RootBracket: Sendable {
    private var below: (position: Double, value: Double)
    private var above: (position: Double, value: Double)
    private var lastSide = 0
    private var steps = 0

    /// The last values as they were found; those above are halved to draw the line.
    private var best: (position: Double, value: Double)

    /// The function's values of less than this count as 0.
    private static let noise = 1e-13

    /// - Parameters:
    ///   - below: a position with a negative value.
    ///   - above: one with a value that is not negative.
    public init(_ below: (position: Double, value: Double), _ above: (position: Double, value: Double)) {
        precondition(below.value < 0 && above.value >= 0, "\(below.value) and \(above.value) do not bracket a root")
        (self.below, self.above) = (below, above)
        best = -below.value < above.value ? below : above
    }

    /// Whether ``root`` is known to 1e-12 of its position, or the function is 0 there.
    public var isSolved: Bool {
        abs(best.value) < Self.noise
            || abs(above.position - below.position) <= 1e-12 * Swift.max(1, abs(above.position)) || steps >= 200
    }

    /// The position where the function is 0, or where it has jumped to a value that is not negative.
    public var root: Double { abs(best.value) < Self.noise ? best.position : above.position }

    /// The position to evaluate the function at.
    public var next: Double {
        let middle = (below.position + above.position) / 2
        guard steps % 4 != 3, above.value - below.value > 0 else { return middle }
        let position = (below.position * above.value - above.position * below.value) / (above.value - below.value)
        let (low, high) = (min(below.position, above.position), max(below.position, above.position))
        return position > low && position < high ? position : middle
    }

    /// Takes the function's value at a position within the bracket.
    public mutating func narrow(at position: Double, _ value: Double) {
        steps += 1
        if abs(value) < abs(best.value) { best = (position, value) }
        if value < 0 {
            if lastSide < 0 { above.value /= 2 }
            below = (position, value)
            lastSide = -1
        } else {
            if lastSide > 0 { below.value /= 2 }
            above = (position, value)
            lastSide = 1
        }
    }
}
