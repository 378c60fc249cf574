import WinnowRandom

/// Numbers in -0.5..<0.5 that are the same in every run.
public func noise(_ count: Int) -> [Float] {
    var random = CounterRandom(key: StableHash("benchmark noise").value, stream: UInt64(count))
    return (0..<count).map { _ in Float(random.uniform() - 0.5) }
}

/// Tokens of a vocabulary, all of which occur, but for the first two, which may end a sequence.
public func tokens(_ count: Int, sequence: Int, vocabulary: Int) -> [Int] {
    (0..<count).map { 2 + (sequence * 7919 + $0 * $0 * 31 + $0) % (vocabulary - 2) }
}
