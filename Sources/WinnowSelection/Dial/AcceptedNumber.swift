/// The distribution of the number of accepted candidates under independent verdicts on groups.
///
/// Only sums and products of probabilities: nothing cancels.
struct AcceptedNumber {
    /// P(0), P(1), … up to the number of candidates.
    private(set) var probabilities: [Double] = [1]

    /// Adds `count` groups of `size` candidates, each group accepted with probability `rate`.
    ///
    /// - Complexity: O(candidates so far · `count`).
    mutating func add(_ count: Int, groupsOf size: Int, rate: Double) {
        if count == 0 { return }
        let groups = Self.binomial(trials: count, rate: rate)
        var sum = [Double](repeating: 0, count: probabilities.count + count * size)
        for (accepted, weight) in groups.enumerated() where weight > 0 {
            let shift = accepted * size
            for number in probabilities.indices { sum[shift + number] += weight * probabilities[number] }
        }
        probabilities = sum
    }

    /// Bin(`trials`, `rate`), the certain cases included.
    private static func binomial(trials: Int, rate: Double) -> [Double] {
        if rate > 0, rate < 1 { return binomialProbabilities(trials: trials, p: rate) }
        var certain = [Double](repeating: 0, count: trials + 1)
        certain[rate == 0 ? 0 : trials] = 1
        return certain
    }
}
