import TestGuards
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

/// Stopping early, sharing a budget, votes by confidence and temperatures: studies whose estimates are replayed or drawn
/// at random. What one problem gives is taken from the strategy itself, which its own tests look after; all that a cell
/// makes of it is computed here.
@Suite("Every cell of replays and choices")
struct SharingCellTests {
    private let run: LopsidedRun

    init() throws {
        run = try LopsidedRun(in: Store.inMemory())
    }

    private func standardError(_ outcomes: [Outcome]) -> Double {
        outcomes.reduce(0) { $0 + ($1.standardError ?? 0) * ($1.standardError ?? 0) }.squareRoot()
            / Double(outcomes.count)
    }

    @Test("stopping early: rates, samples, quantiles, savings and both differences", arguments: [6, 4, 2])
    func stop(cap: Int) async throws {
        let permutations = 50
        let rules = AdaptiveVote.all
        let pools = try run.pools
        let options = SelectionOptions(permutations: permutations)
        let replays = try pools.entries.map {
            try AdaptiveVote.replay(rules, on: $0.pool, cap: cap, options: options)
        }
        let (reference, atCap) = (run.reference, run.reference.results("majority", cap))
        let head: ExpectedRow = [
            ("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model"), ("problems", 6),
            ("pool_size", 6), ("cap", .integer(cap)), ("permutations", .integer(permutations)),
        ]
        let majority: ExpectedRow =
            head + [
                ("rule", "majority"), ("right", ExpectedInterval.mean(atCap.map(\.right))), ("standard_error", nil),
                ("samples", .estimate(Double(cap), low: nil, high: nil)), ("samples_p10", .integer(cap)),
                ("samples_p50", .integer(cap)), ("samples_p90", .integer(cap)), ("at_cap", 1),
                ("tokens", .number(average(atCap.map(\.tokens)))), ("saved", 0), ("gain", nil),
                ("majority_equal_cost", nil), ("gain_equal_cost", nil), ("guarantee", nil), ("stopped", nil),
                ("stopped_on_mode", nil), ("stopped_right", nil),
            ]
        var errors: [Double] = []
        let rows = rules.indices.map { rule -> ExpectedRow in
            let own = replays.map { $0[rule] }
            let outcomes = own.map(\.outcome)
            let right = outcomes.map(\.right)
            // The distribution of samples over problems and orders.
            let drawn = (0...cap).map { number in average(own.map { $0.samplesDrawn[number] }) }
            let samples = drawn.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
            func quantile(_ share: Double) -> Int {
                drawn.indices.first { drawn[...$0].reduce(0, +) >= share - 1e-12 } ?? cap
            }
            let fewer = Int(samples + 1e-9)
            let share = samples - Double(fewer)
            let (low, high) = (
                reference.right("majority", fewer), reference.right("majority", min(cap, fewer + 1))
            )
            let equalCost = low.indices.map { (1 - share) * low[$0] + share * high[$0] }
            errors.append(standardError(outcomes))
            let stopped = average(own.map(\.stopped))
            func ofStopped(_ value: (StoppedSampling) -> Double) -> ExpectedCell {
                stopped > 0 ? .number(average(own.map(value)) / stopped) : .missing
            }
            let (onMode, stoppedRight) = (ofStopped(\.stoppedOnMode), ofStopped(\.stoppedRight))
            let guarantee = ExpectedCell.text(rules[rule].name == "stop-martingale" ? "mode" : "none")
            return head + [
                ("rule", .text(rules[rule].name)), ("right", ExpectedInterval.mean(right)),
                ("standard_error", .number(standardError(outcomes))),
                ("samples", ExpectedInterval.mean(outcomes.map(\.samples))), ("samples_p10", .integer(quantile(0.1))),
                ("samples_p50", .integer(quantile(0.5))), ("samples_p90", .integer(quantile(0.9))),
                ("at_cap", .number(drawn[cap])), ("tokens", .number(average(outcomes.map(\.tokens)))),
                ("saved", .number(1 - samples / Double(cap))),
                ("gain", ExpectedInterval.difference(right, atCap.map(\.right))),
                ("majority_equal_cost", .number(average(equalCost))),
                ("gain_equal_cost", ExpectedInterval.difference(right, equalCost)),
                ("guarantee", guarantee), ("stopped", .number(stopped)), ("stopped_on_mode", onMode),
                ("stopped_right", stoppedRight),
            ]
        }
        let study = try await StoppingStudy(
            of: [run.stored], in: run.store, StoppingRequest(permutations: permutations), caps: [cap]
        ) { _ in }
        try expect(ReadReport(study.report).tables[0], says: [majority] + rows)
        // Of two candidates all orders are counted out, of four they are too many.
        #expect(errors.contains { $0 > 0 } == (cap > 2))
    }

    @Test("the quantiles of the samples stand in their own columns")
    func stopQuantiles() async throws {
        let large = try HandmadeRun(in: Store.inMemory(), problems: 9)
        try large.appendMixedPools(20)
        let (cap, options) = (15, SelectionOptions(permutations: 50))
        let replays = try large.pools.entries.map {
            try AdaptiveVote.replay(AdaptiveVote.all, on: $0.pool, cap: cap, options: options)
        }
        let study = try await StoppingStudy(
            of: [large.stored], in: large.store, StoppingRequest(permutations: 50), caps: [cap]
        ) { _ in }
        let table = try ReadReport(study.report).tables[0]
        var isApart = false
        for (rule, row) in try pairs(AdaptiveVote.all.indices, Array(table.rows.indices.dropFirst())) {
            let drawn = (0...cap).map { number in average(replays.map { $0[rule].samplesDrawn[number] }) }
            let quantiles = [0.1, 0.5, 0.9].map { share in
                drawn.indices.first { drawn[...$0].reduce(0, +) >= share - 1e-12 } ?? cap
            }
            #expect(table[row, "rule"] == AdaptiveVote.all[rule].name)
            #expect(["samples_p10", "samples_p50", "samples_p90"].map { table[row, $0] } == quantiles.map { "\($0)" })
            isApart = isApart || Set(quantiles).count == 3
        }
        #expect(isApart, "no rule has three different quantiles, so that swapped columns would not show")
    }

    @Test("one budget for all: right answers, errors of whole replays, quantiles, exhausted pools and tokens")
    func allocate() async throws {
        let (permutations, minimum, budgets) = (40, 2, [3, 5])
        let pools = try run.pools.entries.map(\.pool)
        func shares(_ policy: AllocationPolicy) -> [[[BudgetAllocation.Share]]] {
            let allocation = BudgetAllocation(pools, policy: policy, minimum: minimum)
            return (0..<permutations).map { allocation.replay($0, budgets: budgets.map { 6 * $0 }) }
        }
        let all = AllocationPolicy.allCases.map { (policy: $0, replays: shares($0)) }
        func right(_ replays: [[[BudgetAllocation.Share]]], _ place: Int) -> [Double] {
            (0..<6).map { problem in average(replays.map { $0[place][problem].right }) }
        }
        var errors: [Double] = []
        let rows = budgets.indices.flatMap { place in
            all.map { policy, replays -> ExpectedRow in
                let own = right(replays, place)
                let uniform = right(all[0].replays, place)
                let means = replays.map { average($0[place].map(\.right)) }
                let centre = average(means)
                let variance = means.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(means.count - 1)
                let samples = replays.flatMap { $0[place].map(\.samples) }.sorted()
                func at(_ share: Double) -> ExpectedCell {
                    .integer(samples[Int((share * Double(samples.count - 1)).rounded())])
                }
                errors.append((variance / Double(means.count)).squareRoot())
                return [
                    ("mean_budget", .integer(budgets[place])), ("policy", .text(policy.rawValue)),
                    ("right", ExpectedInterval.mean(own)),
                    ("standard_error", .number((variance / Double(means.count)).squareRoot())),
                    ("gain", policy == .uniform ? .missing : ExpectedInterval.difference(own, uniform)),
                    ("samples_p10", at(0.1)), ("samples_p50", at(0.5)), ("samples_p90", at(0.9)),
                    ("samples_most", at(1)),
                    ("exhausted", .number(average(replays.map { Double($0[place].count { $0.samples == 6 }) }))),
                    ("tokens", .number(average(replays.map { average($0[place].map(\.tokens)) }))), ("problems", 6),
                ]
            }
        }
        let study = try await Allocation(
            run.pools, AllocationRequest(meanBudgets: budgets, minimum: minimum, permutations: permutations))
        try expect(ReadReport(study.report).tables[0], says: rows)
        #expect(errors.contains { $0 > 0.001 })
    }

    /// The votes by confidence: plain, and weighted at a temperature.
    private func votes(
        _ strategy: any Strategy, _ budget: Int, _ pools: RunPools, temperature: Double = 1
    ) throws -> [Outcome] {
        try pools.entries.map {
            try strategy.outcomes(
                for: $0.pool, budgets: [budget], options: SelectionOptions(confidenceTemperature: temperature))[0]
        }
    }

    @Test("votes by confidence: the tuning on one run, the report on another", arguments: [nil, "orm"] as [String?])
    func confidence(scorer: String?) async throws {
        let tune = try LopsidedRun(
            in: run.store, set: "lopsided-tune", split: .tune, problems: [(0, 3), (1, 5), (2, 0), (3, 1)])
        for run in [run, tune] { try run.score("orm") }
        let source = scorer.map { ScoreSource($0) }
        func scored(_ run: LopsidedRun) throws -> RunPools {
            try source.map { try run.pools.scored(by: [$0], in: run.store, requiring: true) } ?? run.pools
        }
        let (pools, tunePools) = (try scored(run), try scored(tune))
        let (budget, temperatures) = (4, [0.1, 0.5, 2.0])
        let vote: any Strategy = source.map { ScoredStrategy($0, .softmaxVote) } ?? ConfidenceVote()
        let plain: any Strategy = source.map { ScoredStrategy($0, .vote) } ?? MajorityLogProbability()
        let tuned = try temperatures.map { try votes(vote, budget, tunePools, temperature: $0) }
        let rates = tuned.map { average($0.map(\.right)) }
        let best = try #require(rates.lastIndex { $0 == rates.max() })
        func cells(
            _ run: LopsidedRun, _ split: String, _ name: String, _ temperature: Double?, _ outcomes: [Outcome],
            gain: ExpectedCell = .missing, needs: ExpectedCell = .noEstimate, wqd: ExpectedCell = .missing,
            wqdProblems: ExpectedCell = .missing
        ) -> ExpectedRow {
            [
                ("run", .integer(Int(run.run.value))), ("split", .text(split)), ("strategy", .text(name)),
                ("temperature", temperature.map { .number($0) } ?? .missing),
                ("right", ExpectedInterval.mean(outcomes.map(\.right))),
                (
                    "standard_error",
                    outcomes.contains { $0.standardError != nil } ? .number(standardError(outcomes)) : .missing
                ), ("gain", gain), ("majority_needs", needs), ("wqd", wqd), ("wqd_problems", wqdProblems),
                ("problems", .integer(outcomes.count)),
            ]
        }
        let reference = run.reference
        let majority = reference.results("majority", budget).map {
            Outcome(right: $0.right, wrong: $0.wrong, abstained: $0.abstained, spent: Spending())
        }
        let curve = [1, 2, 3, 4, 6].map { ($0, reference.right("majority", $0)) }
        func reported(_ strategy: any Strategy, _ temperature: Double?) throws -> ExpectedRow {
            let outcomes = try votes(strategy, budget, pools, temperature: temperature ?? 1)
            let right = outcomes.map(\.right)
            // Where the line through the majority's budgets first reaches the vote.
            let target = average(right)
            let levels = curve.map { average($0.1) }
            let needs: ExpectedCell
            if let index = levels.firstIndex(where: { $0 >= target - 1e-12 }) {
                let equal = EqualAccuracy(
                    of: right, on: curve, resampling: Resampling(problems: 6))
                let value =
                    index == 0
                    ? 1
                    : Double(curve[index - 1].0) + (target - levels[index - 1]) / (levels[index] - levels[index - 1])
                        * Double(curve[index].0 - curve[index - 1].0)
                needs = .estimate(value, low: equal.low, high: equal.high)
            } else {
                needs = .noEstimate
            }
            let discriminations = run.problems.compactMap { problem -> Double? in
                let answered = problem.items.filter { $0.answer != nil }
                let (right, wrong) = (answered.filter(\.isRight), answered.filter { !$0.isRight })
                guard !right.isEmpty, !wrong.isEmpty else { return nil }
                func value(_ item: LopsidedPool.Item) -> Double {
                    scorer == nil ? item.logProbability / Double(item.tokens) : item.scores[0]
                }
                let wins = right.flatMap { one in
                    wrong.map { value(one) > value($0) ? 1 : value(one) == value($0) ? 0.5 : 0 }
                }
                return average(wins)
            }
            let isTuned = temperature != nil
            return cells(
                run, "test", strategy.name, temperature, outcomes,
                gain: ExpectedInterval.difference(right, majority.map(\.right)), needs: needs,
                wqd: isTuned ? ExpectedInterval.mean(discriminations) : .missing,
                wqdProblems: isTuned ? .integer(discriminations.count) : .missing)
        }
        let rows =
            temperatures.indices.map { cells(tune, "tune", vote.name, temperatures[$0], tuned[$0]) }
            + [cells(run, "test", "majority", nil, majority)]
            + [try reported(plain, nil), try reported(vote, temperatures[best])]
        let study = try await Confidence(
            run.pools, tunedOn: tune.pools,
            ConfidenceRequest(temperatures: temperatures, budget: budget, scorer: scorer), in: run.store)
        try expect(ReadReport(study.report).tables[0], says: rows)
    }

    @Test("the error of votes that are drawn at random is that of the mean over problems")
    func confidenceError() async throws {
        // Subsets of this many candidates are too many to be counted out.
        let large = try HandmadeRun(in: Store.inMemory(), problems: 3)
        try large.appendMixedPools(40)
        let tune = try HandmadeRun(in: large.store, problems: 3, split: .tune)
        try tune.appendMixedPools(40)
        let study = try await Confidence(
            large.pools, tunedOn: tune.pools, ConfidenceRequest(temperatures: [0.5], budget: 15), in: large.store)
        let table = try ReadReport(study.report).tables[0]
        // A table's row has the same error, and keeps it.
        let summary = try await BudgetStudy(
            of: [large.stored], in: large.store,
            StrategyRequest(strategies: ["majority-logprob", "majority"], budgets: [15]), saving: true
        ) { _ in }.summaries[0]
        let plainError = standardError(try votes(MajorityLogProbability(), 15, large.pools))
        #expect(abs((summary.rows[0].standardError ?? .nan) - plainError) < 1e-12)
        #expect(summary.rows[1].standardError == nil)
        #expect(try large.store.estimates(of: large.run).map(\.standardError) == summary.rows.map(\.standardError))
        let expected = [
            try votes(ConfidenceVote(), 15, tune.pools, temperature: 0.5), nil,
            try votes(MajorityLogProbability(), 15, large.pools),
            try votes(ConfidenceVote(), 15, large.pools, temperature: 0.5),
        ]
        for (row, outcomes) in try pairs(table.rows.indices, expected) {
            let own = Double(table[row, "standard_error"])
            guard let outcomes else {
                #expect(own == nil)
                continue
            }
            #expect(standardError(outcomes) > 0)
            #expect(abs((own ?? .nan) - standardError(outcomes)) < 1e-12)
        }
    }

    @Test("temperatures are chosen on the tune split, and compared on the problems that both test runs have")
    func temperatures() async throws {
        let store = run.store
        // Of the common temperature one problem less, and the others at other places.
        let cold = try LopsidedRun(
            in: store, set: "cold", temperature: 0.4, problems: [(4, 1), (0, 5), (2, 3), (5, 2), (1, 0)])
        let tuned = [
            (0.8, [(0, 3), (1, 0), (2, 4), (3, 0)]), (0.4, [(0, 2), (1, 1), (2, 2), (3, 4)]),
            (1.2, [(0, 4), (1, 4), (2, 4), (3, 4)]),
        ]
        var tune: [Double: LopsidedRun] = [:]
        for (temperature, problems) in tuned {
            tune[temperature] = try LopsidedRun(
                in: store, set: "warm-\(temperature)", split: .tune, temperature: temperature, problems: problems)
        }
        let names = ["single", "majority", "best-logprob"]
        let budget = 4
        func right(_ run: LopsidedRun, _ strategy: any Strategy) throws -> [Int: Double] {
            Dictionary(
                uniqueKeysWithValues: zip(
                    run.problems.map(\.problem), try votes(strategy, budget, run.pools).map(\.right)))
        }
        // No run has greedy completions beside it: the better one of two votes, each at its own temperature.
        let baseline = try ([Majority(), MajorityLogProbability()] as [any Strategy]).flatMap { strategy in
            try [0.4, 0.8].map { temperature in
                let tuned = try right(try #require(tune[temperature]), strategy)
                return (strategy: strategy, temperature: temperature, rate: average(Array(tuned.values)))
            }
        }.reduce(nil as (strategy: any Strategy, temperature: Double, rate: Double)?) { best, next in
            next.rate > (best?.rate ?? 0) + 1e-12 ? next : best
        }
        let (vote, voteTemperature, _) = try #require(baseline)
        let baselineRight = try right(voteTemperature == 0.4 ? cold : run, vote)
        let rows = try names.map { name -> ExpectedRow in
            func rate(_ temperature: Double) throws -> Double {
                average(try #require(tune[temperature]).reference.right(name, budget))
            }
            // Of 1.2 there is no test run.
            let chosen = try [0.4, 0.8].max { try (rate($0), -$0) < (rate($1), -$1) } ?? .nan
            let test = chosen == 0.4 ? cold : run
            let own = Dictionary(
                uniqueKeysWithValues: zip(test.problems.map(\.problem), test.reference.right(name, budget)))
            let common = Dictionary(
                uniqueKeysWithValues: zip(run.problems.map(\.problem), run.reference.right(name, budget)))
            let problems = test.problems.map(\.problem).filter { common[$0] != nil }
            let (values, others) = (problems.compactMap { own[$0] }, problems.compactMap { common[$0] })
            let isCommon = chosen == 0.8
            let isBaseline = name == vote.name
            let gains = test.problems.map(\.problem).filter { baselineRight[$0] != nil }
            let (gained, base) = (gains.compactMap { own[$0] }, gains.compactMap { baselineRight[$0] })
            return [
                ("strategy", .text(name)), ("budget", .integer(budget)), ("chosen", .number(chosen)),
                ("tune_right", .number(try rate(chosen))), ("right", ExpectedInterval.mean(values)), ("common", 0.8),
                ("right_at_common", .number(average(others))),
                ("difference", isCommon ? .missing : ExpectedInterval.difference(values, others)),
                ("p", isCommon ? .missing : .number(PairedComparison(values, others).pValue)),
                ("problems", .integer(problems.count)), ("tune_problems", 4),
                ("gain", isBaseline ? .missing : ExpectedInterval.difference(gained, base)),
                ("p_gain", isBaseline ? .missing : .number(PairedComparison(gained, base).pValue)),
                ("baseline", .text("\(vote.name) at T = \(voteTemperature)")),
            ]
        }
        let study = try await TemperatureStudy(
            TemperatureStudy.Request(domain: "chain", model: "lopsided-model", strategies: names, budget: 4), in: store
        ) { _ in }
        try expect(ReadReport(study.report).tables[0], says: rows)
        // Both ways of choosing occur.
        #expect(Set(study.choices.map(\.chosen)) == [0.4, 0.8])
    }
}
