import Foundation
import WinnowCatalogue
public import WinnowCore
public import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// A choice has a strategy at the temperature that the tune split chose for it, and at a temperature that all
/// strategies share.
///
/// Strategies want different temperatures: votes and verifiers live on diversity, a single sample does not. Comparing
/// all of them at one temperature favours whichever it suits.
public struct TemperatureChoice: Sendable {
    let strategy: any Strategy
    let budget: Int
    /// The chosen temperature is that of the highest accuracy on the tune split; of equal ones the lowest.
    let chosen: Double
    /// The tune split has this accuracy at ``chosen``.
    let tuneRight: Double
    let tuneProblems: Int
    let common: Double
    /// They are on the test split, at the chosen and at the common temperature, on the same problems.
    let right: Double
    let interval: Interval
    let rightAtCommon: Double
    /// The comparison is chosen minus common; nil when they are the same temperature.
    let comparison: PairedComparison?
    /// The comparison is with the baseline, each at its chosen temperature; nil for the baseline itself, and where there is
    /// none.
    let gain: PairedComparison?
    let problems: Int
}

/// A baseline is what a strategy has to beat to have gained anything: the best of greedy, the majority and the majority
/// weighted by log-probability, each at its own temperature, by the accuracy on the tune split.
///
/// A vote at a temperature that does not suit it is a straw man.
struct TemperatureBaseline: Sendable {
    let column: StrategyOutcomes
    let temperature: Double

    static let strategies: [any Strategy] = [Greedy(), Majority(), MajorityLogProbability()]

    /// It reads as `majority at T = 0.4`.
    var title: String {
        column.strategy is Greedy ? "greedy" : "\(column.strategy.name) at T = \(temperature)"
    }
}

/// The study has strategies at temperatures of their own and at a common one.
public struct TemperatureStudy: Study {
    public let request: Request

    /// There is one for each strategy.
    let choices: [TemperatureChoice]

    /// The baseline is nil where neither votes nor greedy completions can be read of all runs.
    let baseline: TemperatureBaseline?

    /// A request says what a comparison of temperatures is about.
    public struct Request: Sendable {
        public var domain: String
        public var model: String
        /// It is empty for all that every run has data for.
        public var strategies: [String]
        /// It is nil for the smallest pool's size.
        public var budget: Int?
        public var common: Double

        public init(domain: String, model: String, strategies: [String] = [], budget: Int? = nil, common: Double = 0.8)
        {
            self.domain = domain
            self.model = model
            self.strategies = strategies
            self.budget = budget
            self.common = common
        }
    }

    /// Chooses on the runs of the tune split and measures on those of the test split.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain, or when the database lacks runs of either split, or one at the
    ///   common temperature.
    public init(_ request: Request, in store: Store, observe: WorkProgress.Observer) async throws {
        _ = try DomainChoice.named(request.domain)
        let analysis = StrategyRequest(strategies: request.strategies)
        var pools: [String: [Double: RunPools]] = [:]
        let runs = try Self.candidates(request, in: store)
        for (index, run) in runs.enumerated() {
            guard let temperature = run.record.temperature else { continue }
            await observe(
                WorkProgress(
                    task: "reading", done: Double(index), total: Double(runs.count),
                    detail: "T=\(temperature)"))
            let read = try RunPools(run, in: store, guesses: false).scored(for: analysis, in: store)
            pools[read.split, default: [:]][temperature] = read
        }
        let tune = pools["tune"] ?? [:]
        let test = pools["test"] ?? [:]
        let shared = Set(tune.keys).intersection(test.keys).sorted()
        guard !shared.isEmpty, let common = test[request.common] else {
            let needed = "both splits at several temperatures, and the test split at \(request.common)"
            throw ExperimentError(
                "\(store.path) does not have \(request.domain) \(request.model) on \(needed)",
                hint: "sample with `winnow sample --split tune --temperature 0.5,0.8,1.1` and again with `--split test`"
            )
        }
        let size = shared.flatMap { [tune[$0], test[$0]] }.compactMap { $0?.poolSize }.min() ?? 0
        let budget = request.budget ?? min(size, common.poolSize)
        let named = try analysis.checkedStrategies()
        let strategies = named.filter { strategy in
            !strategy.needs.contains(.trainingAnswers)
                && shared.allSatisfy { tune[$0]?.usable([strategy]).isEmpty == false }
        }
        let baselines = TemperatureBaseline.strategies.filter { strategy in
            shared.allSatisfy { temperature in
                [tune[temperature], test[temperature]].allSatisfy { $0?.usable([strategy]).isEmpty == false }
            }
        }
        let asked = strategies + baselines.filter { baseline in !strategies.contains { $0.name == baseline.name } }
        func columns(_ pools: RunPools) async throws -> [StrategyOutcomes] {
            try await pools.columns(EstimationRequest(strategies: asked, budgets: [budget]))
        }
        var tuned: [Double: [StrategyOutcomes]] = [:]
        var tested: [Double: [StrategyOutcomes]] = [:]
        for (index, temperature) in shared.enumerated() {
            await observe(
                WorkProgress(
                    task: "estimating", done: Double(index), total: Double(shared.count), detail: "T=\(temperature)"))
            guard let tune = tune[temperature], let test = test[temperature] else { continue }
            tuned[temperature] = try await columns(tune)
            tested[temperature] = try await columns(test)
        }
        let atCommon = try await common.columns(EstimationRequest(strategies: strategies, budgets: [budget]))
        self.request = request
        let best = baselines.compactMap { baseline in asked.firstIndex { $0.name == baseline.name } }
            .compactMap { index -> (tuned: Double, TemperatureBaseline)? in
                let accuracy = tuned.mapValues { mean(of: $0[index].right) }
                guard let chosen = Self.best(accuracy), let column = tested[chosen]?[index] else { return nil }
                return (accuracy[chosen] ?? 0, TemperatureBaseline(column: column, temperature: chosen))
            }
        // Of equal ones the first, which is the cheapest.
        let most = best.map(\.tuned).max()
        let baseline = best.first { Rounding.areEqual($0.tuned, most ?? 0) }?.1
        self.baseline = baseline
        choices = strategies.indices.compactMap { index in
            Self.choice(
                tuned.mapValues { $0[index] }, tested.mapValues { $0[index] },
                common: (request.common, atCommon[index]), baseline)
        }
    }

    /// The temperature of the highest accuracy, of equal ones the lowest.
    private static func best(_ accuracy: [Double: Double]) -> Double? {
        let best = accuracy.values.max() ?? 0
        return accuracy.filter { Rounding.areEqual($0.value, best) }.keys.min()
    }

    private static func candidates(_ request: Request, in store: Store) throws -> [Stored<RunRecord>] {
        try RunChoice.runs([], in: store).filter { run in
            let model = try store.model(run.record.model)
            return try model.name == request.model
                && store.problemSet(run.record.problemSet).domain == request.domain
        }
    }

    private static func choice(
        _ tuned: [Double: StrategyOutcomes], _ tested: [Double: StrategyOutcomes],
        common: (temperature: Double, column: StrategyOutcomes), _ baseline: TemperatureBaseline?
    ) -> TemperatureChoice? {
        let accuracy = tuned.mapValues { mean(of: $0.right) }
        guard let chosen = best(accuracy), let column = tested[chosen] else { return nil }
        let pairs = pairs(column, common.column)
        let gains = baseline.map { Self.pairs(column, $0.column) } ?? []
        let (values, others) = (pairs.map(\.0), pairs.map(\.1))
        guard let interval = Interval.interval(of: values) else { return nil }
        return TemperatureChoice(
            strategy: column.strategy, budget: column.budget, chosen: chosen, tuneRight: accuracy[chosen] ?? .nan,
            tuneProblems: tuned[chosen]?.problems.count ?? 0, common: common.temperature, right: mean(of: values),
            interval: interval, rightAtCommon: mean(of: others),
            comparison: chosen == common.temperature ? nil : PairedComparison(values, others),
            gain: gains.isEmpty || baseline?.column.strategy.name == column.strategy.name
                ? nil : PairedComparison(gains.map(\.0), gains.map(\.1)), problems: pairs.count)
    }

    /// The probabilities of a right answer on the problems that both have, by their hashes.
    private static func pairs(_ first: StrategyOutcomes, _ second: StrategyOutcomes) -> [(Double, Double)] {
        let others = Dictionary(zip(second.problems.map(\.record.canonicalHash), second.right)) { first, _ in first }
        return zip(first.problems, first.right).compactMap { problem, right in
            others[problem.record.canonicalHash].map { (right, $0) }
        }
    }
}

extension TemperatureStudy {
    public var report: Report { Report(table, answer: answer.map { [$0] } ?? []) }

    /// Says which strategy gains most over the best baseline, each at its own temperature.
    private var answer: Note? {
        let compared = choices.filter { $0.gain != nil && !$0.strategy.needs.contains(.grade) }
        guard let baseline, let best = compared.max(by: { $0.gain?.difference ?? 0 < $1.gain?.difference ?? 0 }),
            let gain = best.gain
        else { return nil }
        return Note(
            "With temperatures chosen on tune, \(best.strategy.name) of \(best.budget) at T = "
                + String(format: "%g", best.chosen)
                + " is right in \(FigureText.percent(best.right, best.interval)); against the best "
                + "baseline, \(baseline.title)" + RunSummary.contrast(gain, problems: best.problems) + ".")
    }

    private var table: Table {
        let rate = Column.Kind.number(.percent(digits: 1))
        let temperature = Column.Kind.number(.decimal(digits: 2))
        var table = Table(
            title: "\(request.domain) \(request.model): strategies at their own temperature and at a common one",
            columns: [
                Column("strategy"), Column("budget", kind: .integer),
                Column("chosen", header: "T chosen", kind: temperature),
                Column("tune_right", header: "right on tune", kind: rate),
                Column("right", header: "right on test", kind: .estimate(.percent(digits: 1))),
                Column("common", header: "T common", kind: temperature),
                Column("right_at_common", header: "right there", kind: rate),
                Column("difference", header: "chosen − common", kind: .estimate(.percent(digits: 1))),
                Column("p", kind: .number(.scientific(digits: 1))), Column("problems", kind: .integer),
                Column("tune_problems", header: "tune problems", kind: .integer),
                Column("gain", header: "chosen − baseline", kind: .estimate(.percent(digits: 1))),
                Column("p_gain", header: "p", kind: .number(.scientific(digits: 1))), Column("baseline"),
            ])
        for choice in choices {
            table.append([
                .text(choice.strategy.name), .integer(choice.budget), .number(choice.chosen), .number(choice.tuneRight),
                .estimate(choice.right, low: choice.interval.low, high: choice.interval.high),
                .number(choice.common), .number(choice.rightAtCommon),
                choice.comparison.map { .estimate($0.difference, low: $0.interval.low, high: $0.interval.high) }
                    ?? .missing,
                choice.comparison.map { .number($0.pValue) } ?? .missing, .integer(choice.problems),
                .integer(choice.tuneProblems), choice.gain.map(Cell.difference) ?? .missing,
                choice.gain.map { .number($0.pValue) } ?? .missing,
                baseline.map { .text($0.title) } ?? .missing,
            ])
        }
        table.footnotes = [
            "T chosen: of the highest accuracy on the tune split, the lowest of equal ones. The test split is only measured "
                + "on. Differences are paired by problem, with Gaffke's limits, 95 %; nothing to compare where the "
                + "chosen temperature is the common one."
        ]
        if let baseline {
            table.footnotes.append(
                "Baseline: the best of greedy, majority and majority-logprob, each at its own temperature, by the tune split: "
                    + "\(baseline.title). A strategy has gained something only where its interval over the baseline is above 0."
            )
        }
        return table
    }
}
