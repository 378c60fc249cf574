import WinnowRandom

/// A uniformly random order of a pool's candidates, made as far as it is asked for.
///
/// A function of the seed, the problem and the order's number alone: all rules and policies see the same orders, which
/// keeps their results paired.
struct RandomOrder: IteratorProtocol {
    private var positions: [Int]
    private var drawn = 0
    private var random: CounterRandom

    /// - Parameters:
    ///   - number: which of the orders.
    ///   - seed: that of the estimate.
    init(_ number: Int, of pool: Pool, seed: UInt64) {
        var hash = StableHash("sampling order")
        hash.combine(seed)
        hash.combine(pool.key)
        random = CounterRandom(key: hash.value, stream: UInt64(number))
        positions = Array(pool.candidates.indices)
    }

    /// The next candidate's position in stored order; nil after the last.
    mutating func next() -> Int? {
        guard drawn < positions.count else { return nil }
        positions.swapAt(drawn, drawn + random.below(positions.count - drawn))
        drawn += 1
        return positions[drawn - 1]
    }
}
