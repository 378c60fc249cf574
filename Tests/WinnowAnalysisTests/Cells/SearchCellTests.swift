import TestGuards
import Testing
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of a guided search's costs")
struct SearchCellTests {
    /// What the groups of a problem cost: no two alike, and not what their candidates would.
    private static func cost(_ problem: Int, _ group: Int) -> (calls: Int, tokens: Int, flops: Double, guide: Double) {
        let tokens = 50 + 7 * problem + 31 * group
        return (tokens / 5, tokens, 1_100 * Double(tokens) + 13, 17 * Double(tokens) + 5)
    }

    private func run() throws -> LopsidedRun {
        let settings = SearchSettings(
            method: .dvts, beams: nil, rules: SearchRules(width: 3, reduction: .last, steps: 4),
            guide: "prm-policy-value", guideSHA256: "9d")
        let run = try LopsidedRun(in: Store.inMemory(), search: settings)
        let guide = try run.store.findOrInsert(
            ToolRecord(kind: .scorer, name: SearchCost.guideTool, version: 1, sha256: "9d"))
        let problems = try run.store.problems(in: run.stored.record.problemSet).sorted {
            $0.record.position < $1.record.position
        }
        let calls = problems.enumerated().flatMap { place, problem in
            (0..<2).flatMap { group -> [CallRecord] in
                let cost = Self.cost(place, group)
                return [
                    CallRecord(
                        problem: problem.id, sampleIndex: 3 * group, purpose: .generate, calls: cost.calls,
                        tokensIn: 1, tokensOut: cost.tokens, flops: cost.flops),
                    CallRecord(
                        problem: problem.id, sampleIndex: 3 * group, purpose: .guide, tool: guide, calls: cost.calls,
                        flops: cost.guide),
                ]
            }
        }
        try run.store.append(CandidateBatch(calls: [run.run: calls]))
        try run.score(SearchCost.guideTool)
        return run
    }

    @Test("one group and both, in the mean over disjoint groups; all of the search is paid")
    func table() async throws {
        let run = try run()
        let strategies = ["majority", "best-logprob", "search-guide-max", "oracle"]
        func choose(_ strategy: String, _ items: ArraySlice<LopsidedPool.Item>) -> [LopsidedPool.Item] {
            let answered = items.filter { $0.answer != nil }
            switch strategy {
            case "majority":
                let votes = Dictionary(grouping: answered) { $0.answer ?? "" }
                let most = votes.values.map(\.count).max()
                return votes.values.filter { $0.count == most }.map { $0[0] }
            case "oracle": return Array(answered.filter(\.isRight).prefix(1))
            case "best-logprob":
                return answered.max { $0.logProbability < $1.logProbability }.map { [$0] } ?? []
            default: return answered.max { $0.scores[0] < $1.scores[0] }.map { [$0] } ?? []
            }
        }
        let rows = strategies.flatMap { strategy in
            [3, 6].map { budget -> ExpectedRow in
                let blocks = budget == 3 ? [0..<3, 3..<6] : [0..<6]
                func mean(_ value: (Int, Range<Int>) -> Double) -> [Double] {
                    run.problems.indices.map { problem in average(blocks.map { value(problem, $0) }) }
                }
                func groups(_ block: Range<Int>) -> Range<Int> { block.lowerBound / 3..<block.upperBound / 3 }
                func sum(_ value: @escaping (Int, Int) -> Double) -> ExpectedCell {
                    .number(
                        average(mean { problem, block in groups(block).reduce(0) { $0 + value(problem, $1) } }))
                }
                let right = mean { problem, block in
                    let picks = choose(strategy, run.problems[problem].items[block])
                    return picks.isEmpty ? 0 : Double(picks.count(where: \.isRight)) / Double(picks.count)
                }
                let abstained = mean { problem, block in
                    choose(strategy, run.problems[problem].items[block]).isEmpty ? 1 : 0
                }
                let prompt = average(
                    run.problems.map { LopsidedRun.promptFlops(LopsidedPool.problem($0.problem).promptTokens) })
                let flops = average(
                    mean { problem, block in
                        groups(block).reduce(0) {
                            $0 + Self.cost(problem, $1).flops + Self.cost(problem, $1).guide
                        }
                    })
                return [
                    ("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model"),
                    ("problem_set", "lopsided"), ("split", "test"), ("difficulty", "all"),
                    ("strategy", .text(strategy)),
                    ("guarantee", strategy == "oracle" ? "sound" : "none"), ("budget", .integer(budget)),
                    ("right", ExpectedInterval.mean(right)),
                    ("wrong", .number(1 - average(right) - average(abstained))),
                    ("abstained", .number(average(abstained))), ("samples_spent", .integer(budget)),
                    ("tokens_spent", sum { Double(Self.cost($0, $1).tokens) }),
                    ("flops_spent", .number(prompt + flops)),
                    ("verifier_calls", 0), ("problems", 6), ("pool_size", 6), ("estimator", "groups"),
                    ("ties", "uniform"), ("distinct_verifier_calls", 0),
                    ("scorer_calls", scoringCalls(strategy, budget)),
                    ("scorer_tokens", 0), ("scorer_flops", sum { Self.cost($0, $1).guide }),
                    ("verifications", strategy == "search-guide-max" ? 1 : 0), ("verifier", nil),
                    ("temperature", 0.8),
                ]
            }
        }
        let study = try await BudgetStudy(
            of: [run.stored], in: run.store, StrategyRequest(strategies: strategies, budgets: [3, 6])
        ) { _ in }
        try expect(ReadReport(study.report).tables[0], says: rows)
    }

    /// The guide's last word on each candidate with an answer is counted, and paid with the search.
    private func scoringCalls(_ strategy: String, _ budget: Int) -> ExpectedCell {
        guard strategy == "search-guide-max" else { return 0 }
        let answered = LopsidedPool.problems.map { Double($0.items.count { $0.answer != nil }) }
        return .number(average(answered) * Double(budget) / 6)
    }
}
