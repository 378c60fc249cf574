import TestGuards
import Testing
import WinnowSelection

/// Laws that hold for every pool, DEFINITIONS section 5.
@Suite("Identities")
struct IdentityTests {
    /// Pools of 3 to 40 candidates, from a few classes to many.
    static let seeds = Array(0..<60 as Range<UInt64>)

    private func pool(_ seed: UInt64, verdictIsGrade: Bool = false) throws -> Pool {
        try randomPool(
            seed: 5_000 + seed, size: 3 + Int(seed * 7 % 38), answers: 1 + Int(seed % 9),
            verdictIsGrade: verdictIsGrade)
    }

    private func curve(
        _ name: String, _ pool: Pool, _ options: SelectionOptions = SelectionOptions()
    ) throws -> [Outcome] {
        let strategy = try #require(Strategies.named(name))
        return try strategy.outcomes(for: pool, budgets: Array(1...pool.candidates.count), options: options)
    }

    @Test("right, wrong and abstained are probabilities that sum to 1", arguments: Strategies.all.map(\.name))
    func oddsSumToOne(name: String) throws {
        for seed in Self.seeds.prefix(20) {
            for ties in TieRule.allCases {
                let options = SelectionOptions(ties: ties, monteCarloDraws: 50, permutations: 20)
                for outcome in try curve(name, pool(seed), options) {
                    #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
                    #expect(min(outcome.right, outcome.wrong, outcome.abstained) >= 0)
                }
            }
        }
    }

    @Test("at k = 1 majority, best-of-k and single are the mean accuracy", arguments: seeds)
    func meanAccuracy(seed: UInt64) throws {
        let pool = try pool(seed)
        let right = pool.candidates.filter { $0.answer != nil && $0.isRight }.count
        let mean = Double(right) / Double(pool.candidates.count)
        let others = ["single", "majority", "majority-logprob", "best-logprob", "shortest-trace", "oracle"]
        for name in others + AdaptiveVote.all.map(\.name) {
            let first = try curve(name, pool)[0]
            #expect(abs(first.right - mean) < 1e-12, "\(name): \(first.right) instead of \(mean)")
        }
    }

    @Test(
        "with a sound and complete verifier, first accepted and accepted vote are the oracle and never wrong",
        arguments: seeds)
    func verifierIsCoverage(seed: UInt64) throws {
        let pool = try pool(seed, verdictIsGrade: true)
        for name in ["verifier", "accepted-vote"] {
            for (verifier, oracle) in try pairs(curve(name, pool), curve("oracle", pool)) {
                #expect(abs(verifier.right - oracle.right) < 1e-12)
                #expect(abs(verifier.abstained - oracle.abstained) < 1e-12)
                #expect(verifier.wrong < 1e-12)
                #expect(verifier.samples <= oracle.samples + 1e-12)
            }
        }
    }

    @Test("a verified answer is never wrong under a sound verifier, even an incomplete one", arguments: seeds)
    func soundVerifierIsNeverWrong(seed: UInt64) throws {
        let pool = try pool(seed)
        let sound = try Pool(
            candidates: pool.candidates.map { candidate in
                var candidate = candidate
                candidate.isAccepted = candidate.isAccepted.map { $0 && candidate.isRight }
                return candidate
            })
        for name in ["verifier", "accepted-vote"] {
            #expect(try curve(name, sound).allSatisfy { $0.wrong == 0 })
        }
        #expect(FirstAccepted().guarantee(verifierIsSound: true) == .sound)
    }

    @Test("coverage grows with the budget and its gains shrink", arguments: seeds)
    func coverageIsMonotoneAndConcave(seed: UInt64) throws {
        let coverage = try curve("oracle", pool(seed)).map(\.right)
        let gains = zip(coverage.dropFirst(), coverage).map { $0 - $1 }
        #expect(try nonEmpty(gains).allSatisfy { $0 >= -1e-12 })
        #expect(zip(gains.dropFirst(), gains).allSatisfy { $0 <= $1 + 1e-12 })
    }

    @Test("no strategy that picks among the samples beats coverage", arguments: seeds)
    func coverageIsTheCeiling(seed: UInt64) throws {
        let pool = try pool(seed)
        let ceiling = try curve("oracle", pool).map(\.right)
        let exact = Strategies.all.filter { !$0.usesMonteCarlo }.map(\.name)
        for name in exact where !["greedy", "guess"].contains(name) {
            for (outcome, most) in try pairs(curve(name, pool), ceiling) {
                #expect(outcome.right <= most + 1e-12, "\(name)")
            }
        }
    }

    @Test("with one right answer, majority lies between pass^k and pass@k", arguments: seeds)
    func majorityIsBetween(seed: UInt64) throws {
        let classes = 2 + Int(seed % 5)
        let pool = try Pool(
            candidates: randomPool(seed: seed, size: 24, answers: classes).candidates.map { candidate in
                var candidate = candidate
                candidate.isRight = candidate.answer == 0
                return candidate
            })
        let right = pool.candidates.filter { $0.answer == 0 }.count
        var allRight = 1.0
        for (k, (majority, oracle)) in zip(1..., zip(try curve("majority", pool), try curve("oracle", pool))) {
            allRight *= Double(max(0, right - k + 1)) / Double(24 - k + 1)
            #expect(majority.right >= allRight - 1e-12)
            #expect(majority.right <= oracle.right + 1e-12)
        }
    }

    @Test("scores that know the grade give pass@k, constant scores the mean accuracy of the answered", arguments: seeds)
    func scoresOfKnownQuality(seed: UInt64) throws {
        let pool = try randomPool(seed: seed, size: 20, answers: 6, blankShare: 0)
        func scored(_ score: (Candidate) -> Double) throws -> [Double] {
            let candidates = pool.candidates.map { candidate in
                var candidate = candidate
                candidate.logProbability = score(candidate)
                return candidate
            }
            return try curve("best-logprob", Pool(candidates: candidates)).map(\.right)
        }
        let coverage = try curve("oracle", pool).map(\.right)
        let single = try curve("single", pool).map(\.right)
        let knowing = try scored { $0.isRight ? 0 : -1 }
        let constant = try scored { _ in -1 }
        for k in 0..<20 {
            #expect(abs(knowing[k] - coverage[k]) < 1e-12)
            #expect(abs(constant[k] - single[k]) < 1e-12)
        }
    }

    @Test("tie rules are ordered: strict ≤ uniform ≤ lenient, and first ≤ lenient", arguments: seeds)
    func tieRulesAreOrdered(seed: UInt64) throws {
        let pool = try pool(seed)
        let right = try Dictionary(
            uniqueKeysWithValues: TieRule.allCases.map { rule in
                (rule, try curve("majority", pool, SelectionOptions(ties: rule)).map(\.right))
            })
        for k in pool.candidates.indices {
            #expect(right[.absolute]![k] <= right[.strict]![k] + 1e-12)
            #expect(right[.strict]![k] <= right[.uniform]![k] + 1e-12)
            #expect(right[.uniform]![k] <= right[.lenient]![k] + 1e-12)
            #expect(right[.strict]![k] <= right[.first]![k] + 1e-12)
            #expect(right[.first]![k] <= right[.lenient]![k] + 1e-12)
        }
    }

    @Test("exchanging right and wrong exchanges their probabilities when nobody abstains", arguments: seeds)
    func gradesAreSymmetric(seed: UInt64) throws {
        let pool = try randomPool(seed: seed, size: 30, answers: 7, blankShare: 0)
        let exchanged = try Pool(
            candidates: pool.candidates.map { candidate in
                var candidate = candidate
                candidate.isRight.toggle()
                return candidate
            })
        for ties in [TieRule.uniform, .first, .strict, .absolute] {
            let options = SelectionOptions(ties: ties)
            for (one, other) in try pairs(curve("majority", pool, options), curve("majority", exchanged, options)) {
                #expect(abs(one.right - other.wrong) < 1e-12, "\(ties)")
            }
        }
    }

    @Test("a legal majority is the plain majority when all traces are legal or none is", arguments: [true, false])
    func legalMajorityFallsBack(isLegal: Bool) throws {
        let pool = try Pool(
            candidates: pool(11).candidates.map { candidate in
                var candidate = candidate
                candidate.traceIsLegal = isLegal
                return candidate
            })
        for (legal, plain) in try pairs(curve("majority-trace-legal", pool), curve("majority", pool)) {
            #expect(abs(legal.right - plain.right) < 1e-12)
            #expect(abs(legal.abstained - plain.abstained) < 1e-12)
        }
    }

    @Test("a consistent misconception makes majority fall while coverage grows to 1")
    func modalAnswerIsWrong() throws {
        // 40 % right, 60 % one wrong answer. The published .154 at k = 25 is for independent draws, P(Bin(25, .4) ≥ 13);
        // a pool of 10,000 is within .0004 of that.
        let pool = try Pool(candidates: (0..<10_000).map { Candidate(answer: $0 % 5 < 2 ? 0 : 1, isRight: $0 % 5 < 2) })
        let budgets = [1, 25]
        let majority = try Majority().outcomes(for: pool, budgets: budgets).map(\.right)
        let coverage = try Oracle().outcomes(for: pool, budgets: budgets).map(\.right)
        #expect(abs(majority[0] - 0.4) < 1e-12)
        #expect(abs(majority[1] - 0.154) < 0.001)
        #expect(coverage[1] > 0.99999)
    }
}
