/// The exact McNemar test, for two strategies whose picks are realised 0/1 outcomes on the same problems.
///
/// Source: McNemar, Psychometrika 12, 1947, with the binomial in place of the χ² approximation.
public struct McNemarTest: Sendable {
    /// Problems that only the first strategy has right.
    public let onlyFirst: Int

    /// Problems that only the second strategy has right.
    public let onlySecond: Int

    public init(onlyFirst: Int, onlySecond: Int) {
        precondition(onlyFirst >= 0 && onlySecond >= 0, "negative counts \(onlyFirst), \(onlySecond)")
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    /// Counts the discordant pairs.
    public init(_ first: [Bool], _ second: [Bool]) {
        precondition(first.count == second.count, "\(first.count) outcomes paired with \(second.count)")
        let pairs = zip(first, second)
        self.init(onlyFirst: pairs.count { $0 && !$1 }, onlySecond: pairs.count { !$0 && $1 })
    }

    /// The two-sided p-value 2·P(Bin(b + c, ½) ≤ min(b, c)), at most 1.
    public var pValue: Double {
        let fewer = min(onlyFirst, onlySecond)
        let discordant = onlyFirst + onlySecond
        guard 2 * fewer < discordant else { return 1 }
        // P(Bin(n, ½) ≤ c) = I_½(n − c, c + 1).
        return min(1, 2 * Beta.cumulative(0.5, a: Double(discordant - fewer), b: Double(fewer + 1)))
    }
}
