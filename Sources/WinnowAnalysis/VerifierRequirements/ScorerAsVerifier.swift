import WinnowCore
public import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// A scorer is made a verifier: it accepts from a score on that was chosen on other problems.
public struct ScorerAsVerifier: Sendable {
    public let source: ScoreSource
    public let tuneRun: RowID<RunRecord>
    /// The threshold was chosen for so many samples.
    public let budget: Int
    public let threshold: Double
    /// The rates are P(accept | right) and P(accept | wrong) on the run itself.
    public let truePositive: Measured
    public let falsePositive: Measured
    /// The run's pools have its verdicts.
    private let pools: [Pool]

    /// The rates stand as ``RequirementRequest`` takes them.
    public var rates: VerifierRates {
        VerifierRates(truePositive: truePositive.value, falsePositive: falsePositive.value)
    }

    /// So many thresholds are looked at, the quantiles of the scores of the tune run.
    private static let quantiles = 100

    /// The first accepted of so many samples is looked at, or of all where there are fewer.
    private static let samples = 16

    /// Chooses the threshold with which the first accepted of 16 samples is most often right on the tune run, the
    /// highest of equals.
    ///
    /// - Throws: ``ExperimentError`` where the runs do not fit together, or lack the scores.
    public init(
        _ name: String, of pools: RunPools, tunedOn tune: RunPools, in store: Store
    ) async throws {
        let source = try ScoreSource(choice: name)
        guard tune.split == "tune", pools.split != "tune", tune.model.sha256 == pools.model.sha256 else {
            throw ExperimentError(
                "a threshold is chosen on a run of the same model and of the split tune, and run \(tune.run.id) is of "
                    + "\(tune.model.name) and \(tune.split)",
                hint: "sample it with `winnow sample --split tune`, score it, and name it with --tune-run")
        }
        let (own, other) = (
            try pools.scored(by: [source], in: store, requiring: true),
            try tune.scored(by: [source], in: store, requiring: true)
        )
        let budget = min(Self.samples, other.poolSize)
        let scores = other.entries.flatMap { entry in
            zip(entry.pool.candidates, entry.pool.scores[source]?.means ?? []).compactMap {
                $0.answer == nil || $1.isNaN ? nil : $1
            }
        }
        guard !scores.isEmpty else {
            throw ExperimentError("run \(tune.run.id) has no answers to choose a threshold on", hint: "sample more")
        }
        let thresholds = Set((0..<Self.quantiles).map { quantile(Double($0) / Double(Self.quantiles), of: scores) })
        let tuned = other.entries.map(\.pool)
        let right = try await concurrentMap(thresholds.sorted()) { threshold in
            let outcomes = try tuned.map { pool in
                let pool = Self.accepting(pool, source, from: threshold)
                return try FirstAccepted().outcomes(for: pool, budgets: [min(budget, pool.candidates.count)])[0]
            }
            return (threshold: threshold, right: mean(of: outcomes.map(\.right)))
        }
        let best = right.map(\.right).max() ?? 0
        let threshold = right.last { Rounding.areEqual($0.right, best) }?.threshold ?? 0
        let judged = own.entries.map { Self.accepting($0.pool, source, from: threshold) }
        guard let rates = VerdictRates(judged) else {
            throw ExperimentError(
                "run \(pools.run.id) does not have both right and wrong answers", hint: "the rates need both")
        }
        (self.source, tuneRun, self.budget, self.threshold) = (source, tune.run.id, budget, threshold)
        (truePositive, falsePositive, self.pools) = (rates.truePositive, rates.falsePositive, judged)
    }

    /// Makes what a user chose, if anything.
    ///
    /// - Throws: ``ExperimentError`` where the runs do not fit together, or lack the scores.
    init?(_ choice: (name: String, tuneRun: Int64)?, of pools: RunPools, in store: Store) async throws {
        guard let choice else { return nil }
        let tune = try RunPools.pools(of: choice.tuneRun, in: store)
        try await self.init(choice.name, of: pools, tunedOn: tune, in: store)
    }

    private static func accepting(_ pool: Pool, _ source: ScoreSource, from threshold: Double) -> Pool {
        pool.judged(by: (pool.scores[source]?.means ?? []).map { $0 >= threshold })
    }

    /// Finds the right answers of the first accepted, of each problem.
    ///
    /// - Throws: `SelectionError` for a budget beyond a pool.
    func right(_ budget: Int) throws(SelectionError) -> [Double] {
        var right: [Double] = []
        for pool in pools { right.append(try FirstAccepted().outcomes(for: pool, budgets: [budget])[0].right) }
        return right
    }
}
