import WinnowRandom

/// How the sequences of a chunk are put into batches.
enum BatchPlan {
    /// Batches of indices of sequences of like length, in an order that depends on the seed and the chunk only.
    ///
    /// Every index is in exactly one batch. A batch is closed by the sequence with which it reaches `tokens` tokens;
    /// the last one of the longest sequences may be smaller.
    static func batches(lengths: [Int], tokens: Int, seed: UInt64, chunk: Int) -> [[Int]] {
        var random = CounterRandom(key: StableHash("batches").value ^ seed, stream: UInt64(chunk))
        var order = Array(lengths.indices)
        random.shuffle(&order)
        let ranked = order.enumerated().sorted { one, other in
            (lengths[one.element], one.offset) < (lengths[other.element], other.offset)
        }
        var batches: [[Int]] = []
        var current: [Int] = []
        var load = 0
        for index in ranked.map(\.element) {
            current.append(index)
            load += lengths[index]
            if load >= tokens {
                batches.append(current)
                current = []
                load = 0
            }
        }
        if !current.isEmpty { batches.append(current) }
        random.shuffle(&batches)
        return batches
    }
}
