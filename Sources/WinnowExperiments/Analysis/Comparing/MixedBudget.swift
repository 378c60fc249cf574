/// A budget between two whole ones: a coin decides, for each problem, whether one more sample may be spent.
///
/// Expected results and expected spending are then linear between neighbouring budgets.
public struct MixedBudget: Hashable, Sendable {
    /// The lower of the two budgets.
    public let low: Int

    /// The probability of `low + 1`; below 1.
    public let shareOfNext: Double

    init(low: Int, shareOfNext: Double = 0) {
        self.low = low
        self.shareOfNext = shareOfNext
    }

    /// The expected budget.
    public var value: Double { Double(low) + shareOfNext }

    /// The whole budgets that occur.
    var neighbours: [Int] { shareOfNext == 0 ? [low] : [low, low + 1] }
}
