import TestGuards
import Testing
import WinnowRandom

@testable import WinnowSelection

@Suite("Votes weighted by confidence")
struct ConfidenceVoteTests {
    private func curve(_ strategy: some Strategy, _ pool: Pool, temperature: Double = 1) throws -> [Outcome] {
        try strategy.outcomes(
            for: pool, budgets: [1, 3, 8, 14],
            options: SelectionOptions(monteCarloDraws: 4_000, confidenceTemperature: temperature))
    }

    @Test("at temperature 1 it is the vote weighted by the mean token probability")
    func one() throws {
        let pool = try randomPool(seed: 61, size: 14, answers: 4)
        let weighted = try curve(MajorityLogProbability(), pool)
        for (own, other) in try pairs(curve(ConfidenceVote(), pool), weighted) {
            #expect(abs(own.right - other.right) < 1e-12 && own.standardError == nil)
        }
    }

    @Test("a high temperature is the plain majority, a low one the most confident answer")
    func limits() throws {
        var random = CounterRandom(key: 62)
        var ranks = Array(0..<14)
        random.shuffle(&ranks)
        let pool = try Pool(
            candidates: ranks.map { rank in
                let answer = random.below(4)
                return Candidate(answer: answer, isRight: answer < 2, logProbability: -0.2 * Double(rank), tokens: 1)
            })
        for (own, other) in try pairs(curve(ConfidenceVote(), pool, temperature: 1e15), curve(Majority(), pool)) {
            #expect(abs(own.right - other.right) < 1e-12)
        }
        let most = try curve(BestLogProbability(), pool)
        for temperature in [0.01, 1e-9] {
            for (own, other) in try pairs(curve(ConfidenceVote(), pool, temperature: temperature), most) {
                #expect(abs(own.right - other.right) < 1e-12)
            }
        }
    }

    @Test("confidences that are tiny or missing make no votes of NaN")
    func extremes() throws {
        for missing in [Double.nan, -.infinity] {
            let pool = try Pool(candidates: [
                Candidate(answer: 0, isRight: true, logProbability: -1e6, tokens: 1),
                Candidate(answer: 1, isRight: false, logProbability: missing, tokens: 1),
            ])
            let options = SelectionOptions(confidenceTemperature: 0.01)
            let outcomes = try ConfidenceVote().outcomes(for: pool, budgets: [1, 2], options: options)
            #expect(outcomes.map(\.right) == [0.5, 1])
            let none = try Pool(candidates: [pool.candidates[1], pool.candidates[1]])
            #expect(try ConfidenceVote().outcomes(for: none, budgets: [2], options: options)[0].wrong == 1)
        }
    }

    @Test("discrimination counts the pairs of right and wrong samples, ties half")
    func discrimination() throws {
        for seed in 0..<30 as Range<UInt64> {
            let pool = try randomPool(seed: seed, size: 20, answers: 5)
            let answered = pool.candidates.filter { $0.answer != nil }
            let right = answered.filter(\.isRight)
            let wrong = answered.filter { !$0.isRight }
            var score = 0.0
            for one in right {
                for other in wrong {
                    let difference =
                        one.logProbability / Double(one.tokens) - other.logProbability / Double(other.tokens)
                    score += difference > 0 ? 1 : difference == 0 ? 0.5 : 0
                }
            }
            let pairs = Double(right.count * wrong.count)
            if pairs == 0 {
                #expect(pool.confidenceDiscrimination == nil)
            } else {
                #expect(abs((pool.confidenceDiscrimination ?? -1) - score / pairs) < 1e-12)
            }
        }
    }
}
