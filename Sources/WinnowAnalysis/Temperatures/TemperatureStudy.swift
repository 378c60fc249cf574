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
    let problems: Int
}

/// The study has strategies at temperatures of their own and at a common one.
public struct TemperatureStudy: Study {
    public let request: Request

    /// There is one for each strategy.
    let choices: [TemperatureChoice]

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
        func columns(_ pools: RunPools) async throws -> [StrategyOutcomes] {
            try await pools.columns(EstimationRequest(strategies: strategies, budgets: [budget]))
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
        let atCommon = try await columns(common)
        self.request = request
        choices = strategies.indices.compactMap { index in
            Self.choice(
                tuned.mapValues { $0[index] }, tested.mapValues { $0[index] },
                common: (request.common, atCommon[index]))
        }
    }

    private static func candidates(_ request: Request, in store: Store) throws -> [Stored<RunRecord>] {
        try RunChoice.runs([Int64](), in: store).filter { run in
            let model = try store.model(run.record.model)
            return try model.name == request.model
                && store.problemSet(run.record.problemSet).domain == request.domain
        }
    }

    private static func choice(
        _ tuned: [Double: StrategyOutcomes], _ tested: [Double: StrategyOutcomes],
        common: (temperature: Double, column: StrategyOutcomes)
    ) -> TemperatureChoice? {
        let accuracy = tuned.mapValues { mean(of: $0.right) }
        guard
            let best = accuracy.values.max(),
            let chosen = accuracy.filter({ Rounding.areEqual($0.value, best) }).keys.min(),
            let column = tested[chosen]
        else { return nil }
        let atCommon = Dictionary(
            zip(common.column.problems.map(\.record.canonicalHash), common.column.right)
        ) { first, _ in first }
        let pairs = zip(column.problems, column.right).compactMap { problem, right in
            atCommon[problem.record.canonicalHash].map { (right, $0) }
        }
        let (values, others) = (pairs.map(\.0), pairs.map(\.1))
        guard let interval = Interval.interval(of: values) else { return nil }
        return TemperatureChoice(
            strategy: column.strategy, budget: column.budget, chosen: chosen, tuneRight: accuracy[chosen] ?? .nan,
            tuneProblems: tuned[chosen]?.problems.count ?? 0, common: common.temperature, right: mean(of: values),
            interval: interval, rightAtCommon: mean(of: others),
            comparison: chosen == common.temperature ? nil : PairedComparison(values, others), problems: pairs.count)
    }
}

extension TemperatureStudy {
    public var report: Report { Report(table) }

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
            ])
        for choice in choices {
            table.append([
                .text(choice.strategy.name), .integer(choice.budget), .number(choice.chosen), .number(choice.tuneRight),
                .estimate(choice.right, low: choice.interval.low, high: choice.interval.high),
                .number(choice.common), .number(choice.rightAtCommon),
                choice.comparison.map { .estimate($0.difference, low: $0.interval.low, high: $0.interval.high) }
                    ?? .missing,
                choice.comparison.map { .number($0.pValue) } ?? .missing, .integer(choice.problems),
                .integer(choice.tuneProblems),
            ])
        }
        table.footnotes = [
            "T chosen: of the highest accuracy on the tune split, the lowest of equal ones. The test split is only measured "
                + "on. Differences are paired by problem, with Gaffke's limits, 95 %; nothing to compare where the "
                + "chosen temperature is the common one."
        ]
        return table
    }
}
