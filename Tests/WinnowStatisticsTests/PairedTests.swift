import TestGuards
import Testing
import WinnowRandom
import WinnowStatistics

@Suite("Paired comparisons")
struct PairedTests {
    @Test("the sign-flip test of Darwin's maize gives Fisher's 1,726 of 32,768")
    func darwin() {
        // Fisher, "The Design of Experiments", section 21.
        let differences: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
        let test = SignFlipTest(differences: differences)
        #expect(test.isExact)
        #expect(test.pValue == 1_726.0 / 32_768)
    }

    @Test("patterns that tie in exact arithmetic count as ties")
    func roundedTies() {
        // scipy.stats.permutation_test((d,), mean, permutation_type='samples', n_resamples=inf): 10 of 128
        #expect(SignFlipTest(differences: [0.3, -0.1, 0.25, 0.4, -0.05, 0.15, 0.2]).pValue == 0.078125)
    }

    @Test("zeros carry no information, and no difference gives p = 1")
    func zeros() {
        #expect(SignFlipTest(differences: [0, 0, 0]).pValue == 1)
        #expect(SignFlipTest(differences: [1, 1, 0, 1, 0, 1]).pValue == 0.125)
        #expect(SignFlipTest(differences: [1, 1, 1, 1]).pValue == 0.125)
    }

    @Test("sampled sign patterns agree with exact McNemar for 0/1 outcomes")
    func sampledAgreesWithMcNemar() {
        let differences = [Double](repeating: 1, count: 24) + [Double](repeating: -1, count: 12)
        let test = SignFlipTest(differences: differences, flips: 20_000, seed: 2)
        let exact = McNemarTest(onlyFirst: 24, onlySecond: 12).pValue
        #expect(!test.isExact)
        #expect(abs(test.pValue - exact) < 4.5 * (exact / 20_000).squareRoot())
    }

    @Test("a sampled p-value is never 0")
    func neverZero() {
        let test = SignFlipTest(differences: [Double](repeating: 1, count: 200), flips: 99)
        #expect(test.pValue == 1.0 / 100)
    }

    @Test("under the hypothesis p ≤ .05 in about 5 % of the data sets", arguments: [10, 40])
    func level(problems: Int) {
        var random = CounterRandom(key: StableHash("level of the sign-flip test").value, stream: UInt64(problems))
        let trials = 1_000
        var rejections = 0
        for trial in 0..<trials {
            let differences = (0..<problems).map { _ in random.uniform() - random.uniform() }
            let test = SignFlipTest(differences: differences, flips: 199, seed: UInt64(trial))
            if test.pValue <= 0.05 { rejections += 1 }
        }
        // Standard error .007.
        #expect(abs(Double(rejections) / Double(trials) - 0.05) < 0.025)
    }

    @Test(
        "exact McNemar agrees with SciPy's binomial test",
        arguments: [
            // scipy.stats.binomtest(min(b, c), b + c, .5).pvalue
            (0, 0, 1.0), (5, 1, 0.21875), (2, 10, 0.03857421875), (3, 3, 1), (121, 59, 4.4344492637551645e-06),
            (0, 7, 0.015625),
        ])
    func mcNemar(first: Int, second: Int, expected: Double) {
        #expect(abs(McNemarTest(onlyFirst: first, onlySecond: second).pValue / expected - 1) < 1e-10)
    }

    @Test("McNemar counts only the discordant pairs")
    func discordant() {
        let test = McNemarTest([true, true, false, false, true], [true, false, false, true, false])
        #expect(test.onlyFirst == 2 && test.onlySecond == 1)
    }

    @Test("Holm's adjusted values of a worked example")
    func holm() throws {
        // p = .01 .04 .03 .005 → .03 .06 .06 .02 (R: p.adjust(p, "holm"))
        let adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in try pairs(adjusted, [0.03, 0.06, 0.06, 0.02]) {
            #expect(abs(value - expected) < 1e-15)
        }
        #expect(holmAdjusted([0.6, 0.9]) == [1, 1])
        #expect(holmAdjusted([]).isEmpty)
    }

    @Test("the resolvable difference is found with 80 % power")
    func power() {
        // (norm.ppf(.975) + norm.ppf(.8)) * .4 / sqrt(200)
        #expect(abs(resolvableDifference(pairs: 200, standardDeviation: 0.4) - 0.07924079623198692) < 1e-12)

        // Uniform noise on (−.6, .6) has standard deviation .6/√3.
        let effect = resolvableDifference(pairs: 100, standardDeviation: 0.6 / 3.0.squareRoot())
        var random = CounterRandom(key: StableHash("power").value)
        let trials = 500
        var found = 0
        for trial in 0..<trials {
            let differences = (0..<100).map { _ in effect + 1.2 * random.uniform() - 0.6 }
            if SignFlipTest(differences: differences, flips: 199, seed: UInt64(trial)).pValue <= 0.05 { found += 1 }
        }
        #expect(abs(Double(found) / Double(trials) - 0.8) < 0.07)
    }

    @Test("a comparison changes sign when its sides are exchanged")
    func antisymmetry() {
        let first: [Double] = [0.2, 0.9, 0.4, 1, 0, 0.7, 0.3, 0.8]
        let second: [Double] = [0.1, 0.5, 0.6, 0.4, 0, 0.2, 0.35, 0.1]
        let forward = PairedComparison(first, second)
        let backward = PairedComparison(second, first)
        #expect(abs(forward.difference - mean(of: first) + mean(of: second)) < 1e-15)
        #expect(abs(forward.difference + backward.difference) < 1e-15)
        #expect(forward.pValue == backward.pValue)
        #expect(forward.interval.contains(forward.difference))
        #expect(abs(forward.interval.low + backward.interval.high) < 0.01)
    }

    @Test("equal columns are indistinguishable, as far as three problems show")
    func equalColumns() {
        let comparison = PairedComparison([0.5, 1, 0], [0.5, 1, 0])
        #expect(comparison.pValue == 1)
        // scipy.stats.binomtest(0, 3).proportion_ci(.95, method='exact'): 1 − .025^(1/3)
        #expect(abs(comparison.interval.low + 0.7075982261787134) < 1e-12)
        #expect(abs(comparison.interval.high - 0.7075982261787134) < 1e-12)
    }

    @Test("leaders are the best column and all that cannot be told from it")
    func leadersOfTable() {
        var random = CounterRandom(key: StableHash("leaders").value)
        let base = (0..<80).map { _ in random.uniform() }
        let close = base.map { $0 + 0.2 * (random.uniform() - 0.5) }
        let worse = base.map { $0 - 0.3 + 0.1 * random.uniform() }
        #expect(leaders(among: [worse, base, close]) == [1, 2])
        #expect(leaders(among: [base, base]) == [0, 1])
        #expect(leaders(among: []).isEmpty)
    }
}
