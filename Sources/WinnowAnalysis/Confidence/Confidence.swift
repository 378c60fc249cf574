public import WinnowCore
import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// A request says what to try for a vote weighted by confidence.
public struct ConfidenceRequest: Sendable {
    /// One of these temperatures is chosen; all are above 0.
    public var temperatures: [Double]
    /// A vote has so many samples per problem; nil for 16, or the pools if they are smaller.
    public var budget: Int?
    /// This score is the confidence, such as `orm` or `prm-min`; nil for the log-probability per token.
    public var scorer: String?

    public init(temperatures: [Double], budget: Int? = nil, scorer: String? = nil) {
        self.temperatures = temperatures
        self.budget = budget
        self.scorer = scorer
    }
}

/// A row is one vote on one run.
public struct ConfidenceRow: Sendable {
    public let strategy: String
    /// It is nil where votes have no temperature.
    public let temperature: Double?
    public let right: Double
    public let interval: Interval
    /// The Monte Carlo standard error is that of ``right``; nil where it is exact.
    public let standardError: Double?
    /// The gain is ``right`` minus that of the plain majority; nil for the majority.
    public let gain: PairedComparison?
    /// The plain majority is as often right at so many samples; nil for the majority.
    public let majorityNeeds: EqualAccuracy?
}

/// The discrimination says how much better the confidence of right samples is than that of wrong ones of the same
/// problem.
public struct Discrimination: Sendable {
    /// The mean is over ``problems``; NaN when there is none.
    public let mean: Double
    public let interval: Interval
    /// So many problems have both right and wrong samples.
    public let problems: Int

    init(_ pools: RunPools, _ source: ScoreSource?) {
        let values = pools.entries.compactMap { entry in
            guard let source else { return entry.pool.confidenceDiscrimination }
            return entry.pool.scores[source].flatMap { entry.pool.discrimination(of: $0.means) }
        }
        mean = WinnowStatistics.mean(of: values)
        interval = .interval(of: values) ?? Interval(low: .nan, high: .nan, method: .constant)
        problems = values.count
    }
}

/// A vote weighted by confidence has its temperature chosen on the tune split, and is reported on another run.
public struct Confidence: Study {
    public let pools: RunPools
    public let tunePools: RunPools
    public let budget: Int
    /// The rows have the vote at each temperature on the tune run, temperatures rising.
    public let tuning: [ConfidenceRow]
    /// The chosen temperature is the one most often right on the tune run, the larger of equals.
    public let temperature: Double
    /// The rows have votes on the run itself, the plain majority first.
    public let rows: [ConfidenceRow]
    public let discrimination: Discrimination
    /// The temperature is chosen for the vote of this name.
    public var strategy: String { vote.name }
    let vote: any Strategy

    /// - Parameter store: with the scores of the request's scorer.
    /// - Throws: ``ExperimentError`` when the runs do not fit together, have no log-probabilities or scores, or fewer
    ///   candidates than the budget, or for a temperature that is not a positive number.
    public init(
        _ pools: RunPools, tunedOn tunePools: RunPools, _ request: ConfidenceRequest,
        in store: Store, observe: WorkProgress.Observer = { _ in }
    ) async throws {
        try Self.check(pools, tunePools, needsLogProbabilities: request.scorer == nil)
        var (pools, tunePools) = (pools, tunePools)
        let source = try request.scorer.map(ScoreSource.init(choice:))
        if let source {
            pools = try pools.scored(by: [source], in: store, requiring: true)
            tunePools = try tunePools.scored(by: [source], in: store, requiring: true)
        }
        let vote: any Strategy = source.map { ScoredStrategy($0, .softmaxVote) } ?? ConfidenceVote()
        let budget = request.budget ?? min(16, pools.poolSize, tunePools.poolSize)
        for pools in [pools, tunePools] { try pools.require(budget, candidatesFor: "--budget") }
        let temperatures = Set(request.temperatures).sorted()
        guard let first = temperatures.first, temperatures.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw ExperimentError(
                "a temperature is not a positive number", hint: "give --temperatures such as 0.05,0.1,0.5,1")
        }
        var tuning: [ConfidenceRow] = []
        let resampling = Resampling(problems: tunePools.entries.count)
        let steps = Double(temperatures.count + 1)
        for (index, temperature) in temperatures.enumerated() {
            await observe(WorkProgress(task: "tuning", done: Double(index), total: steps, detail: "T = \(temperature)"))
            let column = try await tunePools.votes(vote, [budget], temperature: temperature)[0]
            tuning.append(ConfidenceRow(column, temperature: temperature, resampling: resampling))
        }
        let best = tuning.map(\.right).max() ?? 0
        temperature = tuning.last { Rounding.areEqual($0.right, best) }?.temperature ?? first
        self.tuning = tuning
        self.vote = vote
        (self.pools, self.tunePools, self.budget) = (pools, tunePools, budget)
        await observe(WorkProgress(task: "tuning", done: steps - 1, total: steps, detail: "reporting"))
        let plain: any Strategy = source.map { ScoredStrategy($0, .vote) } ?? MajorityLogProbability()
        rows = try await Self.rows(pools, plain, vote, temperature: temperature, budget: budget)
        discrimination = Discrimination(pools, source)
    }

    private static func rows(
        _ pools: RunPools, _ untuned: any Strategy, _ vote: any Strategy, temperature: Double, budget: Int
    ) async throws -> [ConfidenceRow] {
        let budgets = EqualAccuracy.budgets(upTo: pools.poolSize)
        let majority = try await pools.votes(Majority(), budgets + [budget])
        guard let equal = majority.first(where: { $0.budget == budget }) else {
            preconditionFailure("no majority at \(budget)")
        }
        let curve = majority.filter { budgets.contains($0.budget) }
        let plain = try await pools.votes(untuned, [budget])[0]
        let tuned = try await pools.votes(vote, [budget], temperature: temperature)[0]
        let resampling = Resampling(problems: pools.entries.count)
        return [ConfidenceRow(equal, temperature: nil, resampling: resampling)]
            + [(plain, nil), (tuned, temperature)].map { column, temperature in
                ConfidenceRow(
                    column, temperature: temperature, resampling: resampling,
                    gain: PairedComparison(column.right, equal.right, resampling: resampling),
                    majorityNeeds: EqualAccuracy(
                        of: column.right, on: curve.map { ($0.budget, $0.right) }, resampling: resampling))
            }
    }

    private static func check(_ pools: RunPools, _ tunePools: RunPools, needsLogProbabilities: Bool)
        throws(ExperimentError)
    {
        let (run, tune) = (pools.run.record, tunePools.run.record)
        let hint =
            "sample it with `winnow sample --split tune --domain \(pools.problemSet.domain) --model \(pools.model.name)"
            + (run.temperature.map { " --temperature \($0)`" } ?? "`")
        guard tunePools.split == "tune" else {
            throw ExperimentError(
                "run \(tunePools.run.id) is of the split \(tunePools.split), and temperatures are chosen on tune",
                hint: hint)
        }
        guard pools.split != "tune" else {
            throw ExperimentError(
                "run \(pools.run.id) is of the split tune too, on which the temperature is chosen",
                hint: "report on a run of the split test")
        }
        guard tunePools.model.sha256 == pools.model.sha256 else {
            throw ExperimentError(
                "runs \(pools.run.id) and \(tunePools.run.id) are of different models", hint: hint)
        }
        guard run.temperature == tune.temperature, run.topK == tune.topK, run.topP == tune.topP else {
            throw ExperimentError(
                "runs \(pools.run.id) and \(tunePools.run.id) were not sampled alike (temperature, top-k, top-p)",
                hint: hint)
        }
        for pools in [pools, tunePools] where needsLogProbabilities && !pools.rates.hasLogProbabilities {
            throw ExperimentError(
                "run \(pools.run.id) has candidates without a log-probability, which is the confidence here",
                hint: "sample it with winnow, or name a scorer with --scorer")
        }
    }
}

extension ConfidenceRow {
    fileprivate init(
        _ column: StrategyOutcomes, temperature: Double?, resampling: Resampling, gain: PairedComparison? = nil,
        majorityNeeds: EqualAccuracy? = nil
    ) {
        let errors = column.outcomes.compactMap(\.standardError)
        self.init(
            strategy: column.strategy.name, temperature: temperature, right: mean(of: column.right),
            interval: .mean(of: column.right, resampling),
            standardError: errors.isEmpty
                ? nil : errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / Double(column.outcomes.count),
            gain: gain, majorityNeeds: majorityNeeds)
    }
}

extension RunPools {
    fileprivate func votes(
        _ strategy: any Strategy, _ budgets: [Int], temperature: Double = 1
    ) async throws -> [StrategyOutcomes] {
        let options = SelectionOptions(confidenceTemperature: temperature)
        return try await columns(EstimationRequest(strategies: [strategy], budgets: budgets, options: options))
    }
}
