import TestGuards
import Testing
import WinnowSelection

@Suite("Spending and its price")
struct SpendingTests {
    @Test("remembered verdicts are asked once per distinct answer: two of three rejected candidates share one")
    func remembered() throws {
        // Rejected: x, x, y; accepted: z. At k = 4 the stop is the draw of z; x is seen with probability 2/3, y with 1/2.
        let pool = try Pool(candidates: [
            Candidate(answer: 0, isRight: false, isAccepted: false),
            Candidate(answer: 0, isRight: false, isAccepted: false),
            Candidate(answer: 1, isRight: false, isAccepted: false),
            Candidate(answer: 2, isRight: true, isAccepted: true),
        ])
        let spent = try FirstAccepted().outcomes(for: pool, budgets: [1, 2, 4]).map(\.spent)
        let expected = [1, 1 + 0.75 - 1.0 / 6, 1 + 2.0 / 3 + 0.5]
        for (value, expected) in try pairs(spent.map(\.distinctVerifierCalls), expected) {
            #expect(abs(value - expected) < 1e-12)
        }
        #expect(abs(spent[2].verifierCalls - 2.5) < 1e-12)
    }

    @Test("there are never more distinct answers than calls, and as many while every answer is new")
    func bounds() throws {
        for seed in 0..<40 as Range<UInt64> {
            for answers in [3, 500] {
                let pool = try randomPool(seed: 700 + seed, size: 12, answers: answers)
                for outcome in try FirstAccepted().outcomes(for: pool, budgets: Array(1...12)) {
                    #expect(outcome.distinctVerifierCalls <= outcome.verifierCalls + 1e-12)
                    let distinct = Set(pool.candidates.compactMap(\.answer)).count
                    #expect(outcome.distinctVerifierCalls <= Double(distinct) + 1e-12)
                    if distinct == pool.candidates.count(where: { $0.answer != nil }) {
                        #expect(abs(outcome.distinctVerifierCalls - outcome.verifierCalls) < 1e-12)
                    }
                }
            }
        }
    }

    @Test("a price is linear in tokens, calls and FLOPs")
    func price() {
        let spent = Spending(samples: 3, tokens: 100, flops: 1e6, verifierCalls: 4, distinctVerifierCalls: 2)
        let price = Price(token: 1, call: 50, distinctCall: 25, flop: 1e-4)
        #expect(price.total(of: spent) == 100 + 200 + 50 + 100)
        let axes: [Axis] = [.samples, .tokens, .flops, .calls, .distinctCalls, .price(Price(call: 2))]
        #expect(axes.map { $0.amount(of: spent) } == [3, 100, 1e6, 4, 2, 8])
    }

    @Test("without word on distinct answers every call is paid")
    func unremembered() {
        #expect(Spending(verifierCalls: 7).distinctVerifierCalls == 7)
    }
}
