import TestGuards
import Testing
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Stopping early and sharing a budget, on runs")
struct StoppingStudyTests {
    private func unanimous(_ samples: Int = 12) throws -> RunPools {
        let run = try HandmadeRun(in: .inMemory(), problems: 3)
        for problem in 0..<3 {
            try run.append([HandmadeRun.Kind](repeating: problem < 2 ? .right : .wrong, count: samples), to: problem)
        }
        return try run.pools
    }

    private func mixed(_ samples: Int = 20) throws -> RunPools {
        let run = try HandmadeRun(in: .inMemory(), problems: 9)
        try run.appendMixedPools(samples)
        return try run.pools
    }

    @Test("unanimous pools cost what each rule needs to see, and nothing of the right answers")
    func savings() async throws {
        let study = try await EarlyStopping(unanimous(), StoppingRequest())
        #expect(study.cap == 12)
        #expect(study.rows.map(\.rule) == AdaptiveVote.all.map(\.name))
        for (row, samples) in try pairs(study.rows, [4, 4, 4, 2, 5, 2, 7, 2]) {
            #expect(row.samples == Double(samples) && row.quantiles == [samples, samples, samples])
            #expect(abs(row.right - 2.0 / 3) < 1e-12 && row.standardError == 0 && row.atCap == 0)
            #expect(row.gain.difference == 0 && row.gainAtEqualCost.difference == 0)
            #expect(row.tokens < study.tokens)
        }
        let capped = try await EarlyStopping(unanimous(), StoppingRequest(rules: ["esc"], cap: 3))
        #expect(capped.rows.map(\.atCap) == [1])
    }

    @Test("equal cost is the majority of the mean samples, mixed between its two neighbours")
    func equalCost() async throws {
        let pools = try mixed()
        let row = try #require(
            try await EarlyStopping(pools, StoppingRequest(rules: ["adaptive-beta"], cap: 15, permutations: 50)).rows
                .first)
        let fewer = Int(row.samples)
        #expect(row.samples > Double(fewer) && fewer < 15)
        let columns = try await pools.columns(
            EstimationRequest(strategies: [Majority()], budgets: [fewer, fewer + 1, 15]))
        let share = row.samples - Double(fewer)
        let levels = columns.map { mean(of: $0.right) }
        #expect(abs(row.majorityAtEqualCost - levels[0] * (1 - share) - levels[1] * share) < 1e-12)
        #expect(abs(row.gainAtEqualCost.difference - (row.right - row.majorityAtEqualCost)) < 1e-12)
        #expect(abs(row.gain.difference - (row.right - levels[2])) < 1e-12)
        // The table's row of the strategy is the same replay.
        let strategy = try await pools.columns(
            EstimationRequest(
                strategies: [AdaptiveVote.beta], budgets: [15], options: SelectionOptions(permutations: 50)))
        #expect(abs(mean(of: strategy[0].right) - row.right) < 1e-12)
    }

    @Test("what cannot be replayed is refused with the numbers and a way out")
    func refusals() async throws {
        let pools = try unanimous()
        func problem(_ request: StoppingRequest) async -> String {
            let error = await #expect(throws: ExperimentError.self) { try await EarlyStopping(pools, request) }
            return error?.description ?? ""
        }
        #expect(await problem(StoppingRequest(rules: ["adaptive-gamma"])).contains("adaptive-beta"))
        #expect(await problem(StoppingRequest(cap: 13)).contains("--cap 13 is not in 1...12"))
        #expect(await problem(StoppingRequest(cap: 0)).contains("--cap 0"))
        let gap = try HandmadeRun(in: .inMemory(), problems: 3)
        try gap.append([.right, .wrong], to: 0)
        try gap.append([.right, .wrong], to: 2)
        let error = await #expect(throws: ExperimentError.self) {
            try await EarlyStopping(gap.pools, StoppingRequest())
        }
        #expect(error?.problem.contains("1 of the first 3 problems") == true)
        for budgets in [[], [0], [21], [8, 1]] {
            await #expect(throws: ExperimentError.self) {
                try await Allocation(mixed(), AllocationRequest(meanBudgets: budgets))
            }
        }
    }

    @Test("equal shares of a budget are the majority, and the other policies are paired with them")
    func allocation() async throws {
        let pools = try mixed()
        let study = try await Allocation(pools, AllocationRequest(meanBudgets: [8, 4], permutations: 300))
        #expect(study.rows.map(\.meanBudget) == [4, 4, 4, 8, 8, 8])
        #expect(study.rows.prefix(3).map(\.policy) == AllocationPolicy.allCases)
        let majority = try await pools.columns(EstimationRequest(strategies: [Majority()], budgets: [4, 8]))
        for (row, column) in try pairs([study.rows[0], study.rows[3]], majority) {
            #expect(abs(row.right - mean(of: column.right)) < 4 * row.standardError)
            #expect(row.gain == nil && row.quantiles == [Int](repeating: row.meanBudget, count: 4))
        }
        for row in study.rows where row.policy != .uniform {
            let uniform = try #require(study.rows.first { $0.meanBudget == row.meanBudget })
            #expect(abs((row.gain?.difference ?? 1) - (row.right - uniform.right)) < 1e-12)
        }
        // Without equal shares in the table the difference is still to them.
        let alone = try await Allocation(
            pools, AllocationRequest(policies: [.bandit], meanBudgets: [8], permutations: 300))
        #expect(alone.rows.count == 1 && alone.rows[0].right == study.rows[5].right)
        #expect(alone.rows[0].gain?.difference == study.rows[5].gain?.difference)
        let all = try await Allocation(pools, AllocationRequest(meanBudgets: [20], permutations: 3))
        #expect(try nonEmpty(all.rows).allSatisfy { $0.exhausted == 9 && $0.standardError < 1e-12 })
    }
}
