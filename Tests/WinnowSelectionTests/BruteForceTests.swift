import TestGuards
import Testing
import WinnowSelection

@Suite("Brute force")
struct BruteForceTests {
    static let cases = (Strategies.all.map(\.name) + Reference.otherRules).flatMap { name in
        TieRule.allCases.map { (name, $0) }
    }

    @Test("every strategy, tie rule and blank policy equals the average over all draws", arguments: cases)
    func averages(name: String, ties: TieRule) throws {
        let strategy = try #require(Strategies.named(name))
        for seed in 0..<16 as Range<UInt64> {
            let pool = try randomPool(seed: seed)
            let budgets = Array(1...pool.candidates.count)
            for blanks in BlankPolicy.allCases {
                let options = SelectionOptions(ties: ties, blanks: blanks)
                let outcomes = try strategy.outcomes(for: pool, budgets: budgets, options: options)
                for (budget, outcome) in try pairs(budgets, outcomes) {
                    let expected = Reference.expectation(name, pool, k: budget, ties: ties, blanks: blanks)
                    expect(outcome, equals: expected, "seed \(seed), k \(budget), \(blanks)")
                }
            }
        }
    }

    @Test("the prefix estimator is the outcome on the first k in stored order", arguments: cases)
    func prefixes(name: String, ties: TieRule) throws {
        let strategy = try #require(Strategies.named(name))
        for seed in 100..<108 as Range<UInt64> {
            let pool = try randomPool(seed: seed, size: 7)
            for blanks in BlankPolicy.allCases {
                let options = SelectionOptions(estimator: .prefix, ties: ties, blanks: blanks)
                let outcomes = try strategy.outcomes(for: pool, budgets: Array(1...7), options: options)
                for (budget, outcome) in zip(1..., outcomes) {
                    let expected = Reference.outcome(name, Array(0..<budget), pool, ties: ties, blanks: blanks)
                    expect(outcome, equals: expected, "seed \(seed), k \(budget), \(blanks)")
                }
            }
        }
    }

    @Test("plurality agrees with all subsets of pools of 10, with several right answers", arguments: TieRule.allCases)
    func largerPools(ties: TieRule) throws {
        for seed in 0..<3 as Range<UInt64> {
            let pool = try randomPool(seed: 1000 + seed, size: 10, answers: 5)
            let budgets = Array(1...10)
            for name in ["majority", "majority-trace-legal", "accepted-vote-majority"] {
                let strategy = try #require(Strategies.named(name))
                let outcomes = try strategy.outcomes(for: pool, budgets: budgets, options: SelectionOptions(ties: ties))
                for (budget, outcome) in try pairs(budgets, outcomes) {
                    let expected = Reference.expectation(name, pool, k: budget, ties: ties, blanks: .drop)
                    expect(outcome, equals: expected, "\(name), seed \(seed), k \(budget)")
                }
            }
        }
    }

    private func expect(_ outcome: Outcome, equals expected: Reference.Result, _ place: String) {
        let pairs = [
            ("right", outcome.right, expected.right), ("wrong", outcome.wrong, expected.wrong),
            ("abstained", outcome.abstained, expected.abstained), ("samples", outcome.samples, expected.samples),
            ("tokens", outcome.tokens, expected.tokens), ("flops", outcome.flops, expected.flops),
            ("calls", outcome.verifierCalls, expected.calls),
            ("distinct calls", outcome.distinctVerifierCalls, expected.distinctCalls),
        ]
        for (part, value, reference) in pairs {
            #expect(abs(value - reference) < 1e-12, "\(part) at \(place): \(value) instead of \(reference)")
        }
        #expect(outcome.standardError == nil, "small pools are counted out, at \(place)")
    }
}
