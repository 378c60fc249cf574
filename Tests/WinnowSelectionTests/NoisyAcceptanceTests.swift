import TestGuards
import Testing
import WinnowRandom
import WinnowSelection

@Suite("First accepted under a verifier with noise")
struct NoisyAcceptanceTests {
    static let rates = [
        VerifierRates(truePositive: 0.8, falsePositive: 0.3), VerifierRates(truePositive: 0.5, falsePositive: 0.5),
        VerifierRates(truePositive: 0.25, falsePositive: 0.9), VerifierRates(truePositive: 0, falsePositive: 1),
        VerifierRates(truePositive: 1, falsePositive: 0.1), VerifierRates(truePositive: 0, falsePositive: 0),
    ]

    @Test("the closed form is the average over all verdicts and all draws", arguments: VerdictNoise.allCases, rates)
    func bruteForce(noise: VerdictNoise, rates: VerifierRates) throws {
        for seed in 0..<8 as Range<UInt64> {
            let pool = try randomPool(seed: 300 + seed)
            let budgets = Array(1...pool.candidates.count)
            let outcomes = NoisyAcceptance(pool, budgets: budgets).outcomes(rates, noise: noise)
            for (budget, outcome) in try pairs(budgets, outcomes) {
                var expected = Reference.Result()
                for (weight, judged) in try verdicts(on: pool, rates, noise) {
                    let one = Reference.expectation("verifier", judged, k: budget, ties: .uniform, blanks: .drop)
                    expected.right += weight * one.right
                    expected.wrong += weight * one.wrong
                    expected.abstained += weight * one.abstained
                    expected.samples += weight * one.samples
                    expected.tokens += weight * one.tokens
                    expected.flops += weight * one.flops
                    expected.calls += weight * one.calls
                    expected.distinctCalls += weight * (noise == .answer ? one.distinctCalls : one.calls)
                }
                let values = [
                    (outcome.right, expected.right), (outcome.wrong, expected.wrong),
                    (outcome.abstained, expected.abstained), (outcome.samples, expected.samples),
                    (outcome.tokens, expected.tokens), (outcome.flops, expected.flops),
                    (outcome.verifierCalls, expected.calls),
                    (outcome.distinctVerifierCalls, expected.distinctCalls),
                ]
                for (value, reference) in values {
                    #expect(abs(value - reference) < 1e-12, "seed \(seed), k \(budget): \(values)")
                }
            }
        }
    }

    /// All verdicts that the noise can give, with their probabilities.
    private func verdicts(
        on pool: Pool, _ rates: VerifierRates, _ noise: VerdictNoise
    ) throws -> [(weight: Double, pool: Pool)] {
        let answered = pool.candidates.indices.filter { pool.candidates[$0].answer != nil }
        let units =
            noise == .candidate
            ? answered.map { [$0] } : Array(Dictionary(grouping: answered) { pool.candidates[$0].answer! }.values)
        return try (0..<1 << units.count).compactMap { mask in
            var candidates = pool.candidates
            var weight = 1.0
            for (bit, unit) in units.enumerated() {
                let isAccepted = mask >> bit & 1 == 1
                let rate = candidates[unit[0]].isRight ? rates.truePositive : rates.falsePositive
                weight *= isAccepted ? rate : 1 - rate
                for index in unit { candidates[index].isAccepted = isAccepted }
            }
            return weight == 0 ? nil : (weight, try Pool(candidates: candidates, promptFlops: pool.promptFlops))
        }
    }

    @Test("the dial at (1, 0) is the sound and complete verifier, spending included", arguments: VerdictNoise.allCases)
    func perfect(noise: VerdictNoise) throws {
        for seed in 0..<30 as Range<UInt64> {
            let pool = try randomPool(
                seed: 400 + seed, size: 3 + Int(seed), answers: 1 + Int(seed % 7), verdictIsGrade: true)
            let budgets = Array(1...pool.candidates.count)
            let dialled = NoisyAcceptance(pool, budgets: budgets).outcomes(.perfect, noise: noise)
            try expect(dialled, equal: FirstAccepted().outcomes(for: pool, budgets: budgets))
            for (outcome, oracle) in try pairs(dialled, Oracle().outcomes(for: pool, budgets: budgets)) {
                #expect(abs(outcome.right - oracle.right) < 1e-12)
                #expect(outcome.wrong == 0)
            }
        }
    }

    @Test("the dial at (1, 1) is the first sample that has an answer", arguments: VerdictNoise.allCases)
    func acceptingAll(noise: VerdictNoise) throws {
        let rates = VerifierRates(truePositive: 1, falsePositive: 1)
        for seed in 0..<30 as Range<UInt64> {
            let size = 3 + Int(seed)
            let pool = try randomPool(seed: 450 + seed, size: size, answers: 4)
            let accepting = try Pool(
                candidates: pool.candidates.map { candidate in
                    var candidate = candidate
                    candidate.isAccepted = true
                    return candidate
                }, promptFlops: pool.promptFlops)
            let budgets = Array(1...size)
            try expect(
                NoisyAcceptance(pool, budgets: budgets).outcomes(rates, noise: noise),
                equal: FirstAccepted().outcomes(for: accepting, budgets: budgets))

            let answered = try randomPool(seed: 450 + seed, size: size, answers: 4, blankShare: 0)
            try expect(
                NoisyAcceptance(answered, budgets: budgets).outcomes(rates, noise: noise),
                equal: Single().outcomes(for: answered, budgets: budgets), callsToo: false)
        }
    }

    private func expect(_ outcomes: [Outcome], equal others: [Outcome], callsToo: Bool = true) throws {
        for (one, other) in try pairs(outcomes, others) {
            #expect(abs(one.right - other.right) < 1e-12)
            #expect(abs(one.wrong - other.wrong) < 1e-12)
            #expect(abs(one.abstained - other.abstained) < 1e-12)
            #expect(abs(one.samples - other.samples) < 1e-10)
            #expect(abs(one.tokens - other.tokens) < 1e-10)
            #expect(abs(one.flops - other.flops) < 1e-9)
            if callsToo { #expect(abs(one.verifierCalls - other.verifierCalls) < 1e-10) }
        }
    }

    @Test("counts alone give the average of the published finite-pool form over binomial numbers of accepted")
    func binomialAverage() throws {
        func choose(_ n: Int, _ k: Int) -> Double {
            k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
        }
        func binomial(_ n: Int, _ p: Double, _ k: Int) -> Double {
            (0..<k).reduce((0..<(n - k)).reduce(choose(n, k)) { value, _ in value * (1 - p) }) { value, _ in value * p }
        }
        for (right, wrong, blank) in [(5, 9, 0), (0, 7, 3), (6, 0, 2), (12, 20, 8), (0, 0, 4)] {
            let n = right + wrong + blank
            let budgets = Array(1...n)
            let table = AcceptanceTable(population: n, budgets: budgets)
            for rates in Self.rates {
                let outcomes = table.expectations(right: right, wrong: wrong, rates: rates)
                for (k, outcome) in try pairs(budgets, outcomes) {
                    var expected = 0.0
                    for tp in 0...right {
                        for fp in 0...wrong where tp + fp > 0 {
                            let found = 1 - choose(n - tp - fp, k) / choose(n, k)
                            expected +=
                                binomial(right, rates.truePositive, tp) * binomial(wrong, rates.falsePositive, fp)
                                * found * Double(tp) / Double(tp + fp)
                        }
                    }
                    #expect(abs(outcome.right - expected) < 1e-12)
                    #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
                    #expect(outcome.samples <= Double(k) + 1e-12)
                }
            }
        }
    }

    @Test(
        "verdicts drawn at random agree with their expectation within 4 standard errors",
        arguments: VerdictNoise.allCases)
    func randomVerdicts(noise: VerdictNoise) throws {
        let pool = try randomPool(seed: 77, size: 48, answers: 9)
        let rates = VerifierRates(truePositive: 0.7, falsePositive: 0.2)
        let budgets = [1, 3, 12, 48]
        let draws = 2_000
        var sums = budgets.map { _ in (right: 0.0, square: 0.0) }
        for draw in 0..<draws {
            var random = CounterRandom(key: StableHash("verdicts for tests").value, stream: UInt64(draw))
            let byAnswer = (0..<9).map { _ in random.uniform() }
            let judged = try Pool(
                candidates: pool.candidates.map { candidate in
                    var candidate = candidate
                    let chance = noise == .answer ? byAnswer[candidate.answer ?? 0] : random.uniform()
                    candidate.isAccepted = chance < rates.acceptance(isRight: candidate.isRight)
                    return candidate
                })
            for (index, outcome) in try FirstAccepted().outcomes(for: judged, budgets: budgets).enumerated() {
                sums[index].right += outcome.right
                sums[index].square += outcome.right * outcome.right
            }
        }
        let expected = NoisyAcceptance(pool, budgets: budgets).outcomes(rates, noise: noise)
        for (sum, outcome) in try pairs(sums, expected) {
            let mean = sum.right / Double(draws)
            let error = ((sum.square / Double(draws) - mean * mean) / Double(draws)).squareRoot()
            #expect(error > 0)
            #expect(abs(mean - outcome.right) < 4 * error, "\(mean) ± \(error) instead of \(outcome.right)")
        }
    }

    @Test("probabilities sum to 1 in large pools with every kind of group", arguments: VerdictNoise.allCases)
    func largePools(noise: VerdictNoise) throws {
        let pool = try Pool(
            candidates: (0..<600).map { index in
                // Answer sizes 1, 2, 3 … and their grades alternate.
                let answer = Int(Double(2 * index).squareRoot())
                return Candidate(answer: index % 11 == 0 ? nil : answer, isRight: answer % 2 == 0, tokens: 10)
            })
        for rates in Self.rates {
            let acceptance = NoisyAcceptance(pool, budgets: [1, 64, 600])
            for (budget, outcome) in try pairs([1.0, 64, 600], acceptance.outcomes(rates, noise: noise)) {
                #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
                #expect(min(outcome.right, outcome.wrong, outcome.abstained) >= 0)
                #expect(abs(outcome.tokens - 10 * outcome.samples) < 1e-9)
                #expect(outcome.samples <= budget + 1e-9)
                #expect(outcome.verifierCalls <= outcome.samples + 1e-9)
            }
        }
    }
}
