import WinnowRandom

/// The paired sign-flip permutation test of a mean difference of zero, two-sided.
///
/// Under the hypothesis that two strategies are exchangeable, each problem's difference has a random sign. All sign
/// patterns are enumerated while that is cheap; otherwise random patterns are drawn and the observed one is counted
/// among them, so that the p-value is never 0 and the test keeps its level. Of very many differences, of which none
/// stands out, the sum of random signs is normal.
///
/// Source: Fisher, "The Design of Experiments", 1935; the (b+1)/(m+1) rule: Phipson and Smyth, 2010, arXiv 1603.05766.
public struct SignFlipTest: Sendable {
    /// P(|mean| at least as large as observed).
    public let pValue: Double

    /// Whether all sign patterns were enumerated.
    public let isExact: Bool

    /// Tests the differences of paired values.
    ///
    /// - Parameters:
    ///   - differences: one per problem, of rates or larger amounts; zeros carry no information and are left out, as is
    ///     what is 0 but for rounding.
    ///   - flips: the number of random patterns when there are too many to enumerate.
    /// - Complexity: O(2^m) for m ≤ 16 differences other than zero, O(flips · m) otherwise.
    public init(differences: [Double], flips: Int = 20_000, seed: UInt64 = 0) {
        precondition(flips > 0, "\(flips) sign flips")
        let largest = differences.reduce(1) { $1.isFinite ? max($0, abs($1)) : $0 }
        let informative = differences.filter { !Rounding.areEqual($0, 0, size: largest) }
        let observed = abs(informative.reduce(0, +))
        // Patterns that are equal in exact arithmetic may differ in the last bits of their sums.
        let threshold = observed - Rounding.relativeError * informative.reduce(0) { $0 + abs($1) }
        isExact = informative.count <= Self.enumerationLimit
        if isExact {
            pValue = Self.enumerated(informative, threshold)
        } else if Self.areManyAndAlike(informative) {
            pValue = max(Self.normal(informative, observed), 1 / Double(flips + 1))
        } else {
            pValue = Self.sampled(informative, threshold, flips, seed)
        }
    }

    private static let enumerationLimit = 16

    /// Tells whether the sum of random signs is normal to less than a thousandth: the largest difference has at most
    /// a ten-thousandth of the variance, and by Edgeworth's series the error of the law is below that.
    private static func areManyAndAlike(_ differences: [Double]) -> Bool {
        guard differences.count > 10_000 else { return false }
        let largest = differences.reduce(0) { max($0, abs($1)) }
        return largest * largest * 10_000 <= differences.reduce(0) { $0 + $1 * $1 }
    }

    /// Computes 2·Φ(−|Σ d| / √Σ d²), with half of the least step of the sum taken off where there is one.
    private static func normal(_ differences: [Double], _ observed: Double) -> Double {
        let first = abs(differences[0])
        // Of equal sizes the sum moves in steps of twice the size, and whole steps are counted from their middle.
        let step = differences.allSatisfy { Rounding.areEqual(abs($0), first) } ? first : 0
        let spread = differences.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return 2 * Normal.cumulative(-max(0, observed - step) / spread)
    }

    private static func enumerated(_ differences: [Double], _ threshold: Double) -> Double {
        let patterns = 1 << differences.count
        var extreme = 0
        for pattern in 0..<patterns {
            var sum = 0.0
            for (index, difference) in differences.enumerated() {
                sum += pattern >> index & 1 == 0 ? difference : -difference
            }
            if abs(sum) >= threshold { extreme += 1 }
        }
        return Double(extreme) / Double(patterns)
    }

    private static func sampled(
        _ differences: [Double], _ threshold: Double, _ flips: Int, _ seed: UInt64
    ) -> Double {
        var key = StableHash("sign flips")
        key.combine(seed)
        var extreme = 0
        for flip in 0..<flips {
            var random = CounterRandom(key: key.value, stream: UInt64(flip))
            var sum = 0.0
            for start in stride(from: 0, to: differences.count, by: 64) {
                let bits = random.next()
                for index in start..<min(start + 64, differences.count) {
                    let sign = (bits >> UInt64(index - start) & 1) << 63
                    sum += Double(bitPattern: differences[index].bitPattern ^ sign)
                }
            }
            if abs(sum) >= threshold { extreme += 1 }
        }
        return Double(extreme + 1) / Double(flips + 1)
    }
}
