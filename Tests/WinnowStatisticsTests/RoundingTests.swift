import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Rounding")
struct RoundingTests {
    private let right: [Double] = (0..<40).map { Double($0 * 7 % 11) / 11 }

    /// The same values with noise in the last bits.
    private var noisy: [Double] {
        var random = CounterRandom(key: StableHash("noise").value)
        return right.map { $0 + 2e-16 * (random.uniform() - 0.3) }
    }

    @Test("noise in the last bits is no difference: p is 1")
    func signFlip() {
        let differences = zip(noisy, right).map { $0 - $1 }
        #expect(differences.count { $0 != 0 } > 16)
        #expect(SignFlipTest(differences: differences).pValue == 1)
        #expect(Rounding.differences(noisy, right).allSatisfy { $0 == 0 })
        let comparison = PairedComparison(noisy, right)
        #expect(comparison.pValue == 1 && comparison.difference == 0 && comparison.resolvable == 0)
        // As wide as the exact binomial limit of no success of 40: 1 − .025^(1/40).
        #expect(abs(comparison.interval.high - 0.08809730287880235) < 1e-12)
        #expect(comparison.interval.low == -comparison.interval.high)
    }

    @Test("of columns that are equal but for noise all lead, and none when another is clearly better")
    func leadersWithNoise() {
        #expect(leaders(among: [right, noisy, right]) == [0, 1, 2])
        #expect(leaders(among: [right, noisy, right.map { $0 + 0.1 }]) == [2])
    }

    @Test("noise is relative to the values: small amounts differ, large ones are equal in their last bits")
    func relative() {
        #expect(Rounding.differences([3e-9, 2e-9], [2e-9, 2e-9]) == [3e-9 - 2e-9, 0])
        #expect(Rounding.differences([1e9 + 1e-5, 2], [1e9, 1]) == [0, 1])
        #expect(Rounding.areEqual([1e-20, 2e-20]) == false && Rounding.areEqual([0.1 + 0.2, 0.3]))
    }

    @Test("ranks that differ in the last bits are ties")
    func ranks() {
        let tied = RankCorrelation([0.1 + 0.2, 0.3, 0.5, 0.7], [1, 1, 2, 3], resamples: 10)
        #expect(abs(tied.coefficient - 1) < 1e-12)
    }

    @Test("of very many differences the law of the sum of signs is normal, and agrees with McNemar's")
    func manyDifferences() {
        let differences = [Double](repeating: 1, count: 10_200) + [Double](repeating: -1, count: 9_900)
        let exact = McNemarTest(onlyFirst: 10_200, onlySecond: 9_900).pValue
        #expect(abs(SignFlipTest(differences: differences).pValue - exact) < 1e-4)
        #expect(SignFlipTest(differences: [Double](repeating: 0.5, count: 20_000)).pValue == 1.0 / 20_001)
    }
}
