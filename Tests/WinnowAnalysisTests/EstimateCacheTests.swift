import TestGuards
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore
@testable import WinnowRuns

@Suite("Kept estimates and tables")
struct EstimateCacheTests {
    private func summaries(
        _ run: HandmadeRun, _ request: StrategyRequest = StrategyRequest(), saving: Bool = true
    ) async throws -> [RunSummary] {
        try await BudgetStudy(of: [run.stored], in: run.store, request, saving: saving) { _ in }.summaries
    }

    private func fields(_ csv: String) -> [[String]] {
        csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test("the long table has the header that scripts rely on, and a row for each strategy and budget")
    func header() async throws {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(6)
        let summaries = try await summaries(run, StrategyRequest(budgets: [1, 3, 6]))
        let rows = fields(try BudgetStudy(summaries).report.rendered(as: .csv))
        #expect(
            rows[0].joined(separator: ",")
                == "run,domain,model,problem_set,split,difficulty,strategy,guarantee,budget,right,right_low,right_high,"
                + "wrong,abstained,samples_spent,tokens_spent,flops_spent,verifier_calls,problems,pool_size,estimator,"
                + "ties,distinct_verifier_calls,scorer_calls,scorer_tokens,scorer_flops,verifications,"
                + "verifier,temperature")
        // All strategies without scores but one: there is no greedy run.
        let estimates = (Strategies.unscored.count - 1) * 3
        #expect(rows.count == 1 + estimates)
        #expect(try nonEmpty(rows).allSatisfy { $0.count == rows[0].count })
        #expect(try BudgetStudy(summaries).report.rendered(as: .json).components(of: "\"strategy\"") == estimates)
        #expect(
            try BudgetStudy(summaries).problemReport.rendered(as: .json).components(of: "\"strategy\"") == estimates * 6
        )
        #expect(fields(try BudgetStudy(summaries).problemReport.rendered(as: .csv)).count == 1 + estimates * 6)
    }

    @Test("intervals hold their estimate, and difficulties are thirds of the problems")
    func intervals() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 9)
        try run.appendMixedPools(6)
        let summary = try #require(try await summaries(run, StrategyRequest(byDifficulty: true)).first)
        for row in summary.rows {
            #expect(row.interval.low <= row.right + 1e-12 && row.right <= row.interval.high + 1e-12)
            #expect(row.problems == (row.difficulty == "all" ? 9 : 3))
        }
        #expect(Set(summary.rows.map(\.difficulty)) == ["all", "easy", "medium", "hard"])
        let all = summary.rows.filter { $0.strategy.name == "majority" && $0.budget == 4 }
        let mean = all.filter { $0.difficulty != "all" }.reduce(0) { $0 + $1.right } / 3
        #expect(abs(mean - (all.first { $0.difficulty == "all" }?.right ?? -1)) < 1e-12)
    }

    @Test("what is kept in the store equals the table, figure by figure")
    func cached() async throws {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(6)
        let summaries = try await summaries(run)
        let rows = fields(try BudgetStudy(summaries).report.rendered(as: .csv)).dropFirst()
        let estimates = try run.store.estimates(of: run.run, includingProblems: true)
        #expect(estimates.count == rows.count)
        for (row, estimate) in try pairs(rows, estimates) {
            #expect(row[5...8] == ["all", estimate.strategy, estimate.guarantee, "\(estimate.budget)"])
            #expect(Double(row[9]) == estimate.right)
            #expect(Double(row[10]) == estimate.rightLow)
            #expect(Double(row[11]) == estimate.rightHigh)
            #expect(Double(row[12]) == estimate.wrong)
            #expect(Double(row[13]) == estimate.abstained)
            #expect(Double(row[15]) == estimate.tokensSpent)
            #expect(estimate.byProblem.count == 6)
            let mean = estimate.byProblem.reduce(0) { $0 + $1.right } / 6
            #expect(abs(mean - estimate.right) < 1e-12)
        }
        let digest = try PoolDigest.sha256(of: run.run, in: run.store)
        #expect(Set(estimates.map(\.poolDigest)) == [digest])
    }

    @Test("estimating again gives the same figures and doubles nothing")
    func again() async throws {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(6)
        let first = try await summaries(run)
        let estimates = try run.store.estimates(of: run.run)
        let second = try await summaries(run)
        #expect(try BudgetStudy(first).report.rendered(as: .csv) == BudgetStudy(second).report.rendered(as: .csv))
        #expect(try run.store.estimates(of: run.run) == estimates)
    }

    @Test("kept estimates vanish when the run grows, and figures of an older pool are not kept")
    func stale() async throws {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(4)
        let old = try await summaries(run)
        #expect(try !run.store.estimates(of: run.run).isEmpty)
        try run.append([.right], to: 0, from: 4)
        #expect(try run.store.estimates(of: run.run).isEmpty)
        #expect(throws: ExperimentError.self) { try old[0].save(in: run.store) }
        #expect(try run.store.estimates(of: run.run).isEmpty)
    }

    @Test("a part of a run is summarised as if it were all there is, and not kept")
    func extent() async throws {
        let (run, part) = (try HandmadeRun(in: .inMemory()), try HandmadeRun(in: .inMemory(), problems: 4))
        for mixed in [run, part] { try mixed.appendMixedPools(6) }
        for problem in 0..<4 { try run.append([.right, .wrong], to: problem, from: 6) }
        let pools = try RunPools(run.stored, in: run.store, extent: RunPools.Extent(problems: 4, samples: 6))
        let (own, expected) = (
            try await pools.columns(EstimationRequest(budgets: [1, 3, 6])),
            try await part.pools.columns(EstimationRequest(budgets: [1, 3, 6]))
        )
        #expect(own.map(\.outcomes) == expected.map(\.outcomes))
        try RunSummary(pools, EstimationRequest(budgets: [1, 3, 6]), columns: own).save(in: run.store)
        #expect(try run.store.estimates(of: run.run).isEmpty)
    }

    @Test("looking keeps nothing")
    func unsaved() async throws {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(4)
        _ = try await summaries(run, saving: false)
        #expect(try run.store.estimates(of: run.run).isEmpty)
    }

    @Test("every format of the table for people names strategies, budgets and rates", arguments: TableFormat.allCases)
    func formats(format: TableFormat) async throws {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(6)
        let text = try BudgetStudy(try await summaries(run)).report.rendered(as: format)
        for strategy in ["single", "majority-trace-legal", "verifier-majority", "oracle"] {
            #expect(text.contains(strategy))
        }
        if format == .markdown {
            #expect(text.contains("k = 4") && text.contains("6 problems × 6 candidates"))
            #expect(text.contains("truncated") && text.contains("without a parsable answer"))
            #expect(text.contains("sound (answer key)") && text.contains("By construction"))
        }
    }

    @Test("runs are asked for by number; all sampled runs without one")
    func selection() throws {
        let store = try Store.inMemory()
        #expect(throws: ExperimentError.self) { try RunChoice.runs([] as [Int64], in: store) }
        let sampled = try HandmadeRun(in: store)
        #expect(throws: ExperimentError.self) { try RunChoice.runs([] as [Int64], in: store) }
        try sampled.append([.right], to: 0)
        let greedy = try HandmadeRun(in: store, temperature: 0)
        try greedy.append([.right], to: 0)
        #expect(try RunChoice.runs([] as [Int64], in: store).map(\.id) == [sampled.run])
        let error = #expect(throws: ExperimentError.self) { try RunChoice.runs([greedy.run.value], in: store) }
        #expect(error?.hint.contains("name run \(sampled.run)") == true)
        #expect(try RunChoice.runs([greedy.run.value], in: store, allowing: [.greedy]).map(\.id) == [greedy.run])
        #expect(throws: ExperimentError.self) { try RunChoice.runs([99] as [Int64], in: store) }
    }
}

extension String {
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
