import TestGuards
import Testing

@testable import WinnowSelection

@Suite("Published rules")
struct PublishedRuleTests {
    private func outcome(_ name: String, _ pool: Pool, _ budget: Int? = nil) throws -> Outcome {
        let strategy = try #require(Strategies.named(name), "\(name)")
        return try strategy.outcomes(for: pool, budgets: [budget ?? pool.candidates.count])[0]
    }

    /// Candidates with these answers, lengths and scores; answer 0 is right.
    private func pool(_ candidates: [(answer: Int?, tokens: Int, score: Double)]) throws -> Pool {
        let values = candidates.map(\.score)
        let sources = Strategies.sources.union([ScoreSource("judge")])
        return try Pool(
            candidates: candidates.map {
                Candidate(
                    answer: $0.answer, isRight: $0.answer == 0, logProbability: $0.score * Double($0.tokens),
                    tokens: $0.tokens, flops: 10 * Double($0.tokens))
            }, scores: Dictionary(uniqueKeysWithValues: sources.map { ($0, Scores(values)) }))
    }

    @Test("the first three that end decide, a tie goes to the shortest, and the others are paid for until then")
    func short() throws {
        let pool = try pool([(1, 9, 0), (0, 4, 0), (2, 5, 0), (nil, 2, 0), (0, 8, 0), (1, 30, 0), (nil, 40, 0)])
        let one = try outcome("short-1", pool)
        #expect(one.right == 1 && one.tokens == 4 + 4 + 4 + 2 + 4 + 4 + 4 && one.flops == 10 * one.tokens)
        // 0, 2 and 0 end first.
        let three = try outcome("short-3", pool)
        #expect(three.right == 1 && three.tokens == 8 + 4 + 5 + 2 + 8 + 8 + 8)
        // Of 0 and 2, which are all that end, the shorter is right.
        let two = try outcome("short-3", pool.part([1, 2, 3]))
        #expect(two.right == 1 && two.tokens == 11)
    }

    @Test("Borda with p → 0 counts votes, and with a large p it is best-of-k", arguments: 0..<20 as Range<UInt64>)
    func borda(seed: UInt64) throws {
        let pool = try randomPool(seed: 300 + seed, size: 9, answers: 3)
        for (name, other) in [("orm-borda0", "majority"), ("self-certainty-borda0", "majority")] {
            #expect(abs(try outcome(name, pool, 5).right - outcome(other, pool, 5).right) < 1e-12, "\(name)")
        }
        let distinct = try Pool(
            candidates: pool.candidates, scores: [ScoreSource("judge"): Scores((0..<9).map { Double($0 * 7 % 9) })])
        #expect(
            abs(try outcome("judge-borda200", distinct, 5).right - outcome("judge-max", distinct, 5).right) < 1e-12)
    }

    @Test(
        "a constant confidence is the majority",
        arguments: [
            "deepconf-mean", "deepconf-tail", "deepconf-bottom", "deepconf-lowest", "deepconf-mean-top10%",
            "deepconf-lowest-scaled", "self-certainty-borda", "inverse-entropy", "judge-borda", "deepconf-tail-top90%",
        ])
    func constant(name: String) throws {
        for seed in 0..<10 as Range<UInt64> {
            let random = try randomPool(seed: 400 + seed, size: 10, answers: 4)
            let sources = Strategies.sources.union([ScoreSource("judge")])
            let pool = try Pool(
                candidates: random.candidates,
                scores: Dictionary(
                    uniqueKeysWithValues: sources.map { ($0, Scores([Double](repeating: 0.5, count: 10))) }))
            for budget in [1, 4, 10] {
                let own = try outcome(name, pool, budget)
                #expect(abs(own.right - (try outcome("majority", pool, budget).right)) < 1e-12, "\(name)@\(budget)")
            }
        }
    }

    @Test("online, a constant confidence stops nobody and is the majority")
    func constantOnline() throws {
        let random = try randomPool(seed: 9, size: 30, answers: 4, blankShare: 0)
        let pool = random.with(
            tokens: random.candidates.map { _ in
                TokenConfidences(
                    logProbabilities: [-1, -1], entropies: [1, 1], bestMeans: [-2, -2], best: 2)
            })
        for name in ["deepconf-online", "deepconf-online-scaled"] {
            let own = try outcome(name, pool)
            let majority = try outcome("majority", pool)
            #expect(own.right == majority.right && abs(own.tokens - majority.tokens) < 1e-9, "\(name)")
        }
    }

    @Test("online, a sample is stopped where a window is below the bar, and not paid for beyond")
    func online() throws {
        func candidate(_ answer: Int) -> Candidate {
            Candidate(answer: answer, isRight: answer == 0, tokens: 20, flops: 40)
        }
        func tokens(_ low: Int?) -> TokenConfidences {
            let values = (0..<20).map { Float($0 == low || $0 == low.map { $0 + 1 } ? -1 : -3) }
            return TokenConfidences(
                logProbabilities: values, entropies: values.map { -$0 }, bestMeans: values, best: 4)
        }
        // Sixteen steady ones, then two that waver at their fifth token: windows of two tokens.
        let pool = try Pool(
            candidates: (0..<18).map { candidate($0 < 16 ? 0 : 1) },
            tokens: (0..<18).map { tokens($0 < 16 ? nil : 4) })
        let strategy = DeepConfOnline(isScaled: true)
        let outcome = try strategy.outcomeInStoredOrder(of: pool, options: SelectionOptions())
        #expect(outcome.right == 1 && outcome.tokens == 16 * 20 + 2 * 5 && outcome.flops == 2 * outcome.tokens)
    }

    @Test("the measures of a trace are those of its windows")
    func measures() throws {
        let values: [Float] = [-4, -2, -2, -6, -1, -1, -1, -1, -8, -4]
        let tokens = TokenConfidences(
            logProbabilities: values, entropies: values.map { -$0 / 2 }, bestMeans: values,
            wholeMeans: values.map { $0 - 1 }, best: 3, vocabulary: 8)
        func value(_ name: String) throws -> Double { try #require(TokenMeasure(name)).value(of: tokens) }
        // Longer windows than the trace are the trace.
        for name in ["deepconf-mean", "deepconf-tail", "deepconf-bottom", "deepconf-lowest"] {
            #expect(abs(try value(name) - 3) < 1e-12, "\(name)")
        }
        #expect(try value("deepconf-tail-scaled20%") == 6 && value("deepconf-lowest-scaled40%") == 1)
        #expect(try value("deepconf-bottom-scaled") == 1 && value("inverse-entropy") == 1 / 1.5)
        #expect(abs(try value("self-certainty") - (4 - 2.0794415416798357)) < 1e-12)
        #expect(TokenMeasure("deepconf-tail-scaled0%") == nil && TokenMeasure("deepconf-") == nil)
    }

    @Test("of best-of-m over resamples the chances sum to 1, and are counted out", arguments: 1...6)
    func resamples(number: Int) {
        for size in 1...4 {
            let weights = (1...number).map { MajorityOfBests.weight(rank: $0, of: number, size: size) }
            #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
            var best = [Int](repeating: 0, count: number)
            var total = 1
            for _ in 0..<size { total *= number }
            for draw in 0..<total {
                var (rest, least) = (draw, number - 1)
                for _ in 0..<size {
                    least = min(least, rest % number)
                    rest /= number
                }
                best[least] += 1
            }
            for (weight, count) in zip(weights, best) { #expect(abs(weight - Double(count) / Double(total)) < 1e-12) }
        }
    }

    @Test("a rare answer does not win by its score, however high")
    func rare() throws {
        let pool = try pool([(1, 3, 9)] + (0..<9).map { _ in (0, 3, 1) } + [(2, 3, 8), (2, 3, 7)])
        #expect(try outcome("judge-max", pool).right == 0)
        #expect(try outcome("judge-best-of-majority0.2", pool).right == 1)
        // Of the answers with a tenth of the votes, 2 has the highest score.
        #expect(try outcome("judge-best-of-majority", pool).right == 0)
    }

    @Test("all right, enough right and any right of k are counted over all subsets")
    func reliability() throws {
        let pool = try randomPool(seed: 77, size: 9, answers: 3)
        let right = pool.candidates.map { $0.answer != nil && $0.isRight }
        let reliability = Reliability(pool)
        for k in 1...9 {
            let counts = Reference.subsets(9, k).map { subset in subset.count { right[$0] } }
            func share(_ least: Int) -> Double { Double(counts.count { $0 >= least }) / Double(counts.count) }
            #expect(abs(reliability.allRight(of: k) - share(k)) < 1e-12)
            #expect(abs(reliability.atLeast(share: 0.5, of: k) - share((k + 1) / 2)) < 1e-12)
            #expect(abs(reliability.atLeast(share: 0, of: k) - share(1)) < 1e-12)
            let middle = (k + 1) / 2
            let mean = middle < k ? (middle + 1...k).reduce(0) { $0 + share($1) } * 2 / Double(k) : 0
            #expect(abs(reliability.mean(of: k) - mean) < 1e-12)
        }
    }
}
