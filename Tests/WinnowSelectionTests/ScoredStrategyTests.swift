import TestGuards
import Testing
import WinnowRandom

@testable import WinnowSelection

@Suite("Strategies over scores")
struct ScoredStrategyTests {
    static let seeds = Array(0..<20 as Range<UInt64>)

    private func curve(
        _ name: String, _ pool: Pool, _ options: SelectionOptions = SelectionOptions()
    ) throws -> [Outcome] {
        let strategy = try #require(Strategies.named(name))
        return try strategy.outcomes(for: pool, budgets: Array(1...pool.candidates.count), options: options)
    }

    private func scored(_ pool: Pool, _ values: (Candidate) -> Double) -> Pool {
        pool.scored(by: [ScoreSource("orm"): Scores(pool.candidates.map(values))])
    }

    @Test("best-of-k by a scorer that knows the grade is coverage", arguments: seeds)
    func oracleScores(seed: UInt64) throws {
        let pool = scored(try randomPool(seed: seed, size: 15, answers: 5, blankShare: 0)) { $0.isRight ? 1 : 0 }
        for (own, oracle) in try pairs(curve("orm-max", pool), curve("oracle", pool)) {
            #expect(abs(own.right - oracle.right) < 1e-12)
        }
    }

    @Test("best-of-k by random scores is single, on average over the scores")
    func randomScores() throws {
        let pool = try randomPool(seed: 4, size: 12, answers: 4, blankShare: 0)
        let single = try curve("single", pool)[0].right
        var random = CounterRandom(key: 9, stream: 0)
        let draws = 4_000
        var totals = [Double](repeating: 0, count: 12)
        for _ in 0..<draws {
            for (index, outcome) in try curve("orm-max", scored(pool) { _ in random.uniform() }).enumerated() {
                totals[index] += outcome.right / Double(draws)
            }
        }
        // The largest pool realises one pick for each draw of scores.
        let error = (single * (1 - single) / Double(draws)).squareRoot()
        #expect(try nonEmpty(totals).allSatisfy { abs($0 - single) < 4 * error })
        // Equal scores are the same expectation at once.
        #expect(try curve("orm-max", scored(pool) { _ in 0.3 }).allSatisfy { abs($0.right - single) < 1e-12 })
    }

    @Test(
        "constant scores make every vote the plain majority",
        arguments: ["orm-vote", "orm-cisc", "orm-top3-vote", "orm-top10%-vote", "orm-over0.5-vote", "orm-over0.1-vote"])
    func constantScores(name: String) throws {
        for seed in Self.seeds {
            let pool = scored(try randomPool(seed: seed, size: 10, answers: 4)) { _ in 0.25 }
            let options = SelectionOptions(blanks: seed % 2 == 0 ? .drop : .count)
            for (own, majority) in try pairs(curve(name, pool, options), curve("majority", pool, options)) {
                #expect(abs(own.right - majority.right) < 1e-12)
                #expect(abs(own.abstained - majority.abstained) < 1e-12)
            }
        }
    }

    @Test("a vote of the best one is best-of-k, and a vote of all is the majority", arguments: seeds)
    func ends(seed: UInt64) throws {
        let plain = try randomPool(seed: seed, size: 9, answers: 4, blankShare: 0)
        var random = CounterRandom(key: seed, stream: 3)
        let pool = scored(plain) { _ in random.uniform() }
        for (name, other) in [
            ("orm-top1-vote", "orm-max"), ("orm-top9-vote", "majority"), ("orm-top100%-vote", "majority"),
        ] {
            for (own, expected) in try pairs(curve(name, pool), curve(other, pool)) {
                #expect(abs(own.right - expected.right) < 1e-12, "\(name)")
            }
        }
    }

    @Test("a softmax at a low temperature is best-of-k, at a high one the majority", arguments: seeds)
    func temperatures(seed: UInt64) throws {
        let plain = try randomPool(seed: seed, size: 9, answers: 4, blankShare: 0)
        var random = CounterRandom(key: seed, stream: 5)
        let pool = scored(plain) { _ in random.uniform() }
        for (temperature, other) in [(1e-9, "orm-max"), (1e12, "majority")] {
            let own = try curve("orm-cisc", pool, SelectionOptions(confidenceTemperature: temperature))
            for (own, expected) in try pairs(own, curve(other, pool)) {
                #expect(abs(own.right - expected.right) < 1e-9)
            }
        }
    }

    @Test("sampled votes agree with their neighbours of exact size within their error")
    func monteCarlo() throws {
        let pool = try randomPool(seed: 77, size: 24, answers: 4)
        for name in ["orm-vote", "orm-top3-vote", "orm-top20%-vote"] {
            let few = try curve(name, pool, SelectionOptions(monteCarloDraws: 600))
            let many = try curve(name, pool, SelectionOptions(monteCarloDraws: 20_000, seed: 5))
            for (few, many) in try pairs(few, many) {
                guard let error = few.standardError else { continue }
                #expect(abs(few.right - many.right) < 5 * error + 1e-9, "\(name)")
            }
        }
    }

    @Test("steps reduce to their last, least, product or mean; no step ranks last")
    func reductions() throws {
        let steps = [0.5, 0.9, 0.8]
        #expect(StepReduction.last.value(of: steps) == 0.8)
        #expect(StepReduction.min.value(of: steps) == 0.5)
        #expect(abs(StepReduction.prod.value(of: steps) - 0.36) < 1e-12)
        #expect(abs(StepReduction.mean.value(of: steps) - 2.2 / 3) < 1e-12)
        #expect(StepReduction.allCases.allSatisfy { $0.value(of: []).isNaN })
    }

    @Test("names say scorer, reduction, repeats and rule, and are written as they are read")
    func names() throws {
        let names = [
            "orm-max", "orm@weak-vote", "prm-min-vote", "prm-step-correct-last-max", "yesno-check-x4-max", "a-b-cisc",
            "orm-top5-vote", "orm-top2.5%-vote", "orm-over0.5-vote", "logits-over-1.5-vote",
        ]
        for name in names { #expect(ScoredStrategy(named: name)?.name == name) }
        for name in ["orm", "max", "-max", "orm-top0-vote", "orm-top200%-vote", "majority", "yesno-check-x0"] {
            let scorer = ScoredStrategy(named: name)?.source.scorer
            #expect(scorer == nil || scorer == "orm-top0" || scorer == "orm-top200%", "\(name)")
        }
        let minimum = try #require(ScoredStrategy(named: "prm-min-max"))
        #expect(minimum.source == ScoreSource("prm-policy-value", .min))
        let other = try #require(ScoredStrategy(named: "prm-min-max", target: .stepCorrect))
        #expect(other.name == "prm-step-correct-min-max")
        #expect(ScoredStrategy(named: "yesno-check-x4-max")?.verifications == 4)
        #expect(ScoredStrategy(named: "prm-policy-value-min-max") == minimum)
    }

    @Test("a vote is not weighted by negative scores, nor by scores that nobody gave")
    func refusals() throws {
        let pool = scored(try randomPool(seed: 3, size: 4)) { _ in -1 }
        let source = ScoreSource("orm")
        #expect(throws: SelectionError.negativeScore(source)) { try curve("orm-vote", pool) }
        #expect(try curve("orm-cisc", pool).count == 4)
        #expect(throws: SelectionError.missingScores(ScoreSource("x"))) { try curve("x-max", pool) }
        #expect(throws: SelectionError.verificationsExceedScores(verifications: 2, stored: 1)) {
            try curve("orm-x2-max", pool)
        }
    }

    @Test("the mean of few of the repeats is on average what all choices of them give")
    func repeats() throws {
        // Two candidates, right and wrong, with two repeats each: of one repeat, the right one wins 3 of 4 choices,
        // half of one of them tied.
        let pool = try Pool(candidates: [Candidate(answer: 0, isRight: true), Candidate(answer: 1, isRight: false)])
            .scored(by: [
                ScoreSource("yesno-check"): Scores(
                    repeats: [[0.9, 0.2], [0.6, 0.6]], tokens: [10, 20], flops: [100, 300])
            ])
        let all = try curve("yesno-check-max", pool)[1]
        #expect(all.right == 1 && all.standardError == nil)
        #expect(all.spent.scoring == Spending.Scoring(calls: 4, tokens: 30, flops: 400))
        let half = try curve("yesno-check-x1-max", pool)[1]
        let error = try #require(half.standardError)
        // .9 > .2, .9 > .6, .6 > .2 and a tie of .6 with .6.
        #expect(abs(half.right - 0.875) < 4 * error)
        #expect(half.spent.scoring == Spending.Scoring(calls: 2, tokens: 15, flops: 200))
        #expect(try curve("yesno-check-x2-max", pool) == curve("yesno-check-max", pool))
    }

    @Test("scores are paid for: by calls, tokens and FLOPs, within the totals and in a price")
    func costs() throws {
        let pool = try Pool(
            candidates: [
                Candidate(answer: 0, isRight: true, tokens: 7, flops: 50), Candidate(answer: nil, isRight: false),
            ], promptFlops: 5
        ).scored(by: [ScoreSource("orm"): Scores(repeats: [[0.5, .nan]], tokens: [0, 0], flops: [40, 0])])
        let spent = try curve("orm-max", pool).map(\.spent)
        #expect(spent.map(\.scoring.calls) == [0.5, 1.0])
        #expect(spent.map(\.flops) == [50.0, 95.0])
        #expect(Price(scorerFlop: 2).total(of: spent[1]) == 80)
        let prefix = try curve("orm-max", pool, SelectionOptions(estimator: .prefix)).map(\.spent.scoring.flops)
        #expect(prefix == [40, 40])
    }

    @Test("confidences are the best score, and the winner's share of the weight")
    func confidences() throws {
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: true), Candidate(answer: 0, isRight: true),
            Candidate(answer: 1, isRight: false),
            Candidate(answer: nil, isRight: false),
        ]).scored(by: [ScoreSource("orm"): Scores([0.2, 0.3, 0.4, 0.1])])
        func confidence(_ name: String) throws -> Double {
            let strategy = try #require(Strategies.named(name) as? any ConfidentStrategy)
            return try #require(strategy.confidence(in: pool))
        }
        #expect(try confidence("orm-max") == 0.4)
        #expect(abs(try confidence("orm-vote") - 0.5) < 1e-12)
        #expect(try confidence("orm-top1-vote") == 1)
        #expect(abs(try confidence("orm-over0.25-vote") - 0.5) < 1e-12)
    }
}
