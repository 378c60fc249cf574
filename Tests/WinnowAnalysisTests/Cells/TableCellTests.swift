import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of budgets and costs")
struct TableCellTests {
    private let run: LopsidedRun
    private let strategies = ["single", "majority", "best-logprob", "orm-max", "verifier", "oracle", "greedy"]
    private let budgets = [1, 3, 6]

    init() throws {
        let store = try Store.inMemory()
        run = try LopsidedRun(in: store)
        _ = try LopsidedRun(in: store, temperature: 0, isGreedy: true)
        try run.score("orm")
    }

    /// The results of a strategy on each problem with the cost of its scores, which is counted in.
    private func results(
        _ strategy: String, _ budget: Int, _ reference: CountedOut
    ) -> [(result: CountedOut.Result, scoring: Spending.Scoring)] {
        zip(reference.results(strategy, budget), run.problems).map { result, problem in
            guard strategy == "orm-max" else { return (result, Spending.Scoring()) }
            let share = Double(budget) / Double(problem.items.count)
            let costs = problem.items.filter { $0.answer != nil }.map(LopsidedRun.scoreCost)
            let scoring = Spending.Scoring(
                calls: share * Double(costs.count), tokens: share * Double(costs.reduce(0) { $0 + $1.tokens }),
                flops: share * costs.reduce(0) { $0 + $1.flops })
            var result = result
            result.tokens += scoring.tokens
            result.flops += scoring.flops
            return (result, scoring)
        }
    }

    private func study(_ request: StrategyRequest) async throws -> BudgetStudy {
        try await BudgetStudy(of: [run.stored], in: run.store, request) { _ in }
    }

    private func guarantee(_ strategy: String, sound: Bool = true) -> String {
        strategy == "oracle" || strategy == "verifier" && sound ? "sound" : "none"
    }

    /// The verifier whose verdicts a figure rests on, and the temperature of the samples.
    private func source(_ strategy: String, _ verifier: String = LopsidedRun.soundVerifier) -> ExpectedRow {
        [("verifier", .text(strategy == "verifier" ? verifier : "")), ("temperature", 0.8)]
    }

    private func longRows(
        _ reference: CountedOut, sound: Bool = true, verifier: String = LopsidedRun.soundVerifier
    ) -> [ExpectedRow] {
        ["all", "easy", "medium", "hard"].flatMap { difficulty in
            strategies.flatMap { strategy in
                budgets.map { budget -> ExpectedRow in
                    let all = results(strategy, budget, reference)
                    let results = all.indices.filter {
                        difficulty == "all" || LopsidedPool.problems[run.problems[$0].problem].difficulty == difficulty
                    }.map { all[$0] }
                    func mean(_ part: KeyPath<CountedOut.Result, Double>) -> ExpectedCell {
                        .number(average(results.map { $0.result[keyPath: part] }))
                    }
                    func scoring(_ part: KeyPath<Spending.Scoring, Double>) -> ExpectedCell {
                        .number(average(results.map { $0.scoring[keyPath: part] }))
                    }
                    return [
                        ("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model"),
                        ("problem_set", "lopsided"), ("split", "test"), ("difficulty", .text(difficulty)),
                        ("strategy", .text(strategy)), ("guarantee", .text(guarantee(strategy, sound: sound))),
                        ("budget", .integer(budget)), ("right", ExpectedInterval.mean(results.map(\.result.right))),
                        ("wrong", mean(\.wrong)), ("abstained", mean(\.abstained)), ("samples_spent", mean(\.samples)),
                        ("tokens_spent", mean(\.tokens)), ("flops_spent", mean(\.flops)),
                        ("verifier_calls", mean(\.calls)), ("problems", .integer(results.count)), ("pool_size", 6),
                        ("estimator", "exact"), ("ties", "uniform"), ("distinct_verifier_calls", mean(\.distinctCalls)),
                        ("scorer_calls", scoring(\.calls)), ("scorer_tokens", scoring(\.tokens)),
                        ("scorer_flops", scoring(\.flops)), ("verifications", strategy == "orm-max" ? 1 : 0),
                    ] + source(strategy, verifier)
                }
            }
        }
    }

    @Test("the long table of all strategies, budgets and difficulties is what counting out gives")
    func long() async throws {
        let study = try await study(StrategyRequest(strategies: strategies, budgets: budgets, byDifficulty: true))
        try expect(ReadReport(study.report).tables[0], says: longRows(run.reference))
    }

    @Test("with another verifier the table has its verdicts, and says so")
    func otherVerifier() async throws {
        let study = try await study(
            StrategyRequest(
                strategies: strategies, budgets: budgets, byDifficulty: true, verifier: LopsidedRun.otherVerifier))
        let reference = CountedOut(run.problems, verdicts: \.isAcceptedByOther)
        try expect(
            ReadReport(study.report).tables[0],
            says: longRows(reference, sound: false, verifier: LopsidedRun.otherVerifier))
    }

    @Test("the table of each problem is what counting out gives")
    func byProblem() async throws {
        let study = try await study(StrategyRequest(strategies: strategies, budgets: budgets))
        let rows = strategies.flatMap { strategy in
            budgets.flatMap { budget in
                results(strategy, budget, run.reference).enumerated().map { place, entry -> ExpectedRow in
                    let (result, scoring) = entry
                    return [
                        ("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model"),
                        ("problem", .integer(place + 1)),
                        ("difficulty", .text(LopsidedPool.problems[place].difficulty)), ("strategy", .text(strategy)),
                        ("budget", .integer(budget)), ("right", .number(result.right)),
                        ("wrong", .number(result.wrong)),
                        ("abstained", .number(result.abstained)), ("samples_spent", .number(result.samples)),
                        ("tokens_spent", .number(result.tokens)), ("flops_spent", .number(result.flops)),
                        ("verifier_calls", .number(result.calls)),
                        ("distinct_verifier_calls", .number(result.distinctCalls)),
                        ("scorer_calls", .number(scoring.calls)), ("scorer_tokens", .number(scoring.tokens)),
                        ("scorer_flops", .number(scoring.flops)), ("verifications", strategy == "orm-max" ? 1 : 0),
                    ] + source(strategy)
                }
            }
        }
        try expect(ReadReport(study.problemReport).tables[0], says: rows)
    }

    @Test("the tables for people have the same right answers, and the spending at the largest budget")
    func forPeople() async throws {
        let study = try await study(StrategyRequest(strategies: strategies, budgets: budgets, byDifficulty: true))
        let tables = try ReadReport(Report(study.report.tables.map { .table($0) })).tables
        for (table, difficulty) in try pairs(tables, ["all", "easy", "medium", "hard"]) {
            let rows = strategies.map { strategy -> ExpectedRow in
                let chosen = run.problems.indices.filter {
                    difficulty == "all" || LopsidedPool.problems[$0].difficulty == difficulty
                }
                func results(_ budget: Int) -> [CountedOut.Result] {
                    let all = self.results(strategy, budget, run.reference)
                    return chosen.map { all[$0].result }
                }
                let last = results(6)
                let key = strategy == "verifier" ? " (answer key)" : ""
                return [("strategy", .text(strategy)), ("guarantee", .text(guarantee(strategy) + key))]
                    + budgets.map { ("right_at_\($0)", ExpectedInterval.mean(results($0).map(\.right))) } + [
                        ("wrong", .number(average(last.map(\.wrong)))),
                        ("abstained", .number(average(last.map(\.abstained)))),
                        ("samples_spent", .number(average(last.map(\.samples)))),
                        ("tokens_spent", .number(average(last.map(\.tokens)))),
                    ]
            }
            try expect(table, says: rows)
        }
    }

    @Test("the first k in stored order are taken where the estimator is prefix")
    func prefix() async throws {
        let study = try await study(
            StrategyRequest(strategies: ["single", "best-logprob", "verifier"], budgets: [2, 4], estimator: .prefix))
        let table = try ReadReport(study.problemReport).tables[0]
        let rows = ["single", "best-logprob", "verifier"].flatMap { strategy in
            [2, 4].flatMap { budget in
                run.problems.map { problem -> [Double] in
                    let first = Array(problem.items.prefix(budget))
                    let prompt = LopsidedRun.promptFlops(LopsidedPool.problems[problem.problem].promptTokens)
                    var drawn = first
                    var pick = first.filter { $0.answer != nil }.max { $0.logProbability < $1.logProbability }
                    if strategy == "single" { (drawn, pick) = ([first[0]], first[0]) }
                    if strategy == "verifier" {
                        let stop = first.firstIndex { $0.verdict == .accepted }
                        (drawn, pick) = (Array(first[...(stop ?? budget - 1)]), stop.map { first[$0] })
                    }
                    let right = pick?.isRight == true ? 1.0 : 0
                    let isAbstention = pick?.answer == nil
                    return [
                        right, isAbstention ? 0 : 1 - right, Double(drawn.count),
                        Double(drawn.reduce(0) { $0 + $1.tokens }), drawn.reduce(prompt) { $0 + $1.flops },
                    ]
                }
            }
        }
        for (row, expected) in try pairs(table.rows.indices, rows) {
            let names = ["right", "wrong", "samples_spent", "tokens_spent", "flops_spent"]
            for (name, value) in try pairs(names, expected) {
                #expect(Double(table[row, name]) == value, "\(name) of row \(row + 1)")
            }
        }
    }

    @Test("what all problems spend together is what their candidates cost, and the prompts once")
    func additivity() async throws {
        let study = try await study(StrategyRequest(strategies: ["majority", "oracle"], budgets: [6]))
        let items = run.problems.flatMap(\.items)
        let prompts = run.problems.map { LopsidedRun.promptFlops(LopsidedPool.problems[$0.problem].promptTokens) }
        for row in try nonEmpty(study.summaries[0].rows) {
            #expect(abs(6 * row.spent.tokens - Double(items.reduce(0) { $0 + $1.tokens })) < 1e-9)
            let flops = items.reduce(prompts.reduce(0, +)) { $0 + $1.flops }
            #expect(abs(6 * row.spent.flops - flops) < 1e-6)
        }
        // Each axis is a sum over the ledger, and the price one over all axes.
        let spent = Spending(
            samples: 2, tokens: 3, flops: 5, verifierCalls: 7, distinctVerifierCalls: 11,
            scoring: Spending.Scoring(calls: 13, tokens: 17, flops: 19))
        let axes: [Axis] = [.samples, .tokens, .flops, .calls, .distinctCalls]
        #expect(axes.map { $0.amount(of: spent) } == [2, 3, 5, 7, 11])
        let price = Price(token: 1, call: 100, distinctCall: 10_000, flop: 1_000_000, scorerFlop: 100_000_000)
        #expect(Axis.price(price).amount(of: spent) == 1_905_110_703)
    }

    @Test("what is saved is what is shown")
    func saved() async throws {
        let study = try await BudgetStudy(
            of: [run.stored], in: run.store,
            StrategyRequest(strategies: strategies, budgets: budgets, byDifficulty: true),
            saving: true
        ) { _ in }
        let rows = study.summaries[0].rows
        let kept = try run.store.estimates(of: run.run, includingProblems: true)
        for (row, estimate) in try pairs(rows, kept) {
            let name = "\(row.strategy.name)@\(row.budget), \(row.difficulty)"
            #expect(
                [estimate.strategy, estimate.difficulty, estimate.split, estimate.guarantee] == [
                    row.strategy.name, row.difficulty, "test", row.guarantee.rawValue,
                ], "\(name)")
            #expect(
                [estimate.budget, estimate.verifications, estimate.problems, estimate.poolSize] == [
                    row.budget, row.verifications, row.problems, row.poolSize,
                ], "\(name)")
            #expect(
                [
                    estimate.right, estimate.rightLow, estimate.rightHigh, estimate.wrong, estimate.abstained,
                    estimate.samplesSpent, estimate.tokensSpent, estimate.flopsSpent, estimate.verifierCalls,
                ] == [
                    row.right, row.interval.low, row.interval.high, row.wrong, row.abstained, row.spent.samples,
                    row.spent.tokens, row.spent.flops, row.spent.verifierCalls,
                ], "\(name)")
            #expect(estimate.intervalMethod == row.interval.method.rawValue, "\(name)")
            guard row.difficulty == "all" else {
                #expect(estimate.byProblem.isEmpty)
                continue
            }
            let expected = results(row.strategy.name, row.budget, run.reference).map(\.result)
            for (own, result) in try pairs(estimate.byProblem, expected) {
                let values = [
                    own.right - result.right, own.wrong - result.wrong, own.abstained - result.abstained,
                    own.samplesSpent - result.samples, own.tokensSpent - result.tokens,
                    own.verifierCalls - result.calls, (own.flopsSpent - result.flops) / result.flops,
                ]
                #expect(try nonEmpty(values).allSatisfy { abs($0) < 1e-9 }, "\(name): \(values)")
            }
        }
    }
}
