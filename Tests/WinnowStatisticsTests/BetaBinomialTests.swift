import Glibc
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowStatistics

@Suite("Beta-binomial with a mass at zero")
struct BetaBinomialTests {
    /// Per-problem successes of ten trials, from SciPy below.
    static let successes = [0, 0, 0, 1, 3, 7, 10, 2, 0, 5]

    /// Successes in n independent trials of a success rate from Beta(α, 1), which is 0 with probability `zeroMass`.
    private static func simulated(
        problems: Int, trials: Int, alpha: Double, zeroMass: Double, seed: UInt64
    ) -> [Int] {
        var random = CounterRandom(key: StableHash("beta-binomial").value, stream: seed)
        return (0..<problems).map { _ in
            let rate = random.uniform() < zeroMass ? 0 : pow(random.uniform(), 1 / alpha)
            return (0..<trials).count { _ in random.uniform() < rate }
        }
    }

    @Test("probabilities and likelihood agree with SciPy")
    func agreesWithSciPy() throws {
        // stats.betabinom.pmf(range(5), 4, .7, 1.3)
        let expected = [0.3535675, 0.23023, 0.177905, 0.13923, 0.0990675]
        for (value, reference) in try pairs(BetaBinomial(a: 0.7, b: 1.3).probabilities(trials: 4), expected) {
            #expect(abs(value - reference) < 1e-12)
        }
        let counts = SuccessCounts(successes: Self.successes, trials: .init(repeating: 10, count: 10), weights: nil)
        // np.log(r·(c == 0) + (1 − r)·stats.betabinom.pmf(c, 10, .7, 1.3)).sum() with r = 0.
        let plain = counts.logLikelihood(a: 0.7, b: 1.3, withZeroMass: false)
        #expect(abs(plain.value - -21.405331001223875) < 1e-11)
    }

    @Test("the likelihood is the direct sum of logarithms of probabilities, for ragged trials and weights")
    func directSummation() {
        let trials = [3, 10, 4, 10, 10, 7, 10, 2, 10, 10]
        let weights = [1.0, 0, 2, 1, 3, 1, 0, 1, 2, 1]
        let counts = SuccessCounts(successes: Self.successes, trials: trials, weights: weights)
        for (a, b) in [(0.05, 0.4), (0.7, 1.3), (12, 3.5), (4e5, 6e5)] {
            for withZeroMass in [false, true] {
                let (value, zeroMass) = counts.logLikelihood(a: a, b: b, withZeroMass: withZeroMass)
                let model = BetaBinomial(a: a, b: b, zeroMass: zeroMass)
                var direct = 0.0
                for (index, success) in Self.successes.enumerated() {
                    direct += weights[index] * log(model.probabilities(trials: trials[index])[success])
                }
                #expect(abs(value - direct) < 1e-8, "a \(a), b \(b): \(value) instead of \(direct)")
            }
        }
    }

    @Test("a fit with a mass at zero is SciPy's")
    func fitAgreesWithSciPy() {
        let successes = [Int](repeating: 0, count: 8) + [3, 4, 5, 6, 5, 4, 6, 7, 5, 4, 8, 2]
        let trials = [6] + [Int](repeating: 10, count: 18) + [12]
        let fit = BetaBinomialFit(successes: successes, trials: trials)
        let plain = BetaBinomialFit(successes: successes, trials: trials, withZeroMass: false)
        #expect(abs(fit.logLikelihood - -36.85504228506904) < 1e-7)
        #expect(abs(plain.logLikelihood - -41.91439109484867) < 1e-7)
        #expect(abs(fit.distribution.zeroMass - 0.3962660981254445) < 1e-4)
        let test = ZeroMassTest(fit, against: plain)
        #expect(abs(test.statistic - 10.118697619559256) < 1e-6)
        #expect(abs(test.pValue - 0.0007338633839611778) < 1e-8)
    }

    @Test("no fit is less likely than any point of a grid, and the mass at zero only adds")
    func aboveGrid() {
        for seed in 0..<8 as Range<UInt64> {
            let successes = Self.simulated(
                problems: 40, trials: 12, alpha: [0.2, 1, 5][Int(seed) % 3], zeroMass: [0, 0.4][Int(seed) % 2],
                seed: seed)
            let trials = [Int](repeating: 12, count: 40)
            let fit = BetaBinomialFit(successes: successes, trials: trials)
            let plain = BetaBinomialFit(successes: successes, trials: trials, withZeroMass: false)
            #expect(fit.logLikelihood >= plain.logLikelihood - 1e-7)
            let counts = SuccessCounts(successes: successes, trials: trials, weights: nil)
            for a in [0.01, 0.1, 0.2, 0.5, 1, 2, 5, 20, 100] {
                for b in [0.01, 0.1, 0.2, 0.5, 1, 2, 5, 20, 100] {
                    #expect(
                        counts.logLikelihood(a: a, b: b, withZeroMass: true).value <= fit.logLikelihood + 1e-7)
                    #expect(
                        counts.logLikelihood(a: a, b: b, withZeroMass: false).value <= plain.logLikelihood + 1e-7)
                }
            }
        }
    }

    @Test("the most likely mass at zero beats its neighbours")
    func zeroMassIsBest() {
        let counts = SuccessCounts(successes: Self.successes, trials: [2, 3, 5, 9, 9, 9, 10, 9, 9, 9], weights: nil)
        func direct(_ zeroMass: Double) -> Double {
            zip(Self.successes, [2, 3, 5, 9, 9, 9, 10, 9, 9, 9]).reduce(0) { sum, problem in
                let model = BetaBinomial(a: 6, b: 8, zeroMass: zeroMass)
                return sum + log(model.probabilities(trials: problem.1)[problem.0])
            }
        }
        let (value, zeroMass) = counts.logLikelihood(a: 6, b: 8, withZeroMass: true)
        #expect(zeroMass > 0.1 && abs(value - direct(zeroMass)) < 1e-10)
        #expect(direct(zeroMass) > direct(zeroMass - 1e-4) && direct(zeroMass) > direct(zeroMass + 1e-4))
    }

    @Test("known parameters are recovered from simulated problems", arguments: [0, 0.3])
    func recovers(zeroMass: Double) {
        let successes = Self.simulated(problems: 4_000, trials: 32, alpha: 0.5, zeroMass: zeroMass, seed: 7)
        let fit = BetaBinomialFit(successes: successes, trials: .init(repeating: 32, count: 4_000))
        // Standard errors at this size are about 0.02 for a, 0.05 for b and 0.03 for the mass at zero.
        #expect(abs(fit.distribution.a - 0.5) < 0.1)
        #expect(abs(fit.distribution.b - 1) < 0.2)
        #expect(abs(fit.distribution.zeroMass - zeroMass) < 0.1)
    }

    @Test("the p-value of the mass at zero is uniform below a half where there is none")
    func levelOfTheTest() {
        let trials = [Int](repeating: 16, count: 60)
        let pValues = (0..<200 as Range<UInt64>).map { seed in
            let successes = Self.simulated(problems: 60, trials: 16, alpha: 0.7, zeroMass: 0, seed: 100 + seed)
            return ZeroMassTest(
                BetaBinomialFit(successes: successes, trials: trials),
                against: BetaBinomialFit(successes: successes, trials: trials, withZeroMass: false)
            ).pValue
        }
        let rejected = Double(pValues.count { $0 <= 0.1 }) / 200
        // Binomial standard error .021.
        #expect(abs(rejected - 0.1) < 4 * 0.021, "\(rejected) of the tests at the 10 % level reject")
    }

    @Test("coverage agrees with SciPy's beta functions, at one draw it is the mean rate")
    func coverage() {
        // (1 − r)·(1 − exp(betaln(a, b + k) − betaln(a, b)))
        #expect(abs(BetaBinomial(a: 0.7, b: 1.3, zeroMass: 0.2).coverage(at: 5) - 0.5501456333333333) < 1e-12)
        #expect(abs(BetaBinomial(a: 0.05, b: 2, zeroMass: 0.1).coverage(at: 100) - 0.16980151116307507) < 1e-12)
        #expect(abs(BetaBinomial(a: 300, b: 700).coverage(at: 3) - 0.656559608056605) < 1e-12)
        let model = BetaBinomial(a: 0.7, b: 1.3, zeroMass: 0.2)
        #expect(model.coverage(at: 0) == 0)
        #expect(abs(model.coverage(at: 1) - 0.8 * 0.35) < 1e-14)
        #expect(abs(model.coverage(at: 30) - (1 - model.probabilities(trials: 30)[0])) < 1e-12)
        #expect(abs(model.probabilities(trials: 30).reduce(0, +) - 1) < 1e-12)
    }

    @Test("problems that all fail, all succeed, or are one or all alike, have finite fits that say so")
    func boundaries() {
        let none = BetaBinomialFit(successes: [0, 0, 0], trials: [5, 5, 9])
        #expect(none.distribution.zeroMass == 1 && abs(none.logLikelihood) < 1e-9)
        #expect(none.distribution.coverage(at: 1_000) == 0)
        let noneWithoutMass = BetaBinomialFit(successes: [0, 0, 0], trials: [5, 5, 9], withZeroMass: false)
        #expect(noneWithoutMass.distribution.coverage(at: 10) < 1e-5)
        let all = BetaBinomialFit(successes: [5, 5, 9], trials: [5, 5, 9])
        #expect(abs(all.logLikelihood) < 1e-5 && all.distribution.coverage(at: 1) > 1 - 1e-5)
        let mixed = BetaBinomialFit(successes: [0, 5, 0, 5], trials: [5, 5, 5, 5])
        #expect(abs(mixed.distribution.coverage(at: 1) - 0.5) < 1e-3)
        #expect(abs(mixed.logLikelihood - 4 * log(0.5)) < 1e-2)
        let one = BetaBinomialFit(successes: [3], trials: [10])
        #expect(abs(one.distribution.coverage(at: 1) - 0.3) < 1e-3)
        // C(10, 3)·0.3³·0.7⁷
        #expect(abs(one.logLikelihood - log(120 * pow(0.3, 3) * pow(0.7, 7))) < 1e-4)
        let alike = BetaBinomialFit(successes: .init(repeating: 4, count: 50), trials: .init(repeating: 8, count: 50))
        #expect(alike.distribution.a + alike.distribution.b > 1e5)
    }

    @Test("weights count problems as often as they say, and a start from the fit finds it again")
    func weightsAndStarts() {
        let trials = [Int](repeating: 10, count: 10)
        let doubled = BetaBinomialFit(successes: Self.successes + Self.successes, trials: trials + trials)
        let weighted = BetaBinomialFit(
            successes: Self.successes, trials: trials, weights: .init(repeating: 2, count: 10))
        #expect(abs(doubled.logLikelihood - weighted.logLikelihood) < 1e-8)
        let again = BetaBinomialFit(successes: Self.successes, trials: trials, from: doubled.distribution)
        #expect(abs(again.logLikelihood - doubled.logLikelihood / 2) < 1e-8)
    }
}
