import TestGuards
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Estimates of a run")
struct EstimationTests {
    private func mixed(_ samples: Int = 12, problems: Int = 6) throws -> HandmadeRun {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, problems: problems)
        try run.appendMixedPools(samples)
        let greedy = try HandmadeRun(in: store, temperature: 0, problems: problems)
        for problem in 0..<problems { try greedy.append([problem.isMultiple(of: 2) ? .right : .wrong], to: problem) }
        return run
    }

    private func columns(
        _ run: HandmadeRun, _ budgets: [Int], options: SelectionOptions = SelectionOptions()
    ) async throws -> [StrategyOutcomes] {
        try await run.pools.columns(EstimationRequest(budgets: budgets, options: options))
    }

    @Test(
        "budgets go 1, 2, 4 … and end with the pool's size",
        arguments: [(1, [1]), (8, [1, 2, 4, 8]), (12, [1, 2, 4, 8, 12])])
    func powers(size: Int, budgets: [Int]) {
        #expect(EstimationRequest.powersOfTwo(upTo: size) == budgets)
    }

    @Test("every strategy at every budget is right, wrong or abstains, on every problem")
    func partition() async throws {
        for estimator in SelectionOptions.Estimator.allCases {
            let columns = try await columns(
                try mixed(), [1, 2, 5, 12], options: SelectionOptions(estimator: estimator))
            #expect(columns.count == Strategies.unscored.count * 4)
            for outcome in columns.flatMap(\.outcomes) {
                #expect(abs(outcome.right + outcome.wrong + outcome.abstained - 1) < 1e-12)
                #expect(min(outcome.right, outcome.wrong, outcome.abstained) >= -1e-12)
            }
        }
    }

    @Test("with one candidate every vote and score is a single sample")
    func identitiesAtOne() async throws {
        let columns = try await columns(try mixed(), [1])
        let single = try #require(columns.first { $0.strategy.name == "single" })
        for name in [
            "majority", "best-logprob", "shortest-trace", "majority-trace-legal", "majority-logprob",
            "verifier-majority", "accepted-vote-majority",
        ] {
            let column = try #require(columns.first { $0.strategy.name == name })
            // majority-logprob is drawn at random where it is not exact.
            for (own, expected) in try pairs(column.outcomes, single.outcomes) {
                #expect(abs(own.right - expected.right) <= 1e-12 + 5 * (own.standardError ?? 0), "\(name)")
            }
        }
        let verifier = try #require(columns.first { $0.strategy.name == "verifier" })
        for (own, expected) in try pairs(verifier.outcomes, single.outcomes) {
            #expect(abs(own.right - expected.right) < 1e-12)
            #expect(own.wrong < 1e-12)
        }
    }

    @Test("a single sample is right as often as the pool is")
    func passAt1() async throws {
        let run = try mixed()
        let columns = try await columns(run, [1])
        let shares = try run.pools.entries.map { entry in
            Double(entry.pool.candidates.count(where: \.isRight)) / Double(entry.pool.candidates.count)
        }
        for (own, share) in try pairs(columns[0].right, shares) { #expect(abs(own - share) < 1e-12) }
    }

    @Test("a sound and complete verifier's row is the oracle's, and says so", arguments: [1, 3, 12])
    func verifierIsOracle(budget: Int) async throws {
        let run = try mixed()
        let pools = try run.pools
        #expect(pools.verifier.sound && pools.verifier.complete)
        let request = EstimationRequest(budgets: [budget])
        let columns = try await pools.columns(request)
        func right(_ name: String) throws -> [Double] { try #require(columns.first { $0.strategy.name == name }).right }
        for (own, oracle) in try pairs(right("verifier"), right("oracle")) { #expect(abs(own - oracle) < 1e-12) }
        // Where no answer is accepted none is right, so the fallback gains nothing.
        for (own, oracle) in try pairs(right("verifier-majority"), right("oracle")) {
            #expect(abs(own - oracle) < 1e-12)
        }
        let rows = RunSummary(pools, request, columns: columns).rows
        #expect(rows.first { $0.strategy.name == "verifier" }?.byConstruction?.hasPrefix("= oracle") == true)
        #expect(rows.first { $0.strategy.name == "verifier-majority" }?.byConstruction != nil)
        #expect(rows.first { $0.strategy.name == "oracle" }?.byConstruction == nil)
    }

    @Test("more samples never hurt coverage")
    func monotone() async throws {
        let columns = try await columns(try mixed(), Array(1...12)).filter { $0.strategy.name == "oracle" }
        for (fewer, more) in zip(columns, columns.dropFirst()) {
            #expect(try pairs(fewer.right, more.right).allSatisfy { $0 <= $1 + 1e-12 })
        }
    }

    @Test("a budget beyond the pool is refused with the numbers and a way out")
    func tooLarge() async throws {
        let run = try mixed(4)
        try run.append([.right, .right], to: 0, from: 4)
        let error = await #expect(throws: ExperimentError.self) { try await columns(run, [2, 5]) }
        let text = error?.description ?? ""
        #expect(text.contains("budget 5") && text.contains("5 of 6 problems") && text.contains("the fewest 4"))
        #expect(text.contains("--allow-ragged"))
        await #expect(throws: ExperimentError.self) { try await columns(run, [0, 2]) }
        await #expect(throws: ExperimentError.self) { try await columns(run, []) }
    }

    @Test("a ragged pool drops the problems that are too short and counts those that are left")
    func ragged() async throws {
        let run = try mixed(4)
        try run.append([.right, .wrong], to: 0, from: 4)
        try run.append([.wrong], to: 3, from: 4)
        let pools = try run.pools
        let request = EstimationRequest(strategies: [Majority()], budgets: [4, 5, 6], allowsRagged: true)
        let columns = try await pools.columns(request)
        #expect(columns.map { $0.problems.map(\.record.position) } == [[1, 2, 3, 4, 5, 6], [1, 4], [1]])
        let summary = RunSummary(pools, request, columns: columns)
        #expect(summary.rows.map(\.problems) == [6, 2, 1])
        let markdown = summary.budgetTables[0].rendered(as: .markdown)
        for text in ["k = 4, n = 6", "k = 5, n = 2", "k = 6, n = 1"] { #expect(markdown.contains(text)) }
        await #expect(throws: ExperimentError.self) {
            try await pools.columns(EstimationRequest(budgets: [7], allowsRagged: true))
        }
    }

    @Test("strategies that a run has no data for are left out, and an error when nothing else was asked for")
    func unusable() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 2, style: .answerOnly)
        try run.appendMixedPools(3)
        let both = EstimationRequest(strategies: [ShortestTrace(), Majority()], budgets: [2])
        #expect(try await run.pools.columns(both).map(\.strategy.name) == ["majority"])
        let error = await #expect(throws: ExperimentError.self) {
            try await run.pools.columns(EstimationRequest(strategies: [ShortestTrace(), Greedy()], budgets: [2]))
        }
        #expect(error?.problem.contains("shortest-trace") == true)
    }
}
