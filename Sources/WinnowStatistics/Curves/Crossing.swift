/// A crossing is a position at which one curve passes another.
public struct Crossing: Hashable, Sendable {
    /// Both are equal here for the last time before the other one is ahead.
    public let position: Double

    /// True when it is the second curve that is ahead afterwards.
    public let isOvertaking: Bool

    public init(position: Double, isOvertaking: Bool) {
        self.position = position
        self.isOvertaking = isOvertaking
    }
}

/// Finds all positions at which the second of two curves overtakes the first or falls behind it, in ascending order.
///
/// Curves that touch, start or end as equals do not cross. Differences within 1e-12 count as 0: equality by construction
/// is equality up to the last bits.
///
/// - Returns: none also where the curves have no position in common.
/// - Complexity: O(n log n) for n positions in all.
public func crossings(of first: PiecewiseLinear, _ second: PiecewiseLinear) -> [Crossing] {
    let (start, end) = (max(first.start, second.start), min(first.end, second.end))
    guard start <= end else { return [] }
    let knots = Set(first.positions + second.positions + [start, end].filter(\.isFinite))
        .filter { start <= $0 && $0 <= end }.sorted()
    var found: [Crossing] = []
    var ahead: (position: Double, difference: Double)?
    var lastEqual: Double?
    for position in knots {
        let difference = second.value(at: position) - first.value(at: position)
        guard abs(difference) > 1e-12 else {
            lastEqual = position
            continue
        }
        if let ahead, (ahead.difference < 0) != (difference < 0) {
            let share = ahead.difference / (ahead.difference - difference)
            let between = ahead.position + share * (position - ahead.position)
            found.append(Crossing(position: lastEqual ?? between, isOvertaking: difference > 0))
        }
        ahead = (position, difference)
        lastEqual = nil
    }
    return found
}
