/// Mean results of a strategy at ascending budgets, of which neighbouring ones may be mixed.
struct VerifyingCurve: Sendable {
    struct Point: Sendable {
        var right: Double
        var tokens: Double
        var calls: Double
    }

    /// The first point spends nothing.
    let points: [Point]

    /// The price of a call, in tokens, at which this strategy at equal total price is as often right as another.
    ///
    /// Whatever the price, the other one is matched at the budget where this one is first as often right; there the
    /// price makes up for the difference in tokens.
    ///
    /// - Returns: the price below which this strategy is ahead. Negative where it is behind even if calls are free, −∞
    ///   where no budget is enough, +∞ where it is ahead without any call.
    func breakEvenPrice(against other: Point) -> Double {
        guard let next = points.firstIndex(where: { $0.right >= other.right - 1e-12 }) else { return -.infinity }
        guard next > 0 else { return .infinity }
        let (low, high) = (points[next - 1], points[next])
        let share = min(1, (other.right - low.right) / (high.right - low.right))
        let tokens = low.tokens + share * (high.tokens - low.tokens)
        let calls = low.calls + share * (high.calls - low.calls)
        let saved = other.tokens - tokens
        guard calls > other.calls else { return saved >= 0 ? .infinity : -.infinity }
        return saved / (calls - other.calls)
    }
}
