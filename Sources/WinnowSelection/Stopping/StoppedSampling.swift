/// What a stopping rule does on one problem under one cap.
public struct StoppedSampling: Hashable, Sendable {
    public var outcome: Outcome

    /// The probability of each number of samples drawn, from 0 to the cap.
    public var samplesDrawn: [Double]

    /// P(an answer wins) by its place among the answers as they are first seen, where wins were counted.
    var wins: [Int: Double] = [:]
}

/// Sums over the orders in which a pool was drawn.
struct StoppingTotals {
    private var orders = 0.0
    private var odds = Odds.zero
    private var squares = 0.0
    private var tokens = 0.0
    private var flops = 0.0
    private var drawn: [Double]
    private var wins: [Int: Double] = [:]

    init(cap: Int) {
        drawn = [Double](repeating: 0, count: cap + 1)
    }

    /// What a rule does in one order.
    struct Replay {
        var odds: Odds
        var samples: Int
        var tokens: Double
        var flops: Double
        /// The answers that share the pick, where wins are counted.
        var winners: [Int]
    }

    mutating func add(_ replay: Replay) {
        orders += 1
        odds.add(replay.odds, weight: 1)
        squares += replay.odds.right * replay.odds.right
        tokens += replay.tokens
        flops += replay.flops
        drawn[replay.samples] += 1
        for winner in replay.winners { wins[winner, default: 0] += 1 / Double(replay.winners.count) }
    }

    /// - Parameter isExact: whether the orders are all there are.
    func mean(promptFlops: Double, isExact: Bool) -> StoppedSampling {
        var mean = Odds.zero
        mean.add(odds, weight: 1 / orders)
        let samples = drawn.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        let variance = max(0, squares / orders - mean.right * mean.right) / (orders - 1)
        return StoppedSampling(
            outcome: Outcome(
                mean,
                spent: Spending(
                    samples: samples / orders, tokens: tokens / orders, flops: promptFlops + flops / orders),
                standardError: isExact ? nil : variance.squareRoot()),
            samplesDrawn: drawn.map { $0 / orders }, wins: wins.mapValues { $0 / orders })
    }
}
