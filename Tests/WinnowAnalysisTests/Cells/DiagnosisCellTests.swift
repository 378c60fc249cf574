import Foundation
import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Every cell of diagnoses, claims and splits of a budget")
struct DiagnosisCellTests {
    private let run: LopsidedRun
    private typealias Item = LopsidedPool.Item

    init() throws {
        run = try LopsidedRun(in: Store.inMemory())
    }

    /// The rows of a group of figures, as programs read them.
    private func figures(_ table: ReadTable, _ group: String) -> [(
        row: String, budget: String, measure: String, cells: [String]
    )] {
        table.rows.indices.filter { table[$0, "group"] == group }.map { row in
            (
                table[row, "row"], table[row, "budget"], table[row, "measure"],
                [table[row, "value"], table[row, "value_low"], table[row, "value_high"], table[row, "problems"]]
            )
        }
    }

    /// Expects a figure: its value, its limits and its problems.
    private func expect(
        _ table: ReadTable, _ group: String, _ row: String, budget: Int? = nil, _ measure: String, _ cell: ExpectedCell,
        problems: Int = 6, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let found = figures(table, group).filter {
            $0.row == row && $0.measure == measure && (budget == nil || $0.budget == "\(budget ?? 0)")
        }
        let place = "\(measure) of \(row) in \(group)"
        try #require(found.count == 1, "\(place): \(found.count)", sourceLocation: sourceLocation)
        let numbers = found[0].cells.map { Double($0) }
        #expect(numbers[3] == Double(problems), "\(place)", sourceLocation: sourceLocation)
        func isNear(_ own: Double?, _ other: Double?) -> Bool {
            guard let own, let other else { return own == nil && other == nil }
            return abs(own - other) < 1e-9
        }
        switch cell {
        case .estimate(let value, let low, let high):
            let expected = [value, low, high]
            for (own, number) in try pairs(Array(numbers.prefix(3)), expected) {
                #expect(
                    isNear(own, number), "\(place): \(found[0].cells), not \(expected)", sourceLocation: sourceLocation)
            }
        case .number(let value), .near(let value, _):
            #expect(
                isNear(numbers[0], value), "\(place): \(found[0].cells), not \(value)", sourceLocation: sourceLocation)
        case .between(let value):
            #expect(
                isNear(numbers[0], value), "\(place): \(found[0].cells), not \(value)", sourceLocation: sourceLocation)
            #expect(
                (numbers[1] ?? .nan) <= value + 1e-9 && value - 1e-9 <= (numbers[2] ?? .nan),
                "\(place): \(found[0].cells)",
                sourceLocation: sourceLocation)
        case .text(let text): #expect(found[0].cells[0] == text, "\(place)", sourceLocation: sourceLocation)
        case .missing: #expect(found[0].cells[0].isEmpty, "\(place)", sourceLocation: sourceLocation)
        }
    }

    /// The candidates of one parity of the sample index.
    private func half(_ parity: Int) -> CountedOut {
        CountedOut(
            run.problems.map { problem in
                (problem.problem, problem.items.indices.filter { $0 % 2 == parity }.map { problem.items[$0] })
            }, verdicts: \.soundVerdict)
    }

    private func rates(_ parity: Int) -> [Double] { half(parity).right("single", 1) }

    @Test("a diagnosis: limits, gaps, histograms, halves and the best strategy by difficulty")
    func diagnosis() async throws {
        let study = try await Diagnosis(of: [run.stored], in: run.store) { _ in }
        let table = try ReadReport(study.report).tables[0]
        let reference = run.reference

        let covered = run.problems.map { $0.items.contains(where: \.isRight) ? 1.0 : 0 }
        let settled = try run.pools.entries.map { $0.pool.isLeadSettled ? 1.0 : 0 }
        try expect(table, "limits", "6", "mode_right", ExpectedInterval.mean(reference.right("majority", 6)))
        try expect(table, "limits", "6", "covered", ExpectedInterval.mean(covered))
        try expect(table, "limits", "6", "mode_settled", ExpectedInterval.mean(settled))

        let votes = run.problems.map { problem -> Double in
            let sizes = Dictionary(grouping: problem.items.compactMap(\.answer)) { $0 }.values.map { Double($0.count) }
            let all = sizes.reduce(0, +)
            return all * (all - 1) / sizes.reduce(0) { $0 + $1 * ($1 - 1) }
        }.sorted()
        for (name, place) in [("lower_quartile", 1.25), ("median", 2.5), ("upper_quartile", 3.75)] {
            let low = votes[Int(place)]
            let value = low + (place - Double(Int(place))) * (votes[Int(place) + 1] - low)
            try expect(table, "effective-votes", "6", name, .between(value))
        }

        let coverage = reference.right("oracle", 6)
        for name in ["single", "majority", "best-logprob"] {
            let right = reference.right(name, 6)
            try expect(table, "gap", name, budget: 6, "right", ExpectedInterval.mean(right))
            try expect(table, "gap", name, budget: 6, "gap", ExpectedInterval.difference(coverage, right))
        }

        let counts = run.problems.map { $0.items.count(where: \.isRight) }
        for (name, shares) in [
            ("none", [0]), ("10–20 %", [1]), ("30–40 %", [2]), ("50–60 %", [3]), ("60–70 %", [4]), ("all", [6]),
        ] {
            let values = counts.map { shares.contains($0) ? 1.0 : 0 }
            try expect(table, "histogram", name, "measured", ExpectedInterval.mean(values))
        }
        let fit = BetaBinomialFit(successes: counts, trials: [6, 6, 6, 6, 6, 6])
        try expect(table, "success-rates", "with mass at zero", "a", .number(fit.distribution.a))
        try expect(table, "success-rates", "with mass at zero", "b", .number(fit.distribution.b))
        try expect(table, "success-rates", "with mass at zero", "zero_mass", .number(fit.distribution.zeroMass))
        try expect(table, "success-rates", "with mass at zero", "log_likelihood", .number(fit.logLikelihood))
        for budget in [1, 2, 4, 6] {
            let right = reference.right("oracle", budget)
            try expect(table, "coverage", "pool", budget: budget, "measured", ExpectedInterval.mean(right))
            try expect(
                table, "coverage", "pool", budget: budget, "beta_binomial",
                .number(fit.distribution.coverage(at: budget)))
        }
        let fitted = Set((0..<40).map { Int(pow(6, Double($0) / 39).rounded()) }).sorted()
        let measured = fitted.map { average(reference.right("oracle", $0)) }
        let law = try #require(CoverageLaw(budgets: fitted, coverages: measured))
        try expect(table, "coverage-law", "1…6", "a", .between(law.a))
        try expect(table, "coverage-law", "1…6", "b", .between(law.b))
        try expect(table, "coverage-law", "1…6", "error", .number(law.error(budgets: fitted, coverages: measured)))
    }

    /// A problem with its bin by the rate of one half; scored on the other.
    private func items() -> [(problem: Int, bin: Int, other: CountedOut)] {
        [0, 1].flatMap { parity in
            let rates = rates(parity)
            return rates.indices.map { problem in
                // Twice the middle rank among all, of which a fifth each makes a bin.
                let rank = rates.reduce(0) { $0 + ($1 > rates[problem] ? 2 : $1 == rates[problem] ? 1 : 0) }
                return (problem, min(4, 5 * rank / 12), half(1 - parity))
            }
        }
    }

    @Test("difficulty from one half of the candidates, right answers from the other")
    func halves() async throws {
        let study = try await Diagnosis(of: [run.stored], in: run.store) { _ in }
        let table = try ReadReport(study.report).tables[0]
        let items = items()
        for name in ["single", "majority", "best-logprob", "oracle"] {
            for bin in 0..<5 {
                let own = items.filter { $0.bin == bin }
                let right = own.map { $0.other.right(name, 3)[$0.problem] }
                let problems = Set(own.map(\.problem)).count
                guard problems > 0 else { continue }
                try expect(
                    table, "difficulty", name, budget: 3, "bin_\(bin + 1)", .between(average(right)), problems: problems
                )
            }
        }
    }

    @Test("the best strategy of each bin is chosen on one half of the problems and scored on the other")
    func computeOptimal() async throws {
        let names = ["single", "majority", "best-logprob"]
        let strategies = names.compactMap { Strategies.named($0) }
        let pools = try run.pools.entries.map(\.pool)
        let halved = try await HalvedRun(pools, size: 6, strategies: strategies) { _ in }
        let group = halved.computeOptimal(
            among: [0, 1, 2], keys: pools.map(\.key), resampling: Resampling(problems: 6))
        let table = try ReadReport(
            Report([SubjectFigures(subject: [.init(Column("run"), .text("1"))], groups: [group])])
        ).tables[0]
        let items = items()
        let order = pools.indices.sorted { pools[$0].key < pools[$1].key }
        let folds = pools.indices.map { problem in (order.firstIndex(of: problem) ?? 0) % 2 }
        for budget in [1, 2, 3] {
            let right = items.map { item in names.map { item.other.right($0, budget)[item.problem] } }
            /// The first of the best strategies over some items; nil without any.
            func best(_ chosen: [Int]) -> Int? {
                guard !chosen.isEmpty else { return nil }
                let sums = names.indices.map { name in chosen.reduce(0) { $0 + right[$1][name] } }
                return sums.firstIndex { $0 >= (sums.max() ?? 0) - 1e-9 }
            }
            func choice(_ item: Int, _ isFitted: (Int) -> Bool, byBin: Bool) -> Int {
                let fitted = items.indices.filter(isFitted)
                let own = byBin ? best(fitted.filter { items[$0].bin == items[item].bin }) : nil
                return own ?? best(fitted) ?? 0
            }
            func values(_ choice: (Int) -> Int) -> [Double] {
                (0..<6).map { problem in
                    average(items.indices.filter { items[$0].problem == problem }.map { right[$0][choice($0)] })
                }
            }
            func isOther(_ item: Int) -> (Int) -> Bool {
                { folds[items[$0].problem] != folds[items[item].problem] }
            }
            let crossFitted = values { choice($0, isOther($0), byBin: true) }
            let single = values { choice($0, isOther($0), byBin: false) }
            let inSample = values { choice($0, { _ in true }, byBin: true) }
            let expected: [(String, ExpectedCell)] = [
                ("single", .text(names[best(Array(items.indices)) ?? 0])),
                ("right", ExpectedInterval.mean(crossFitted)),
                ("right_single", ExpectedInterval.mean(single)),
                ("gain", ExpectedInterval.difference(crossFitted, single)),
                ("optimism", ExpectedInterval.difference(inSample, crossFitted)),
            ]
            for (name, cell) in expected {
                try expect(table, "compute-optimal", "best by bin", budget: budget, name, cell)
            }
            for bin in 0..<5 {
                let own = best(items.indices.filter { items[$0].bin == bin })
                try expect(
                    table, "compute-optimal", "best by bin", budget: budget, "choice_\(bin + 1)",
                    own.map { .text(names[$0]) } ?? .missing)
            }
        }
    }

    // MARK: Claims

    @Test("claims are measured on what they say, with the sign that they say it")
    func claims() async throws {
        let reference = run.reference
        func minus(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }
        // A quarter of 4 and of 6 samples is one.
        func growth(_ name: String, _ budget: Int) -> [Double] {
            minus(reference.right(name, budget), reference.right(name, 1))
        }
        func split(_ parity: Int) -> [[Item]] {
            run.problems.map { problem in
                problem.items.indices.filter { $0 % 2 == parity }.map { problem.items[$0] }.filter { $0.answer != nil }
            }
        }
        let (first, second) = (split(0), split(1))
        func leaders(_ items: [Item]) -> [String] {
            let votes = Dictionary(grouping: items.compactMap(\.answer)) { $0 }
            let most = votes.values.map(\.count).max()
            return votes.filter { $0.value.count == most }.map(\.key)
        }
        func vote(_ items: [Item]) -> Double {
            let leaders = leaders(items)
            return leaders.isEmpty ? 0 : Double(leaders.count { $0 == "r" }) / Double(leaders.count)
        }
        let singleOfSecond = rates(1)
        let gains = run.problems.indices.filter { problem in
            let leaders = leaders(first[problem])
            return !leaders.isEmpty && !leaders.contains("r")
        }.map { vote(second[$0]) - singleOfSecond[$0] }
        func contrast(_ property: (Item) -> Bool?, _ value: ([Item], Item) -> Double) -> [Double] {
            run.problems.compactMap { problem in
                let (holding, failing) = (
                    problem.items.filter { property($0) == true }, problem.items.filter { property($0) == false }
                )
                guard !holding.isEmpty, !failing.isEmpty else { return nil }
                return average(holding.map { value(problem.items, $0) })
                    - average(failing.map { value(problem.items, $0) })
            }
        }
        func isRight(_ item: Item) -> Bool? { item.answer == nil ? nil : item.isRight }
        func rate(_ values: [Double]) -> Interval? { .interval(of: values) }
        func difference(_ values: [Double]) -> Interval? { .difference(values) }
        func amount(_ values: [Double]) -> Interval? { .amount(of: values) }
        typealias Expected = (interval: ([Double]) -> Interval?, budgets: [Int], values: (Int) -> [Double])
        let saved = try run.pools.entries.map {
            1 - (try AdaptiveVote.replay([AdaptiveVote.esc], on: $0.pool, cap: 6)[0].outcome.samples) / 6
        }
        // What a strategy does depends on its budget; the other claims are about all candidates.
        let expected: [String: Expected] = [
            "coverage-outgrows-votes": (difference, [4, 6], { minus(growth("oracle", $0), growth("majority", $0)) }),
            "votes-fall-where-the-mode-is-wrong": (difference, [6], { _ in gains }),
            "likeliest-sample-loses-to-votes": (
                difference, [4, 6], { minus(reference.right("best-logprob", $0), reference.right("majority", $0)) }
            ),
            "sound-verifier-is-never-wrong": (rate, [4, 6], { reference.results("verifier", $0).map(\.wrong) }),
            "votes-carry-no-guarantee": (rate, [4, 6], { reference.results("majority", $0).map(\.wrong) }),
            "verifier-beats-votes": (
                difference, [4, 6], { minus(reference.right("verifier", $0), reference.right("majority", $0)) }
            ),
            "right-answers-through-illegal-traces": (
                rate, [6],
                { _ in
                    run.problems.compactMap { problem in
                        let right = problem.items.filter(\.isRight)
                        return right.isEmpty ? nil : Double(right.count { $0.isLegal == false }) / Double(right.count)
                    }
                }
            ),
            "legality-says-little": (difference, [6], { _ in contrast(\.isLegal) { $1.isRight ? 1 : 0 } }),
            "shorter-traces-are-right": (
                amount, [6],
                { _ in
                    contrast(isRight) { items, item in
                        let answered = items.filter { $0.answer != nil }
                        return Double(item.traceTokens) / average(answered.map { Double($0.traceTokens) })
                    }
                }
            ),
            "esc-saves-samples": (rate, [6], { _ in saved }),
        ]
        let study = try await ClaimStudy(
            of: [run.stored], in: run.store, names: expected.keys.sorted(), budget: nil
        ) { _ in }
        let table = try ReadReport(study.report).tables[0]
        var row = 0
        for (name, expected) in expected.sorted(by: { $0.key < $1.key }) {
            let claim = try #require(Claim.all.first { $0.name == name })
            let first = row
            var (sides, verdicts): (Set<Int>, Set<String>) = ([], [])
            for budget in expected.budgets {
                try #require(row < table.rows.count)
                let values = expected.values(budget)
                let interval = try #require(expected.interval(values))
                let effect = (value: average(values), low: interval.low, high: interval.high)
                let numbers = [effect.value, effect.low, effect.high]
                for (column, number) in try pairs(["effect", "effect_low", "effect_high"], numbers) {
                    #expect(abs((Double(table[row, column]) ?? .nan) - number) < 1e-9, "\(column) of \(name)")
                }
                #expect(table[row, "claim"] == name && table[row, "problems"] == "\(values.count)")
                #expect(table[row, "budget"] == "\(budget)", "\(name)")
                let verdict = verdict(claim, effect)
                #expect(table[row, "verdict"] == verdict, "\(name) at \(budget)")
                verdicts.insert(verdict)
                sides.insert(abs(effect.value) < claim.smallest ? 0 : effect.low > 0 ? 1 : effect.high < 0 ? -1 : 0)
                row += 1
            }
            let change = sides.isSuperset(of: [1, -1]) ? "sign changes" : verdicts.count > 1 ? "verdict changes" : ""
            #expect(try nonEmpty(first..<row).allSatisfy { table[$0, "across_budgets"] == change }, "\(name)")
        }
        #expect(table.rows.count == row)
    }

    /// The prediction is held against the whole interval, and an effect that is too small decides nothing.
    private func verdict(_ claim: Claim, _ effect: (value: Double, low: Double, high: Double)) -> String {
        // How far it is beyond the bound, as the claim says it.
        let beyond: (value: Double, low: Double, high: Double)
        switch claim.prediction {
        case .above(let bound): beyond = (effect.value - bound, effect.low - bound, effect.high - bound)
        case .below(let bound): beyond = (bound - effect.value, bound - effect.high, bound - effect.low)
        case .within(let margin):
            let isOutside = effect.low > margin || effect.high < -margin
            return effect.low > -margin && effect.high < margin
                ? "supported" : isOutside ? "contradicted" : "undecided"
        }
        if beyond.low > 0, beyond.value >= claim.smallest { return "supported" }
        if beyond.high < 0, beyond.value <= -claim.smallest { return "contradicted" }
        return max(-beyond.low, beyond.high) < claim.smallest ? "negligible" : "undecided"
    }

    @Test("a prediction is supported, contradicted or undecided by the whole interval", arguments: [-1.0, 1])
    func verdicts(sign: Double) {
        let prediction = sign > 0 ? Claim.Prediction.above(0.2) : .below(-0.2)
        func verdict(_ low: Double, _ high: Double, smallest: Double = 0) -> Claim.Verdict {
            let ends = [sign * low, sign * high]
            return prediction.verdict(
                sign * (low + high) / 2, low: ends.min() ?? .nan, high: ends.max() ?? .nan, smallest: smallest)
        }
        #expect(verdict(0.3, 0.4) == .supported)
        #expect(verdict(0.1, 0.4) == .undecided)
        #expect(verdict(0, 0.1) == .contradicted)
        // Beyond the bound by 0.05, which is of interest or not.
        #expect(verdict(0.22, 0.28, smallest: 0.04) == .supported)
        #expect(verdict(0.22, 0.28, smallest: 0.06) == .undecided)
        #expect(verdict(0.22, 0.28, smallest: 0.09) == .negligible)
        #expect(verdict(0.12, 0.18, smallest: 0.04) == .contradicted)
        #expect(verdict(0.12, 0.18, smallest: 0.06) == .undecided)
        #expect(verdict(0.12, 0.18, smallest: 0.09) == .negligible)
    }

    // MARK: Solve or verify

    @Test("samples against verifications: places on the curves, the choice of the other half, and the majority")
    func solveOrVerify() async throws {
        try run.score("twice", repeats: 2)
        let source = ScoreSource("twice")
        let pools = try run.pools.scored(by: [source], in: run.store, requiring: true)
        let study = try await SolveOrVerify(pools, source, .max, axis: .tokens) { _ in }
        #expect(study.verifications == [1, 2])
        let sizes = [1, 2, 3, 4, 6]
        let answered = run.problems.map { $0.items.filter { $0.answer != nil } }
        for (index, curve) in study.curves.enumerated() {
            for (point, size) in try pairs(curve, sizes) {
                #expect(point.samples == size)
                // A score costs its tokens as often as it is asked; both are stored with the cost of one.
                let costs = try run.pools.entries.indices.map { problem -> Double in
                    let items = run.problems[problem].items
                    let tokens = items.reduce(0) { $0 + $1.tokens }
                    let scored = answered[problem].reduce(0) { $0 + LopsidedRun.scoreCost($1).tokens }
                    return Double(size) / 6 * (Double(tokens) + Double(index + 1) * Double(scored))
                }
                #expect(abs(point.cost - average(costs)) < 1e-9)
                let outcomes = try pools.entries.map { entry in
                    try ScoredStrategy(source, .max, verifications: index + 1).outcomes(
                        for: entry.pool, budgets: [size])[0]
                }
                #expect(try pairs(point.right, outcomes).allSatisfy { $0 == $1.right })
                let errors = outcomes.compactMap(\.standardError)
                let error = errors.isEmpty ? nil : errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / 6
                #expect(point.standardError == error)
            }
        }
        // Between two points, the coin spends the budget exactly.
        let curve = study.curves[0]
        let budget = 0.3 * curve[1].cost + 0.7 * curve[2].cost
        let place = try #require(study.place(budget, on: curve))
        #expect(place.low == 1 && abs(place.share - 0.7) < 1e-9 && abs(place.samples - 2.7) < 1e-9)
        for (own, problem) in try pairs(SolveOrVerify.right(place, on: curve), run.problems.indices) {
            #expect(abs(own - 0.3 * curve[1].right[problem] - 0.7 * curve[2].right[problem]) < 1e-9)
        }
        // The report: each half of the problems takes the choice of the other.
        let halves = pools.halves
        func chosen(_ row: Int, _ isUsed: (Int) -> Bool) -> Int {
            let used = halves.indices.filter(isUsed)
            let rates = study.curves.map { curve -> Double in
                guard let place = study.place(study.budgets[row], on: curve) else { return -1 }
                let right = SolveOrVerify.right(place, on: curve)
                return average(used.map { right[$0] })
            }
            return rates.firstIndex { $0 >= (rates.max() ?? 0) - 1e-12 } ?? 0
        }
        let report = try await SolveOrVerifyStudy(
            of: [run.stored], scorer: "twice", rule: .max, axis: .tokens, in: run.store
        ) { _ in }
        let table = try ReadReport(report.report).tables[0]
        let resamples = 2_000
        var isDifferent = false
        for row in study.budgets.indices {
            let name = Axis.tokens.text(study.budgets[row])
            let fair = halves.indices.map { problem -> Double in
                let index = chosen(row) { halves[$0] != halves[problem] }
                isDifferent = isDifferent || index != chosen(row) { halves[$0] == halves[problem] }
                let place = study.place(study.budgets[row], on: study.curves[index])
                return place.map { SolveOrVerify.right($0, on: study.curves[index])[problem] } ?? .nan
            }
            let majority = try majority(study.budgets[row])
            let all = chosen(row) { _ in true }
            let samples = try #require(study.place(study.budgets[row], on: study.curves[all])).samples
            try expect(table, "best", name, "samples", .between(samples))
            try expect(table, "best", name, "verifications", .between(Double(all + 1)))
            try expect(table, "best", name, "right", ExpectedInterval.mean(fair, resamples: resamples))
            try expect(table, "best", name, "majority", ExpectedInterval.mean(majority, resamples: resamples))
            try expect(
                table, "best", name, "difference", ExpectedInterval.difference(fair, majority))
            for (index, curve) in study.curves.enumerated() {
                let place = study.place(study.budgets[row], on: curve)
                try expect(
                    table, "iso-cost", name, "right_at_v\(index + 1)",
                    place.map { ExpectedInterval.mean(SolveOrVerify.right($0, on: curve), resamples: resamples) }
                        ?? .missing)
                try expect(
                    table, "iso-cost-samples", name, "samples_at_v\(index + 1)",
                    place.map { .number($0.samples) } ?? .missing)
            }
        }
        #expect(isDifferent, "both halves choose alike, so that a choice judged where it was made would not show")
    }

    /// The majority that spends a budget of tokens: mixed between two numbers of samples, of all where these cost less.
    private func majority(_ budget: Double) throws -> [Double] {
        let sizes = [1, 2, 3, 4, 6]
        let columns = sizes.map { run.reference.results("majority", $0) }
        let costs = columns.map { average($0.map(\.tokens)) }
        guard let low = costs.lastIndex(where: { $0 <= budget * (1 + 1e-9) }) else { return columns[0].map(\.right) }
        guard low + 1 < costs.count else { return columns[low].map(\.right) }
        let share = max(0, (budget - costs[low]) / (costs[low + 1] - costs[low]))
        return (0..<6).map { (1 - share) * columns[low][$0].right + share * columns[low + 1][$0].right }
    }
}
