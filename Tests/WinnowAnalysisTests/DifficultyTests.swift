import Testing
import WinnowRandom
import WinnowSelection
import WinnowStatistics

@testable import WinnowAnalysis

@Suite("Difficulty bins and the choice in them")
struct DifficultyTests {
    @Test("quintiles of different rates have a fifth each, the highest rates first")
    func quintiles() {
        let rates = (0..<20).map { Double($0) / 20 }
        #expect(HalvedRun.bins(of: rates) == (0..<20).map { 4 - $0 / 4 })
        #expect(HalvedRun.bins(of: rates.reversed()) == (0..<20).map { $0 / 4 })
    }

    @Test("problems of equal rate share the bin of their middle rank")
    func ties() {
        #expect(HalvedRun.bins(of: [0.5, 0.5, 0.5, 0.5]) == [2, 2, 2, 2])
        // Ranks 1 of 10 above, and nine that share the middle of the rest.
        #expect(HalvedRun.bins(of: [1] + [Double](repeating: 0, count: 9)) == [0] + [Int](repeating: 2, count: 9))
        #expect(HalvedRun.bins(of: [1, 1, 1, 1, 0, 0, 0, 0]) == [1, 1, 1, 1, 3, 3, 3, 3])
        #expect(HalvedRun.bins(of: [0.3]) == [2])
    }

    @Test("a problem's bin comes from one half and its score from the other")
    func halves() async throws {
        // Candidates of even index are right on problem 0 and wrong on problem 1; those of odd index the reverse.
        let pools = try [
            DiagnosisTests.pool([0, 1, 0, 1, 0, 1], key: 1), DiagnosisTests.pool([1, 0, 1, 0, 1, 0], key: 2),
        ]
        let run = try await HalvedRun(pools, size: 6, strategies: [Single()]) { _ in }
        #expect(run.budgets == [1, 2, 3] && run.items.count == 4)
        for item in run.items {
            // Whoever looks easy on one half is always wrong on the other.
            #expect(item.right[0] == (item.bin < 2 ? [0, 0, 0] : [1, 1, 1]))
        }
    }

    @Test("the mean over all items is the mean accuracy of the pools")
    func means() async throws {
        var random = CounterRandom(key: 4)
        let pools = try (0..<30).map { index in
            try DiagnosisTests.pool((0..<8).map { _ in random.below(1 + index % 5) }, key: UInt64(index))
        }
        let run = try await HalvedRun(pools, size: 8, strategies: [Single(), Majority()]) { _ in }
        let accuracy = pools.map { pool in Double(pool.candidates.count { $0.isRight }) / 8 }
        #expect(abs(mean(of: run.items.map { $0.right[0][0] }) - mean(of: accuracy)) < 1e-12)
    }

    /// One item per problem and strategy values, at one budget.
    private func items(_ rows: [(bin: Int, right: [Double])]) -> [HalvedRun.Item] {
        rows.enumerated().map { HalvedRun.Item(problem: $0, bin: $1.bin, right: $1.right.map { [$0] }) }
    }

    @Test("strategies that are best in different bins are found, and without noise nothing is optimistic")
    func planted() {
        var random = CounterRandom(key: 8)
        let choice = ComputeOptimalChoice(
            items((0..<40).map { $0 % 2 == 0 ? (bin: 0, right: [0.9, 0.7]) : (bin: 4, right: [0.1, 0.2]) }),
            budget: 0, folds: ComputeOptimalChoice.folds((0..<40).map { _ in random.next() }))
        #expect(choice.choices == [0, nil, nil, nil, 1] && choice.single == 0)
        #expect(abs(mean(of: choice.crossFitted) - (0.9 + 0.2) / 2) < 1e-12)
        #expect(abs(mean(of: choice.bestSingle) - (0.9 + 0.1) / 2) < 1e-12)
        #expect(choice.inSample == choice.crossFitted)
    }

    @Test("choosing on the scored problems is never worse there, and among equal strategies it is all optimism")
    func optimism() {
        var (gains, optimisms) = ([Double](), [Double]())
        for seed in 0..<60 as Range<UInt64> {
            var random = CounterRandom(key: StableHash("optimism").value, stream: seed)
            let rows = (0..<50).map { _ in (bin: random.below(5), right: (0..<6).map { _ in random.uniform() }) }
            let folds = ComputeOptimalChoice.folds((0..<50).map { _ in random.next() })
            #expect(folds.count { $0 == 0 } == 25)
            let choice = ComputeOptimalChoice(items(rows), budget: 0, folds: folds)
            #expect(mean(of: choice.inSample) >= mean(of: choice.crossFitted) - 1e-12)
            optimisms.append(mean(of: choice.inSample) - mean(of: choice.crossFitted))
            gains.append(mean(of: choice.crossFitted) - 0.5)
        }
        // Cross-fitted, the best of equal strategies is worth their common mean.
        #expect(abs(mean(of: gains)) < 4 * standardDeviation(of: gains) / 60.0.squareRoot())
        #expect(mean(of: optimisms) > 0.05)
    }

    @Test("a bin that the other fold does not have takes that fold's best strategy for all")
    func emptyBin() {
        let choice = ComputeOptimalChoice(
            items([(0, [0.2, 0.8]), (0, [0.3, 0.6]), (3, [0.9, 0.1]), (0, [0.1, 0.9])]), budget: 0,
            folds: [0, 1, 0, 1])
        #expect(choice.choices[3] == 0 && choice.inSample[2] == 0.9)
        #expect(choice.crossFitted[2] == 0.1)
    }
}
