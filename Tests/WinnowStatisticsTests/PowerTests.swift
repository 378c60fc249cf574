import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Power")
struct PowerTests {
    @Test("the number of pairs is that of the tables: (1.960 + 0.842)² · (σ/δ)²")
    func golden() {
        // σ/δ = 2 is Cohen's d = 0.5, for which tables give 32 by the normal approximation (34 by Student's t).
        #expect(pairsNeeded(difference: 0.5, standardDeviation: 1) == 32)
        #expect(pairsNeeded(difference: -0.2, standardDeviation: 1) == 197)
        #expect(pairsNeeded(difference: 0.2, standardDeviation: 1, power: 0.9) == 263)
        #expect(pairsNeeded(difference: 10, standardDeviation: 1) == 2)
    }

    @Test(
        "pairs needed and resolvable difference are inverse to each other", arguments: [0.5, 0.8, 0.95], [0.01, 0.05])
    func inverse(power: Double, significance: Double) {
        for pairs in [2, 3, 17, 100, 1_000, 123_456] {
            let difference = resolvableDifference(
                pairs: pairs, standardDeviation: 0.3, power: power, significance: significance)
            let back = pairsNeeded(
                difference: difference, standardDeviation: 0.3, power: power, significance: significance)
            #expect(back == Double(pairs))
            let reached = WinnowStatistics.power(
                pairs: pairs, difference: difference, standardDeviation: 0.3, significance: significance)
            #expect(abs(reached - power) < 1e-12)
        }
    }

    @Test("the sign-flip test rejects as often as was planned", arguments: [0.5, 0.8, 0.95])
    func simulated(planned: Double) {
        // Differences −1, 0 and 1, as of picks that are right or wrong.
        let (gain, loss) = (0.25, 0.1)
        let difference = gain - loss
        let deviation = (gain + loss - difference * difference).squareRoot()
        let pairs = Int(pairsNeeded(difference: difference, standardDeviation: deviation, power: planned))
        let trials = 500
        var rejections = 0
        for trial in 0..<trials {
            var random = CounterRandom(key: StableHash("power").value, stream: UInt64(trial))
            let differences = (0..<pairs).map { _ in
                let draw = random.uniform()
                return draw < gain ? 1.0 : draw < gain + loss ? -1 : 0
            }
            let test = SignFlipTest(differences: differences, flips: 999, seed: UInt64(trial))
            if test.pValue <= 0.05, differences.reduce(0, +) > 0 { rejections += 1 }
        }
        let reached = WinnowStatistics.power(pairs: pairs, difference: difference, standardDeviation: deviation)
        let error = (reached * (1 - reached) / Double(trials)).squareRoot()
        #expect(abs(Double(rejections) / Double(trials) - reached) < 4 * error)
    }
}
