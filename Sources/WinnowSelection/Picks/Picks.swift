/// Where a strategy's answer comes from: how likely each candidate is to be the one that is picked.
///
/// A vote picks an answer, which several candidates gave: the pick is then a random one of those drawn that voted for it.
public struct Picks: Hashable, Sendable {
    /// The probability of each candidate of the pool, in stored order.
    public var candidates: [Double]

    /// The probability of the candidate decoded at temperature 0.
    public var greedy: Double

    public init(candidates: [Double], greedy: Double = 0) {
        self.candidates = candidates
        self.greedy = greedy
    }

    /// The same probability for each of some candidates, and none for the others.
    init(sharing probability: Double, among chosen: [Int], of count: Int) {
        self.init(candidates: [Double](repeating: 0, count: count))
        for position in chosen { candidates[position] = probability / Double(chosen.count) }
    }

    /// Adds what is picked among some of the candidates in a case of probability `weight`.
    mutating func add(_ probabilities: [Double], of positions: [Int], weight: Double) {
        for (position, probability) in zip(positions, probabilities) { candidates[position] += weight * probability }
    }
}
