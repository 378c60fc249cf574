import TestGuards
import Testing
import WinnowRandom
import WinnowSelection

@Suite("Theory of imperfect verifiers")
struct AcceptanceTheoryTests {
    /// Stroebl et al.: r .87/.13, p .58/.42, completeness 1, soundness .75.
    private let stroebl = AcceptanceTheory(
        [
            AcceptanceTheory.ProblemType(weight: 0.58, right: 0.87),
            AcceptanceTheory.ProblemType(weight: 0.42, right: 0.13),
        ], rates: VerifierRates(truePositive: 1, falsePositive: 0.25))

    @Test(
        "the best budget of Stroebl et al. falls with the cost of a wrong answer, down to none at all",
        arguments: [(0, nil), (0.7, 3), (1, 2), (2, 1), (4, 1), (8, 0)] as [(Double, Int?)])
    func bestBudgets(penalty: Double, expected: Int?) {
        #expect(stroebl.bestBudget(penalty: penalty, upTo: 2_000).budget == expected)
    }

    @Test("the limits and the best utility of Stroebl et al.")
    func limits() {
        let limit = stroebl.expectation(budget: nil)
        #expect(abs(limit.right - 0.716) < 0.0005)
        #expect(abs(limit.wrong - 0.284) < 0.0005)
        #expect(limit.abstained == 0)
        #expect(abs(stroebl.bestBudget(penalty: 0.7, upTo: 100).utility - 0.525) < 0.0005)
        let far = stroebl.expectation(budget: 500)
        #expect(abs(far.right - limit.right) < 1e-12 && far.abstained < 1e-12)
        #expect(stroebl.expectation(budget: 0).abstained == 1)
    }

    @Test(
        "the accept loop of Stechly et al. at 15 samples and in the limit",
        arguments: [
            (0.054, 0.769, 0.299, 0.128, 0.128), (0.16, 0.1667, 0.1463, 0.163, 0.178),
            (0.40, 0.9636, 0.378, 0.630, 0.630),
        ])
    func acceptLoop(prior: Double, truePositive: Double, falsePositive: Double, at15: Double, limit: Double) {
        let rates = VerifierRates(truePositive: truePositive, falsePositive: falsePositive)
        let theory = AcceptanceTheory([.init(weight: 1, right: prior)], rates: rates)
        #expect(abs(theory.expectation(budget: 15).right - at15) < 0.0006)
        #expect(abs(theory.expectation(budget: nil).right - limit) < 0.0006)
        let precision = ReceiverCurve.rejectionSampling(rates, prior: prior)?.right
        #expect(abs(theory.expectation(budget: nil).right - (precision ?? 0)) < 1e-12)
    }

    @Test(
        "a sound verifier covers like independent draws",
        arguments: [(0.054, 0.565), (0.16, 0.927), (0.4, 0.9995)])
    func soundVerifier(prior: Double, coverage: Double) {
        let theory = AcceptanceTheory([.init(weight: 1, right: prior)], rates: .perfect)
        #expect(abs(theory.expectation(budget: 15).right - coverage) < 0.0005)
        #expect(theory.expectation(budget: 15).wrong == 0)
    }

    @Test("without a chance of acceptance all samples are drawn, and there is no best budget but none")
    func hopeless() {
        let theory = AcceptanceTheory([.init(weight: 1, right: 0)], rates: .perfect)
        let outcome = theory.expectation(budget: 9)
        #expect(outcome.samples == 9 && outcome.abstained == 1 && outcome.right == 0)
        #expect(theory.expectation(budget: nil).samples == .infinity)
        #expect(theory.bestBudget(penalty: 0, upTo: 50) == BestBudget(penalty: 0, outcomes: []))
    }

    /// Draws of independent samples: each problem has a type, each sample is right with the type's probability.
    @Test("pools sampled from problems of known success agree with the theory within 4 standard errors")
    func syntheticPools() throws {
        let types = [
            AcceptanceTheory.ProblemType(weight: 0.3, right: 0.6, wrong: 0.3),
            AcceptanceTheory.ProblemType(weight: 0.5, right: 0.1, wrong: 0.8),
            AcceptanceTheory.ProblemType(weight: 0.2, right: 0, wrong: 1),
        ]
        let rates = VerifierRates(truePositive: 0.8, falsePositive: 0.15)
        let theory = AcceptanceTheory(types, rates: rates)
        let budgets = [1, 2, 5, 12, 16]
        let count = 6_000
        var values = budgets.map { _ in (right: [Double](), wrong: [Double](), samples: [Double]()) }
        for problem in 0..<count {
            var random = CounterRandom(key: StableHash("synthetic problems").value, stream: UInt64(problem))
            let type = types[problem % 10 < 3 ? 0 : problem % 10 < 8 ? 1 : 2]
            let pool = try Pool(
                candidates: (0..<16).map { index in
                    let draw = random.uniform()
                    let isRight = draw < type.right
                    let isAnswered = draw < type.right + type.wrong
                    let accepted = random.uniform() < rates.acceptance(isRight: isRight)
                    return Candidate(answer: isAnswered ? index : nil, isRight: isRight, isAccepted: accepted)
                })
            for (index, outcome) in try FirstAccepted().outcomes(for: pool, budgets: budgets).enumerated() {
                values[index].right.append(outcome.right)
                values[index].wrong.append(outcome.wrong)
                values[index].samples.append(outcome.samples)
            }
        }
        for (budget, value) in try pairs(budgets, values) {
            let expected = theory.expectation(budget: budget)
            expectMean(of: value.right, expected.right)
            expectMean(of: value.wrong, expected.wrong)
            expectMean(of: value.samples, expected.samples)
        }
    }

    private func expectMean(of values: [Double], _ expected: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let error = (variance / count).squareRoot()
        #expect(abs(mean - expected) <= 4 * error + 1e-12, "\(mean) ± \(error) instead of \(expected)")
    }

    @Test("the noisy closed form over synthetic pools agrees with the theory within 4 standard errors")
    func noiseOverSyntheticPools() throws {
        let rates = VerifierRates(truePositive: 0.6, falsePositive: 0.3)
        let theory = AcceptanceTheory([.init(weight: 1, right: 0.2)], rates: rates)
        var values: [[Double]] = [[], [], []]
        let table = AcceptanceTable(population: 64, budgets: [1, 4, 64])
        for problem in 0..<2_000 {
            var random = CounterRandom(key: StableHash("synthetic counts").value, stream: UInt64(problem))
            let right = (0..<64).count { _ in random.uniform() < 0.2 }
            for (index, outcome) in table.expectations(right: right, wrong: 64 - right, rates: rates).enumerated() {
                values[index].append(outcome.right)
            }
        }
        for (budget, value) in try pairs([1, 4, 64], values) {
            expectMean(of: value, theory.expectation(budget: budget).right)
        }
    }

    @Test("in a large pool drawing without replacement is as good as independent")
    func largePool() throws {
        let rates = VerifierRates(truePositive: 0.7, falsePositive: 0.2)
        let table = AcceptanceTable(population: 4_000, budgets: [1, 3, 10])
        let pool = table.expectations(right: 1_000, wrong: 2_600, rates: rates)
        let theory = AcceptanceTheory([.init(weight: 1, right: 0.25, wrong: 0.65)], rates: rates)
        for (budget, outcome) in try pairs([1, 3, 10], pool) {
            let expected = theory.expectation(budget: budget)
            #expect(abs(outcome.right - expected.right) < 1e-3)
            #expect(abs(outcome.samples - expected.samples) < 1e-2)
            #expect(abs(outcome.verifierCalls - expected.verifierCalls) < 1e-2)
        }
    }

    @Test("pools become types by their shares")
    func poolsAsTypes() throws {
        let pool = try Pool(
            candidates: [0, 0, 1, nil].map { Candidate(answer: $0, isRight: $0 == 0) })
        let rates = VerifierRates(truePositive: 0.5, falsePositive: 0.25)
        let own = AcceptanceTheory([(pool, rates), (pool, .perfect)])
        let type = AcceptanceTheory.ProblemType(weight: 1, right: 0.5, wrong: 0.25)
        let (noisy, perfect) = (
            AcceptanceTheory([type], rates: rates).expectation(budget: 3),
            AcceptanceTheory([type], rates: .perfect).expectation(budget: 3)
        )
        let outcome = own.expectation(budget: 3)
        #expect(abs(outcome.right - (noisy.right + perfect.right) / 2) < 1e-12)
        #expect(abs(outcome.samples - (noisy.samples + perfect.samples) / 2) < 1e-12)
        #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
    }
}

@Suite("Scorers as curves of rates")
struct ReceiverCurveTests {
    private let priors = [0.1, 0.4, 0.9]

    @Test("a sound scorer's jump makes best-of-N coverage", arguments: [1, 2, 8, 40])
    func soundScorer(samples: Int) {
        let curve = ReceiverCurve(thresholds: [.perfect])
        for prior in priors {
            var missed = 1.0
            for _ in 0..<samples { missed *= 1 - prior }
            #expect(abs(curve.bestOf(samples, prior: prior) - (1 - missed)) < 1e-12)
            #expect(curve.limit(prior: prior) == 1)
        }
    }

    @Test("a scorer that knows nothing leaves a single sample's accuracy", arguments: [1, 2, 8, 40])
    func blindScorer(samples: Int) {
        let curve = ReceiverCurve(thresholds: [])
        for prior in priors {
            #expect(abs(curve.bestOf(samples, prior: prior) - prior) < 1e-12)
            #expect(abs(curve.limit(prior: prior) - prior) < 1e-12)
        }
    }

    @Test("a verdict as a score is the accept loop with the last guess as its answer", arguments: [1, 2, 5, 30])
    func verdictAsScore(samples: Int) {
        let rates = VerifierRates(truePositive: 0.7, falsePositive: 0.2)
        let curve = ReceiverCurve(thresholds: [rates])
        for prior in priors {
            let theory = AcceptanceTheory([.init(weight: 1, right: prior)], rates: rates)
            #expect(abs(curve.bestOf(samples, prior: prior) - theory.rightWithLastGuess(budget: samples)) < 1e-12)
            let sampling = ReceiverCurve.rejectionSampling(rates, prior: prior)
            let limit = theory.expectation(budget: nil)
            #expect(abs((sampling?.right ?? 0) - limit.right) < 1e-12)
            #expect(abs((sampling?.samples ?? 0) - limit.samples) < 1e-12)
            #expect(abs(curve.limit(prior: prior) - limit.right) < 1e-12)
        }
    }

    @Test("best-of-N along a curve is what a pool of such scores gives within 4 standard errors")
    func sampledScores() throws {
        // Three scores; right samples have them with probabilities .5, .3, .2 and wrong ones with .1, .3, .6.
        let curve = ReceiverCurve(thresholds: [
            VerifierRates(truePositive: 0.5, falsePositive: 0.1), VerifierRates(truePositive: 0.8, falsePositive: 0.4),
        ])
        let prior = 0.3
        for samples in [2, 6, 12] {
            let draws = 4_000
            var right: [Double] = []
            for draw in 0..<draws {
                var random = CounterRandom(key: StableHash("scores for tests").value, stream: UInt64(draw))
                let pool = try Pool(
                    candidates: (0..<samples).map { index in
                        let isRight = random.uniform() < prior
                        let u = random.uniform()
                        let score = isRight ? (u < 0.5 ? 0 : u < 0.8 ? -1 : -2) : (u < 0.1 ? 0 : u < 0.4 ? -1 : -2)
                        return Candidate(answer: index, isRight: isRight, logProbability: Double(score))
                    })
                right.append(try BestLogProbability().outcomes(for: pool, budgets: [samples])[0].right)
            }
            let mean = right.reduce(0, +) / Double(draws)
            let variance = right.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws - 1)
            let error = (variance / Double(draws)).squareRoot()
            #expect(abs(mean - curve.bestOf(samples, prior: prior)) < 4 * error)
        }
    }

    @Test("rejection sampling at the strictest threshold and best-of-N have one limit, at different prices")
    func limits() {
        let strict = VerifierRates(truePositive: 0.2, falsePositive: 0.02)
        let curve = ReceiverCurve(thresholds: [strict, VerifierRates(truePositive: 0.7, falsePositive: 0.3)])
        for prior in priors {
            let limit = curve.limit(prior: prior)
            #expect(abs(curve.bestOf(3_000, prior: prior) - limit) < 1e-6)
            #expect(abs((ReceiverCurve.rejectionSampling(strict, prior: prior)?.right ?? 0) - limit) < 1e-12)
        }
        let none = VerifierRates(truePositive: 0, falsePositive: 0)
        #expect(ReceiverCurve.rejectionSampling(none, prior: 0.5) == nil)
    }
}

@Suite("Rates that get worse with difficulty")
struct RatesByDifficultyTests {
    @Test(
        "the averages over right and over wrong candidates are the given rates",
        arguments: [(0.9, 0.1, 1.0), (0.5, 0.02, 2.5), (0.99, 0.7, 0.3), (1, 0, 1), (0.3, 1, 4), (0.8, 0.2, 0)])
    func averages(truePositive: Double, falsePositive: Double, slope: Double) {
        let overall = VerifierRates(truePositive: truePositive, falsePositive: falsePositive)
        let levels = [
            RatesByDifficulty.Level(difficulty: -1, right: 700, wrong: 80),
            RatesByDifficulty.Level(difficulty: 0, right: 300, wrong: 400),
            RatesByDifficulty.Level(difficulty: 1, right: 20, wrong: 900),
        ]
        let own = RatesByDifficulty(overall: overall, slope: slope, levels: levels)
        let rates = levels.map { own.rates(difficulty: $0.difficulty) }
        let right = zip(levels, rates).reduce(0) { $0 + Double($1.0.right) * $1.1.truePositive } / 1020
        let wrong = zip(levels, rates).reduce(0) { $0 + Double($1.0.wrong) * $1.1.falsePositive } / 1380
        #expect(abs(right - truePositive) < 1e-12)
        #expect(abs(wrong - falsePositive) < 1e-12)
        for (easier, harder) in zip(rates, rates.dropFirst()) {
            #expect(easier.truePositive >= harder.truePositive && easier.falsePositive <= harder.falsePositive)
            if slope > 0, 0 < truePositive, truePositive < 1 { #expect(easier.truePositive > harder.truePositive) }
        }
    }

    @Test("without a right candidate, or at one level only, the given rate holds there")
    func emptyLevels() {
        let overall = VerifierRates(truePositive: 0.8, falsePositive: 0.3)
        let own = RatesByDifficulty(
            overall: overall, slope: 2, levels: [RatesByDifficulty.Level(difficulty: 1, right: 0, wrong: 50)])
        #expect(abs(own.rates(difficulty: 1).falsePositive - 0.3) < 1e-12)
        #expect(abs(own.rates(difficulty: 0).truePositive - 0.8) < 1e-12)
    }
}
