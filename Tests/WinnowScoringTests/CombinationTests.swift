import Glibc
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowScoring

@Suite("Several verifiers combined")
struct CombinationTests {
    /// Votes of verifiers that err independently at these rates.
    static func votes(
        _ count: Int, balance: Double, truePositives: [Double], falsePositives: [Double], seed: UInt64
    ) -> (votes: [[Bool]], outcomes: [Bool]) {
        var random = CounterRandom(key: seed)
        var (votes, outcomes) = ([[Bool]](), [Bool]())
        for _ in 0..<count {
            let isRight = random.uniform() < balance
            outcomes.append(isRight)
            votes.append(
                truePositives.indices.map { random.uniform() < (isRight ? truePositives[$0] : falsePositives[$0]) })
        }
        return (votes, outcomes)
    }

    @Test("rates of verifiers that err independently are told from their agreement within 3 points, without a label")
    func rates() throws {
        let (trues, falses) = ([0.9, 0.8, 0.7, 0.85], [0.2, 0.3, 0.1, 0.4])
        let drawn = Self.votes(200_000, balance: 0.4, truePositives: trues, falsePositives: falses, seed: 5)
        let told = try #require(UnsupervisedCombination(votes: drawn.votes, balance: 0.4))
        for (rate, expected) in try pairs(told.truePositives + told.falsePositives, trues + falses) {
            #expect(abs(rate - expected) < 0.03)
        }
    }

    @Test("the probability is that of Bayes' rule for the told rates, as enumerated over both outcomes")
    func posterior() throws {
        let drawn = Self.votes(
            5_000, balance: 0.3, truePositives: [0.9, 0.8, 0.6], falsePositives: [0.1, 0.3, 0.2], seed: 6)
        let told = try #require(UnsupervisedCombination(votes: drawn.votes, balance: 0.3))
        for bits in 0..<8 {
            let votes = (0..<3).map { bits >> $0 & 1 == 1 }
            func likelihood(_ rates: [Double]) -> Double {
                zip(votes, rates).reduce(1) { $0 * ($1.0 ? $1.1 : 1 - $1.1) }
            }
            let (right, wrong) = (0.3 * likelihood(told.truePositives), 0.7 * likelihood(told.falsePositives))
            #expect(abs(told.probability(votes) - right / (right + wrong)) < 1e-12)
        }
    }

    @Test("two verifiers, verifiers that never vary, and an impossible balance tell nothing")
    func nothing() {
        let two = [[true, false], [false, true], [true, true]]
        #expect(UnsupervisedCombination(votes: two, balance: 0.5) == nil)
        let constant = [[true, true, false], [true, false, true], [true, true, true]]
        #expect(UnsupervisedCombination(votes: constant, balance: 0.5) == nil)
        #expect(UnsupervisedCombination(votes: [[true, false, true], [false, true, true]], balance: 1) == nil)
    }

    @Test("rules count as their names say, and a threshold accepts the share that is right")
    func counting() throws {
        let rows = [[0.9, 0.2, 0.8], [0.7, 0.9, 0.1], [0.1, 0.1, 0.3], [0.3, 0.4, 0.2]]
        let combination = VerifierCombination(
            names: ["a", "b", "c"], rows: rows, outcomes: [true, true, false, false])
        #expect(combination.thresholds == [0.7, 0.4, 0.3])
        #expect(rows.map { combination.value(of: $0, by: .atLeast(1)) } == [1, 1, 1, 1])
        #expect(rows.map { combination.value(of: $0, by: .atLeast(2)) } == [1, 1, 0, 0])
        #expect(rows.map { combination.value(of: $0, by: .all) } == [0, 0, 0, 0])
        #expect(
            CombinationRule.rules(for: 3).map { $0.name(of: 3) } == [
                "combined-stacked", "combined-unsupervised", "combined-any", "combined-2-of-3", "combined-all",
            ])
        #expect(
            CombinationRule.rules(for: 2).map { $0.name(of: 2) } == [
                "combined-stacked", "combined-any", "combined-all",
            ])
    }

    @Test("the stacked rule is at least as good as the best single one where errors are independent")
    func stacking() throws {
        var random = CounterRandom(key: 9)
        var (rows, outcomes) = ([[Double]](), [Bool]())
        for _ in 0..<4_000 {
            let isRight = random.uniform() < 0.5
            outcomes.append(isRight)
            rows.append(
                (0..<3).map { verifier in
                    1 / (1 + exp(-(random.standardNormal() + (isRight ? 0.5 : -0.5) * Double(verifier + 1))))
                })
        }
        let combination = VerifierCombination(
            names: ["a", "b", "c"], rows: Array(rows.prefix(2_000)), outcomes: Array(outcomes.prefix(2_000)))
        func errors(_ accepts: ([Double]) -> Bool) -> Int {
            zip(rows, outcomes).dropFirst(2_000).count { accepts($0) != $1 }
        }
        let stacked = errors { (combination.value(of: $0, by: .stacked) ?? 0) >= 0.5 }
        let single = errors { $0[2] >= 0.5 }
        #expect(stacked < single)
    }
}
