import TestGuards
import Testing
import WinnowCollection
import WinnowDomains
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of verifiers, risks and prices")
struct VerifierCellTests {
    private let run: LopsidedRun
    private let pools: [Pool]
    private typealias Item = LopsidedPool.Item

    init() throws {
        run = try LopsidedRun(in: Store.inMemory())
        pools = try run.pools.entries.map(\.pool)
    }

    // MARK: Risk

    /// The share of wrong answers among the most confident ones that are so many; ties in the mean over their orders.
    private func risk(_ answers: [(confidence: Double, wrong: Double)], _ given: Double) -> Double {
        var (count, wrong) = (0.0, 0.0)
        let levels = Dictionary(grouping: answers) { $0.confidence }.sorted { $0.key > $1.key }
        for (_, level) in levels where count < given {
            let taken = min(Double(level.count), given - count)
            wrong += taken * average(level.map(\.wrong))
            count += taken
        }
        return wrong / count
    }

    /// Each problem's first candidates: how sure the strategy is of its answer, and how often that is wrong.
    private func answers(_ strategy: String, _ budget: Int) -> [(confidence: Double, wrong: Double)] {
        run.problems.compactMap { problem in
            let answered = problem.items.prefix(budget).filter { $0.answer != nil }
            if strategy == "majority" {
                let votes = Dictionary(grouping: answered) { $0.answer ?? "" }
                guard let most = votes.values.map(\.count).max() else { return nil }
                let leaders = votes.filter { $0.value.count == most }
                return (
                    Double(most) / Double(budget), Double(leaders.count { $0.key != "r" }) / Double(leaders.count)
                )
            }
            guard let best = answered.max(by: { $0.logProbability < $1.logProbability }) else { return nil }
            return (best.logProbability, best.isRight ? 0 : 1)
        }
    }

    @Test("risk and coverage of realised picks, beside the verifier's", arguments: [3, 6])
    func risk(budget: Int) async throws {
        let accepted = run.problems.map { problem in
            problem.items.prefix(budget).contains { $0.verdict == .accepted }
        }
        let coverage = Double(accepted.count { $0 }) / 6
        let names = ["majority", "best-logprob"]
        let study = try await SelectivePredictionStudy(
            of: [run.stored], in: run.store, strategies: names, budget: budget)
        let rows = names.map { name -> ExpectedRow in
            let answers = answers(name, budget)
            let all = Double(answers.count)
            let area = average((1...answers.count).map { risk(answers, Double($0)) })
            let atVerifier = risk(answers, min(all, 6 * coverage))
            let row: ExpectedRow = [
                ("strategy", .text(name)), ("answered", .number(all / 6)), ("risk", .between(risk(answers, all))),
                ("area", .between(area)), ("verifier_coverage", .between(coverage)),
                ("risk_at_verifier", .between(atVerifier)), ("verifier_risk", .between(0)),
                ("budget", .integer(budget)), ("problems", 6),
            ]
            return row
        }
        try expect(ReadReport(Report(study.runs.map { .table($0.table) })).tables[0], says: rows)
        let curves = names.flatMap { name -> [ExpectedRow] in
            let answers = answers(name, budget)
            let tenths = (1...10).filter { 6 * Double($0) / 10 <= Double(answers.count) + 1e-9 }
            return tenths.map { tenth -> ExpectedRow in
                [
                    ("strategy", .text(name)), ("coverage", .number(Double(tenth) / 10)),
                    ("risk", .between(risk(answers, 6 * Double(tenth) / 10))), ("budget", .integer(budget)),
                    ("problems", 6),
                ]
            }
        }
        try expect(ReadReport(study.curveReport).tables[0], says: curves)
    }

    // MARK: Crossings and prices

    /// The means of a strategy at all budgets, over the problems as often as they are drawn.
    private func curve(
        _ strategy: String, _ amount: (CountedOut.Result) -> Double, weights: [Double]? = nil
    ) -> [(spent: Double, right: Double, calls: Double)] {
        let total = weights?.reduce(0, +) ?? 6
        return (1...6).map { budget in
            let results = run.reference.results(strategy, budget)
            func mean(_ value: (CountedOut.Result) -> Double) -> Double {
                results.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * value(results[$1]) } / total
            }
            return (mean(amount), mean(\.right), mean(\.calls))
        }
    }

    @Test("where curves over spending cross, with the resamples that cross as well")
    func crossing() async throws {
        let axis = Axis.price(Price(token: 1, call: 6))
        func amount(_ result: CountedOut.Result) -> Double { result.tokens + 6 * result.calls }
        func line(_ strategy: String, _ weights: [Double]?) -> PiecewiseLinear {
            let points = curve(strategy, amount, weights: weights)
            return PiecewiseLinear(positions: points.map(\.spent), values: points.map(\.right))
        }
        let (a, b) = (line("best-logprob", nil), line("verifier", nil))
        let found = crossings(of: a, b)
        let resampling = Resampling(problems: 6, resamples: 2_000)
        let replicates = (0..<2_000).map { resample in
            let weights = resampling.weights(of: resample)
            return crossings(of: line("best-logprob", weights), line("verifier", weights))
        }
        let names = (run.name("best-logprob", 1), run.name("verifier", 1))
        let sides = ("\(names.0.dropLast(2))", "\(names.1.dropLast(2))")
        let rows = found.map { crossing -> ExpectedRow in
            let nearest = replicates.compactMap { other in
                other.filter { $0.isOvertaking == crossing.isOvertaking }
                    .min { abs($0.position - crossing.position) < abs($1.position - crossing.position) }?.position
            }
            let interval = nearest.isEmpty ? nil : Interval.percentile(ofReplicates: nearest)
            return [
                ("a", .text(sides.0)), ("b", .text(sides.1)), ("axis", "price"),
                ("event", .text(crossing.isOvertaking ? "b overtakes a" : "a overtakes b")),
                ("spent", .estimate(crossing.position, interval)), ("right", .number(a.value(at: crossing.position))),
                ("share_without", .number(1 - Double(nearest.count) / 2_000)), ("problems", 6),
            ]
        }
        let study = try await SpendingCrossing(
            RunStrategy(parsing: sides.0), RunStrategy(parsing: sides.1), on: axis, in: run.store)
        try expect(ReadReport(study.report).tables[0], says: rows)
    }

    @Test("the price of a call at which verifying is as often right, for each way of paying")
    func breakEven() async throws {
        let results = (
            a: run.reference.results("majority", 4), b: (1...6).map { run.reference.results("verifier", $0) }
        )
        func price(_ calls: KeyPath<CountedOut.Result, Double>, _ weights: [Double]) -> Double {
            let total = weights.reduce(0, +)
            func mean(_ results: [CountedOut.Result], _ part: KeyPath<CountedOut.Result, Double>) -> Double {
                results.indices.reduce(0) { $0 + weights[$1] * results[$1][keyPath: part] } / total
            }
            let target = mean(results.a, \.right)
            var low = (right: 0.0, tokens: 0.0, calls: 0.0)
            for column in results.b {
                let high = (mean(column, \.right), mean(column, \.tokens), mean(column, calls))
                guard high.0 < target - 1e-12 else {
                    let share = min(1, (target - low.right) / (high.0 - low.right))
                    let tokens = low.tokens + share * (high.1 - low.tokens)
                    let asked = low.calls + share * (high.2 - low.calls)
                    if target <= 1e-12 { return .infinity }
                    return (mean(results.a, \.tokens) - tokens) / asked
                }
                low = high
            }
            return -.infinity
        }
        let resampling = Resampling(problems: 6, resamples: 2_000)
        let rows = [("call", \CountedOut.Result.calls), ("distinct answer", \.distinctCalls)].map {
            paid, calls -> ExpectedRow in
            let value = price(calls, [Double](repeating: 1, count: 6))
            let replicates = (0..<2_000).map { price(calls, resampling.weights(of: $0)) }
            return [
                ("a", .text(run.name("majority", 4))), ("b", .text("\(run.run):verifier")),
                ("right_a", .number(average(results.a.map(\.right)))),
                ("tokens_a", .number(average(results.a.map(\.tokens)))), ("paid_per", .text(paid)),
                ("price", .estimate(value, .percentile(ofReplicates: replicates))),
                ("share_without", .number(Double(replicates.count { $0 < 0 }) / 2_000)), ("problems", 6), ("note", ""),
            ]
        }
        let study = try await BreakEvenStudy(
            of: RunStrategy(run: run.run.value, strategy: "verifier"),
            against: Contender(parsing: run.name("majority", 4)), in: run.store)
        try expect(ReadReport(study.report).tables[0], says: rows)
    }

    // MARK: Verifiers of any rates

    /// First accepted by a verifier of these rates on each problem, whose own tests look after it.
    private func accepted(_ rates: VerifierRates, _ noise: VerdictNoise, _ budget: Int) -> [Outcome] {
        pools.map { NoisyAcceptance($0, budgets: [budget]).outcomes(rates, noise: noise)[0] }
    }

    /// The least rate at which the mean difference is not negative, infinite where there is none; the rates that are
    /// looked at between those of the curve are added to it.
    private func solve(
        _ curve: inout [(rate: Double, differences: [Double])], _ differences: (Double) -> [Double]
    ) -> Double {
        let means = curve.map { average($0.differences) }
        guard let above = means.firstIndex(where: { $0 >= -1e-12 }) else { return .infinity }
        guard above > 0, means[above] > 1e-12 else { return curve[above].rate }
        var bracket = RootBracket((curve[above - 1].rate, means[above - 1]), (curve[above].rate, means[above]))
        while !bracket.isSolved {
            let rate = bracket.next
            let own = differences(rate)
            curve.append((rate, own))
            bracket.narrow(at: rate, average(own))
        }
        curve.sort { $0.rate < $1.rate }
        return bracket.root
    }

    @Test("verifiers that would be good enough: least rates and prices, programs' rows and people's tables")
    func require() async throws {
        var request = RequirementRequest(
            budgets: [2, 5], falsePositiveRates: [0.05, 0.3], callPrices: [3],
            verifiers: [VerifierRates(truePositive: 0.9, falsePositive: 0.1)])
        request.resamples = 200
        let resampling = Resampling(problems: 6, resamples: 200)
        let grid = (0...48).map { Double($0 * $0) / 2304 }
        let price = Axis.price(Price(token: 1, distinctCall: 3))
        func head(_ budget: Int, _ quantity: String, _ terms: String) -> ExpectedRow {
            [
                ("run", .integer(Int(run.run.value))), ("opponent", "majority"), ("budget", .integer(budget)),
                ("opponent_right", ExpectedInterval.mean(run.reference.right("majority", budget), resamples: 200)),
                ("noise", "answer"), ("quantity", .text(quantity)), ("terms", .text(terms)),
            ]
        }
        func tail(_ never: Double) -> ExpectedRow {
            [
                ("share_never", .number(never)), ("problems", 6), ("pool_size", 6), ("scorer", nil), ("threshold", nil),
                ("right", .missing), ("gain", .missing),
            ]
        }
        func sheet(_ right: Double, _ wrong: Double) -> [[Outcome]] {
            (1...6).map { accepted(VerifierRates(truePositive: right, falsePositive: wrong), .answer, $0) }
        }
        let sheets = [0.05, 0.3].reduce(into: [Double: [[[Outcome]]]]()) { sheets, wrong in
            sheets[wrong] = grid.map { sheet($0, wrong) }
        }
        /// How much more often verifying is right at equal total price, charged for the cut.
        func atEqualPrice(_ sheet: [[Outcome]], _ budget: Int) -> [Double] {
            let majority = run.reference.results("majority", budget)
            let target = average(majority.map(\.tokens))
            let nothing = Outcome(right: 0, wrong: 0, abstained: 1, spent: Spending())
            let columns = [majority.map { _ in nothing }] + sheet
            func spent(_ column: [Outcome]) -> [Double] { column.map { price.amount(of: $0.spent) } }
            let next = columns.firstIndex { average(spent($0)) > target } ?? columns.count
            guard next < columns.count else {
                return majority.indices.map { columns[next - 1][$0].right - majority[$0].right }
            }
            let (low, high) = (columns[next - 1], columns[next])
            let (cheap, dear) = (average(spent(low)), average(spent(high)))
            let share = (target - cheap) / (dear - cheap)
            let slope = (average(high.map(\.right)) - average(low.map(\.right))) / (dear - cheap)
            return majority.indices.map { problem in
                let right = (1 - share) * low[problem].right + share * high[problem].right
                let cost = (1 - share) * spent(low)[problem] + share * spent(high)[problem]
                return right - slope * (cost - majority[problem].tokens) - majority[problem].right
            }
        }
        var rows: [ExpectedRow] = []
        for budget in [2, 5] {
            for terms in ["same-budget", "same-price"] {
                for rate in [0.05, 0.3] {
                    func differences(_ sheet: [[Outcome]]) -> [Double] {
                        terms == "same-price"
                            ? atEqualPrice(sheet, budget)
                            : zip(sheet[budget - 1], run.reference.right("majority", budget)).map { $0.right - $1 }
                    }
                    var curve = zip(grid, sheets[rate] ?? []).map { (rate: $0, differences: differences($1)) }
                    let value = solve(&curve) { differences(sheet($0, rate)) }
                    let replicates = curve.map { resampling.means(of: $0.differences) }
                    let least = (0..<200).map { resample in
                        firstRise(of: replicates.map { $0[resample] }, at: curve.map(\.rate))
                    }
                    rows.append(
                        head(budget, "least-true-positive-rate", terms) + [
                            ("call_price", terms == "same-price" ? 3 : nil), ("false_positive_rate", .number(rate)),
                            ("true_positive_rate", .estimate(value, .percentile(ofReplicates: least))),
                        ] + tail(Double(least.count { $0 == .infinity }) / 200))
                }
            }
        }
        for budget in [2, 5] {
            let majority = run.reference.results("majority", budget)
            let points = sheet(0.9, 0.1).map { ResampledPoint($0, calls: .distinctCalls, resampling) }
            let origin = VerifyingCurve.Point(right: 0, tokens: 0, calls: 0)
            func against(_ right: [Double], _ tokens: [Double]) -> VerifyingCurve.Point {
                VerifyingCurve.Point(right: average(right), tokens: average(tokens), calls: 0)
            }
            let prices = (0..<200).map { resample in
                let weights = resampling.weights(of: resample)
                func drawn(_ part: KeyPath<CountedOut.Result, Double>) -> [Double] {
                    weights.indices.flatMap { index in
                        [Double](repeating: majority[index][keyPath: part], count: Int(weights[index]))
                    }
                }
                return VerifyingCurve(points: [origin] + points.map { $0.replicates[resample] })
                    .breakEvenPrice(against: against(drawn(\.right), drawn(\.tokens)))
            }
            let value = VerifyingCurve(points: [origin] + points.map(\.estimate))
                .breakEvenPrice(against: against(majority.map(\.right), majority.map(\.tokens)))
            rows.append(
                head(budget, "break-even-price", "same-price") + [
                    ("call_price", .estimate(value, .percentile(ofReplicates: prices))),
                    ("false_positive_rate", 0.1), ("true_positive_rate", .estimate(0.9, low: nil, high: nil)),
                ] + tail(Double(prices.count { $0 < 0 }) / 200))
        }
        let study = try await RequirementStudy(of: [run.stored], in: run.store, request) { _ in }
        let table = try ReadReport(study.report).tables[0]
        // Columns of estimates in which no row has one are three all the same.
        try expect(
            table,
            says: rows.map { row in
                row.map { name, cell in
                    if case .missing = cell, ["right", "gain"].contains(name) {
                        (name, .estimate(.nan, low: nil, high: nil))
                    } else if case .number(let value) = cell, name == "call_price" {
                        (name, .estimate(value, low: nil, high: nil))
                    } else {
                        (name, cell)
                    }
                }
            })
    }

    @Test("a scorer made a verifier: the threshold of the tune run, its rates, and what it gets")
    func scorerAsVerifier() async throws {
        let tune = try LopsidedRun(
            in: run.store, set: "lopsided-tune", split: .tune, problems: [(0, 3), (1, 5), (2, 0), (3, 1)])
        for run in [run, tune] { try run.score("orm") }
        /// First accepted of these candidates when scores from a threshold on are accepted.
        func right(_ problems: [(problem: Int, items: [Item])], _ threshold: Double, _ budget: Int) -> [Double] {
            CountedOut(problems) { $0.scores[0] >= threshold }.right("verifier", budget)
        }
        let scores = tune.problems.flatMap(\.items).filter { $0.answer != nil }.map { $0.scores[0] }
        let thresholds = Set((0..<100).map { quantile(Double($0) / 100, of: scores) }).sorted()
        let means = thresholds.map { average(right(tune.problems, $0, 6)) }
        // Of equals the highest; sums in another order differ in the last bits.
        let best = try #require(means.max())
        let place = try #require(means.lastIndex { $0 >= best - 1e-12 })
        let threshold = thresholds[place]
        let answered = run.problems.map { $0.items.filter { $0.answer != nil } }
        func rate(_ isRight: Bool) -> (value: Double, interval: Interval?) {
            let accepted = answered.map { items in
                Double(items.count { $0.isRight == isRight && $0.scores[0] >= threshold })
            }
            let all = answered.map { items in Double(items.count { $0.isRight == isRight }) }
            return (
                accepted.reduce(0, +) / all.reduce(0, +),
                .ratio(of: accepted, over: all, resampling: Resampling(problems: 6, resamples: 2_000))
            )
        }
        var request = RequirementRequest(budgets: [3], falsePositiveRates: [], callPrices: [], verifiers: [])
        request.resamples = 200
        let study = try await RequirementStudy(
            of: [run.stored], in: run.store, request, scorer: ("orm", tune.run.value)
        ) { _ in }
        let table = try ReadReport(study.report).tables[0]
        let row = try #require(table.rows.indices.first { table[$0, "quantity"] == "scorer-at-threshold" })
        let own = right(run.problems, threshold, 3)
        let majority = run.reference.right("majority", 3)
        let gain = PairedComparison(own, majority, resampling: Resampling(problems: 6, resamples: 200))
        let mean = Interval.interval(of: own, resampling: Resampling(problems: 6, resamples: 200))
        let expected: [(String, Double?)] = [
            ("threshold", threshold), ("false_positive_rate", rate(false).value),
            ("true_positive_rate", rate(true).value), ("true_positive_rate_low", rate(true).interval?.low),
            ("true_positive_rate_high", rate(true).interval?.high), ("right", average(own)), ("right_low", mean?.low),
            ("right_high", mean?.high), ("gain", average(own) - average(majority)), ("gain_low", gain.interval.low),
            ("gain_high", gain.interval.high), ("share_never", nil), ("call_price", nil),
        ]
        for (name, value) in expected {
            let cell = Double(table[row, name])
            #expect(
                (cell == nil) == (value == nil) && abs((cell ?? 0) - (value ?? 0)) < 1e-9,
                "\(name): \(table[row, name]), not \(String(describing: value))")
        }
        #expect(table[row, "scorer"] == "orm")
    }

    @Test("first accepted over a grid of rates", arguments: VerdictNoise.allCases)
    func surface(noise: VerdictNoise) async throws {
        let grid = VerifierSurface.Grid.table
        let rows = grid.truePositives.flatMap { right in
            grid.falsePositives.map { wrong -> ExpectedRow in
                let outcomes = accepted(VerifierRates(truePositive: right, falsePositive: wrong), noise, 4)
                func clean(_ value: Double) -> Double { value < 1e-12 ? 0 : value > 1 - 1e-12 ? 1 : value }
                func mean(_ value: (Outcome) -> Double) -> ExpectedCell { .number(average(outcomes.map(value))) }
                return [
                    ("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model"),
                    ("noise", .text(noise.rawValue)), ("budget", 4), ("tpr", .number(right)), ("fpr", .number(wrong)),
                    ("right", ExpectedInterval.mean(outcomes.map { clean($0.right) })),
                    ("wrong", ExpectedInterval.mean(outcomes.map { clean($0.wrong) })),
                    ("abstained", mean(\.abstained)),
                    ("samples_spent", mean(\.samples)), ("tokens_spent", mean(\.tokens)),
                    ("flops_spent", mean(\.flops)),
                    ("verifier_calls", mean(\.verifierCalls)), ("problems", 6), ("pool_size", 6),
                ]
            }
        }
        let study = try await VerifierSurfaceStudy(
            of: [run.stored], noise: noise, budget: 4, in: run.store
        ) { _ in }
        try expect(ReadReport(study.report).tables[0], says: rows)
        let people = try ReadReport(Report(study.report.tables.map { .table($0) })).tables
        for (table, name) in try pairs(people, ["right", "wrong"]) {
            let names = grid.falsePositives.map { "fpr_\($0)" }
            for (row, right) in try pairs(table.rows.indices, grid.truePositives) {
                #expect(Double(table[row, "tpr"]) == right)
                for (column, wrong) in try pairs(names, grid.falsePositives) {
                    let outcomes = accepted(VerifierRates(truePositive: right, falsePositive: wrong), noise, 4)
                    let expected = average(outcomes.map { name == "right" ? $0.right : $0.wrong })
                    #expect(abs((Double(table[row, column]) ?? .nan) - expected) < 1e-9)
                }
            }
        }
    }

    @Test("a dialled verifier: its stored verdicts, the mean over its noise, its rates and its utility")
    func dial() async throws {
        let request = try NoisyVerifierRequest(
            .noisy(NoisyVerifier(tpr: 0.8, fpr: 0.3, per: .candidate)), budgets: [2, 6], penalties: [0.5, 3])
        try await NoisyJudging(of: run.stored, in: run.store).judge(by: request.verifier) { _ in }
        let study = try await NoisyVerifierStudy(of: [run.stored], request, in: run.store) { _ in }
        let report = try #require(study.runs.first)
        // The verdicts as they are stored, in the place of those that were written down.
        let judged = try pairs(run.problems, report.pools.entries).map { problem, entry in
            var items = problem.items
            for (index, candidate) in entry.pool.candidates.enumerated() {
                items[index].isAcceptedByOther = candidate.isAccepted == true
            }
            return (problem: problem.problem, items: items)
        }
        let reference = CountedOut(judged, verdicts: \.isAcceptedByOther)
        let answered = judged.map { $0.items.filter { $0.answer != nil } }
        func count(_ isCounted: (Item) -> Bool) -> [Double] { answered.map { Double($0.count(where: isCounted)) } }
        let rates: [(name: String, part: [Double], whole: [Double])] = [
            ("FPR", count { !$0.isRight && $0.isAcceptedByOther }, count { !$0.isRight }),
            ("FNR", count { $0.isRight && !$0.isAcceptedByOther }, count(\.isRight)),
            ("FDR", count { !$0.isRight && $0.isAcceptedByOther }, count(\.isAcceptedByOther)),
        ]
        let meanings = ["P(accepted | wrong)", "P(rejected | right)", "P(wrong | accepted)"]
        let tables = try ReadReport(Report(study.report.tables.map { .table($0) })).tables
        try expect(
            tables[2],
            says: try pairs(rates, meanings).map { rate, meaning -> ExpectedRow in
                let interval = Interval.ratio(
                    of: rate.part, over: rate.whole, resampling: Resampling(problems: 6))
                return [
                    ("rate", .text(rate.name)), ("meaning", .text(meaning)),
                    ("value", .estimate(rate.part.reduce(0, +) / rate.whole.reduce(0, +), interval)),
                    ("candidates", .number(rate.whole.reduce(0, +))),
                ]
            })
        let values = rates.map { $0.part.reduce(0, +) / $0.whole.reduce(0, +) }
        let long = try ReadReport(study.report).tables[0]
        let dialled = VerifierRates(truePositive: 0.8, falsePositive: 0.3)
        let strategies: [any Strategy] = [
            FirstAccepted(), FirstAcceptedMajority(), AcceptedVote(), AcceptedVoteMajority(),
        ]
        func result(_ outcome: Outcome) -> CountedOut.Result {
            CountedOut.Result(
                right: outcome.right, wrong: outcome.wrong, abstained: outcome.abstained, samples: outcome.samples,
                tokens: outcome.tokens, flops: outcome.flops, calls: outcome.verifierCalls)
        }
        let sources: [(String, String, (Int) throws -> [CountedOut.Result])] =
            [("stored", "verifier", { reference.results("verifier", $0) })]
            + strategies.dropFirst().map { strategy in
                (
                    "stored", strategy.name,
                    { budget in
                        try report.pools.entries.map {
                            result(try strategy.outcomes(for: $0.pool, budgets: [budget])[0])
                        }
                    }
                )
            } + [
                ("noise", "verifier", { accepted(dialled, .candidate, $0).map(result) }),
                (
                    "theory", "verifier",
                    { budget in
                        pools.map { pool in
                            let theory = AcceptanceTheory([(pool: pool, rates: dialled)]).expectation(
                                budget: budget)
                            return CountedOut.Result(
                                right: theory.right, wrong: theory.wrong, abstained: theory.abstained,
                                samples: theory.samples, tokens: .nan, flops: .nan, calls: theory.verifierCalls)
                        }
                    }
                ),
            ]
        let rows = try sources.flatMap { source, strategy, results in
            try [2, 6].map { budget -> ExpectedRow in
                let results = try results(budget)
                func clean(_ part: KeyPath<CountedOut.Result, Double>) -> [Double] {
                    results.map { $0[keyPath: part] }.map { $0 < 1e-12 ? 0 : $0 > 1 - 1e-12 ? 1 : $0 }
                }
                func mean(_ part: KeyPath<CountedOut.Result, Double>) -> ExpectedCell {
                    .number(average(results.map { $0[keyPath: part] }))
                }
                return [
                    ("run", .integer(Int(run.run.value))), ("domain", "chain"), ("model", "lopsided-model"),
                    ("verifier", "dial:fpr=0.3,per=candidate,seed=1,tpr=0.8"), ("source", .text(source)),
                    ("strategy", .text(strategy)), ("budget", .integer(budget)),
                    ("right", ExpectedInterval.mean(clean(\.right))), ("wrong", ExpectedInterval.mean(clean(\.wrong))),
                    ("abstained", mean(\.abstained)), ("samples_spent", mean(\.samples)),
                    ("tokens_spent", mean(\.tokens)), ("flops_spent", mean(\.flops)), ("verifier_calls", mean(\.calls)),
                    ("false_positive_rate", .number(values[0])), ("false_negative_rate", .number(values[1])),
                    ("false_discovery_rate", .number(values[2])), ("problems", 6), ("pool_size", 6),
                ]
            }
        }
        try expect(long, says: rows)
        // Tables for people: right answers with costs at the largest budget, then wrong ones.
        for (table, part) in try pairs(Array(tables.prefix(2)), [\CountedOut.Result.right, \.wrong]) {
            for (row, source) in try pairs(table.rows.indices, sources) {
                #expect(table[row, "strategy"] == source.1)
                for budget in [2, 6] {
                    let expected = average(try source.2(budget).map { $0[keyPath: part] })
                    #expect(abs((Double(table[row, "at_\(budget)"]) ?? .nan) - expected) < 1e-9)
                }
                guard part == \.right else { continue }
                let costs: [(String, KeyPath<CountedOut.Result, Double>)] = [
                    ("abstained", \.abstained), ("samples_spent", \.samples), ("verifier_calls", \.calls),
                ]
                for (name, cost) in costs {
                    let expected = average(try source.2(6).map { $0[keyPath: cost] })
                    #expect(abs((Double(table[row, name]) ?? .nan) - expected) < 1e-9, "\(name) of row \(row + 1)")
                }
            }
        }
        // Utility at the best budget, of 0 to all.
        for penalty in [0.5, 3] {
            let row = try #require(
                tables[3].rows.indices.first {
                    Double(tables[3][$0, "lambda"]) == penalty && tables[3][$0, "strategy"] == "verifier"
                        && tables[3][$0, "source"] == "stored verdicts"
                })
            let options = (1...6).map { budget -> (budget: Int, right: Double, wrong: Double) in
                let results = reference.results("verifier", budget)
                return (budget, average(results.map(\.right)), average(results.map(\.wrong)))
            }
            let utilities = [0] + options.map { $0.right - penalty * $0.wrong }
            let best = try #require(utilities.firstIndex { $0 >= (utilities.max() ?? 0) - 1e-12 })
            let (right, wrong) = best == 0 ? (0, 0) : (options[best - 1].right, options[best - 1].wrong)
            #expect(tables[3][row, "best_budget"] == "\(best)")
            let ends = ["utility_low", "utility_high"].compactMap { Double(tables[3][row, $0]) }
            #expect(best == 0 || ends.count == 2 && ends[0] <= utilities[best] && utilities[best] <= ends[1])
            for (name, value) in [("utility", utilities[best]), ("right", right), ("wrong", wrong)] {
                #expect(abs((Double(tables[3][row, name]) ?? .nan) - value) < 1e-9, "\(name) at λ = \(penalty)")
            }
        }
    }
}
