/// A budget between two others: a coin decides, for each problem, which of them it has.
///
/// Expected results and expected spending are then linear between the two.
public struct MixedBudget: Hashable, Sendable {
    public let low: Int
    public let high: Int

    /// The probability of the higher one; below 1.
    public let shareOfHigh: Double

    /// A whole budget.
    init(_ whole: Int) {
        self.init(low: whole, high: whole, shareOfHigh: 0)
    }

    init(low: Int, high: Int, shareOfHigh: Double) {
        self.low = low
        self.high = shareOfHigh == 0 ? low : high
        self.shareOfHigh = shareOfHigh
    }

    /// The expected budget.
    public var value: Double { Double(low) + shareOfHigh * Double(high - low) }

    /// The whole budgets that occur.
    var whole: [Int] { shareOfHigh == 0 ? [low] : [low, high] }

    /// All budgets up to 32 and then steps of at most a tenth, up to `limit`, which is among them: between these, a
    /// coin loses nothing that could be seen.
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
