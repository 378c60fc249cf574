/// Each group of candidates is accepted or rejected as a whole: there are `count` groups of `size` candidates of one
/// grade.
///
/// Under noise per candidate all groups have size 1; under noise per answer a group is a distinct answer.
struct VerdictGroups: Hashable, Sendable {
    var size: Int
    var count: Int
    var isRight: Bool

    /// The mean number of tokens of one of its candidates.
    var tokens = 0.0

    /// The mean number of floating-point operations of one of its candidates, without the prompt.
    var flops = 0.0

    /// So many candidates are in all its groups.
    var candidates: Double { Double(size * count) }
}

/// The number of accepted candidates has a distribution under independent verdicts on groups.
///
/// Only sums and products of probabilities: nothing cancels.
struct AcceptedNumber {
    /// The probabilities are P(0), P(1), … up to the number of candidates.
    private(set) var probabilities: [Double] = [1]

    /// Adds `count` groups of `size` candidates, each group accepted with probability `rate`.
    ///
    /// - Complexity: O(candidates so far · `count`).
    mutating func add(_ count: Int, groupsOf size: Int, rate: Double) {
        if count == 0 || rate == 0 { return }
        let groups = Self.binomial(trials: count, rate: rate)
        var sum = [Double](repeating: 0, count: probabilities.count + count * size)
        for (accepted, weight) in groups.enumerated() where weight > 0 {
            let shift = accepted * size
            for number in probabilities.indices { sum[shift + number] += weight * probabilities[number] }
        }
        probabilities = sum
    }

    /// Gives Bin(`trials`, `rate`), the certain case included.
    private static func binomial(trials: Int, rate: Double) -> [Double] {
        if trials == 1 { return [1 - rate, rate] }
        if rate < 1 { return binomialProbabilities(trials: trials, p: rate) }
        return [Double](repeating: 0, count: trials) + [1]
    }

    /// Gives the number among all groups but one of each kind.
    static func allButOne(ofEach kinds: [VerdictGroups], rates: VerifierRates) -> AcceptedNumber {
        var number = AcceptedNumber()
        for kind in kinds {
            number.add(kind.count - 1, groupsOf: kind.size, rate: rates.acceptance(isRight: kind.isRight))
        }
        return number
    }

    /// Gives the number with one group more of each of these kinds.
    func adding(oneOfEach kinds: some Sequence<VerdictGroups>, rates: VerifierRates) -> AcceptedNumber {
        var number = self
        for kind in kinds { number.add(1, groupsOf: kind.size, rate: rates.acceptance(isRight: kind.isRight)) }
        return number
    }

    /// Calls `body` with each kind and this number with one group more of each of the others.
    ///
    /// What lies in one half of the kinds is added for the other half once, so that no kind is added anew for each other
    /// one.
    ///
    /// - Parameter isWanted: the kinds for which `body` is called.
    /// - Complexity: O(kinds · log kinds · candidates).
    func adding(
        oneOfEachBut kinds: ArraySlice<VerdictGroups>, rates: VerifierRates,
        where isWanted: (VerdictGroups) -> Bool = { _ in true }, _ body: (VerdictGroups, [Double]) -> Void
    ) {
        guard let first = kinds.first, kinds.contains(where: isWanted) else { return }
        guard kinds.count > 1 else { return body(first, probabilities) }
        let middle = (kinds.startIndex + kinds.endIndex) / 2
        let (low, high) = (kinds[..<middle], kinds[middle...])
        adding(oneOfEach: high, rates: rates).adding(oneOfEachBut: low, rates: rates, where: isWanted, body)
        adding(oneOfEach: low, rates: rates).adding(oneOfEachBut: high, rates: rates, where: isWanted, body)
    }
}
