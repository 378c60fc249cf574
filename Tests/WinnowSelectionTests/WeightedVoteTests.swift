import TestGuards
import Testing
import WinnowSelection

@Suite("Weighted majority")
struct WeightedVoteTests {
    @Test("Monte Carlo agrees with counting out all subsets within its standard error")
    func agreesWithEnumeration() throws {
        // C(14, k) ≤ 3,432: enumerated with 4,000 draws allowed, sampled with 300.
        var deviations: [Double] = []
        for seed in 0..<12 as Range<UInt64> {
            let pool = try randomPool(seed: 900 + seed, size: 14, answers: 4)
            let budgets = [4, 7, 10]
            let exact = try MajorityLogProbability().outcomes(
                for: pool, budgets: budgets, options: SelectionOptions(monteCarloDraws: 4_000))
            let sampled = try MajorityLogProbability().outcomes(
                for: pool, budgets: budgets, options: SelectionOptions(monteCarloDraws: 300))
            for (truth, estimate) in try pairs(exact, sampled) {
                #expect(truth.standardError == nil)
                let error = try #require(estimate.standardError)
                #expect(abs(estimate.right - truth.right) <= 4.5 * error + 1e-12)
                if error > 0 { deviations.append((estimate.right - truth.right) / error) }
            }
        }
        // Standardised errors have mean square 1: too small would mean an inflated standard error.
        let meanSquare = deviations.map { $0 * $0 }.reduce(0, +) / Double(deviations.count)
        #expect(deviations.count > 15)
        #expect(meanSquare > 0.3 && meanSquare < 2.5)
    }

    @Test("equal weights give the plain majority")
    func equalWeights() throws {
        let pool = try Pool(
            candidates: randomPool(seed: 77, size: 12, answers: 4).candidates.map { candidate in
                var candidate = candidate
                candidate.logProbability = -0.3 * Double(candidate.tokens)
                return candidate
            })
        let options = SelectionOptions(monteCarloDraws: 1_000)
        let budgets = Array(1...12)
        let weighted = try MajorityLogProbability().outcomes(for: pool, budgets: budgets, options: options)
        let plain = try Majority().outcomes(for: pool, budgets: budgets, options: options)
        for (one, other) in try pairs(weighted, plain) { #expect(abs(one.right - other.right) < 1e-12) }
    }

    @Test("the random subsets depend on the seed and the problem, and on nothing else")
    func seeds() throws {
        let candidates = try randomPool(seed: 5, size: 40, answers: 6).candidates
        func right(key: UInt64, seed: UInt64) throws -> Double {
            let pool = try Pool(candidates: candidates, key: key)
            let options = SelectionOptions(monteCarloDraws: 200, seed: seed)
            return try MajorityLogProbability().outcomes(for: pool, budgets: [10], options: options)[0].right
        }
        #expect(try right(key: 1, seed: 1) == right(key: 1, seed: 1))
        #expect(try right(key: 1, seed: 1) != right(key: 2, seed: 1))
        #expect(try right(key: 1, seed: 1) != right(key: 1, seed: 2))
    }
}
