import Foundation
import WinnowCore
import WinnowDomains
import WinnowRuns
public import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// A summary is one row of a long table: a strategy at a budget on the problems of one difficulty, or on all.
public struct StrategySummary: Sendable {
    public let strategy: any Strategy
    public let budget: Int
    /// The difficulty is `all`, or one of them.
    public let difficulty: String
    public let guarantee: Guarantee
    public let right: Double
    public let interval: Interval
    public let wrong: Double
    public let abstained: Double
    public let spent: Spending
    /// Each candidate is given so many scores; 0 for none.
    public let verifications: Int
    public let problems: Int
    /// Each of these problems has at least so many candidates.
    public let poolSize: Int
    /// The Monte-Carlo standard error is that of ``right``, where there is one.
    public let standardError: Double?
    /// It says why the row equals another by construction.
    public let byConstruction: String?

    init(
        _ column: StrategyOutcomes, difficulty: String, pools: RunPools, ties: TieRule, resampling: Resampling,
        clusters: Clusters? = nil
    ) {
        let outcomes = column.column
        let count = Double(outcomes.count)
        /// Sums of probabilities leave rounding noise where the value is nothing, or a certainty.
        func average(_ value: (Outcome) -> Double) -> Double {
            let mean = outcomes.reduce(0) { $0 + value($1) } / count
            return Rounding.areEqual(mean, 0) ? 0 : Rounding.areEqual(mean, 1) ? 1 : mean
        }
        strategy = column.strategy
        budget = column.budget
        self.difficulty = difficulty
        guarantee = column.strategy.guarantee(verifierIsSound: pools.hasSoundVerifier(for: column.strategy))
        right = average(\.right)
        let rates = column.right.map { min(1, max(0, $0)) }
        interval =
            clusters?.interval(of: rates) ?? Interval.interval(of: rates, resampling: resampling)
            ?? Interval(low: right, high: right, method: .constant)
        wrong = average(\.wrong)
        abstained = average(\.abstained)
        spent = Spending(
            samples: average(\.samples), tokens: average(\.tokens), promptTokens: average(\.spent.promptTokens),
            flops: average(\.flops),
            verifierCalls: average(\.verifierCalls), distinctVerifierCalls: average(\.distinctVerifierCalls),
            scoring: Spending.Scoring(
                calls: average(\.spent.scoring.calls), tokens: average(\.spent.scoring.tokens),
                flops: average(\.spent.scoring.flops)))
        verifications = pools.verifications(of: column.strategy)
        problems = outcomes.count
        poolSize = column.poolSize
        let errors = outcomes.compactMap(\.standardError)
        standardError = errors.isEmpty ? nil : errors.reduce(0) { $0 + $1 * $1 }.squareRoot() / count
        byConstruction = Identities.note(
            column.strategy.name, budget: column.budget, verifier: pools.verifier, ties: ties)
    }
}

/// A summary has a run's strategies at all budgets, with intervals over its problems.
public struct RunSummary: Sendable {
    public let pools: RunPools
    public let request: EstimationRequest
    public let rows: [StrategySummary]
    /// The rows of all problems summarise these columns.
    public let columns: [StrategyOutcomes]

    /// Intervals and tests are over these instead of over problems; nil where problems are independent draws.
    let clusters: ProblemClusters?

    /// This strategy shows what learned scorers are worth, where few strategies are shown.
    var scorerShown: (any Strategy)?

    /// - Parameters:
    ///   - columns: ``RunPools/columns(_:)`` of the same request.
    ///   - byDifficulty: summarise each difficulty too.
    ///   - clusters: of the problems; nil where these are independent draws.
    public init(
        _ pools: RunPools, _ request: EstimationRequest, columns: [StrategyOutcomes], byDifficulty: Bool = false,
        clusters: ProblemClusters? = nil
    ) {
        self.clusters = clusters
        self.pools = pools
        self.request = request
        self.columns = columns
        var groups: [(name: String, columns: [StrategyOutcomes])] = [("all", columns)]
        if byDifficulty {
            for difficulty in ["easy", "medium", "hard"] {
                groups.append((difficulty, columns.map { $0.only(difficulty) }))
            }
        }
        var resamplings: [Int: Resampling] = [:]
        var rows: [StrategySummary] = []
        for (name, columns) in groups {
            for column in columns where !column.column.isEmpty {
                let count = column.column.count
                let resampling = resamplings[count] ?? Resampling(problems: count)
                resamplings[count] = resampling
                rows.append(
                    StrategySummary(
                        column, difficulty: name, pools: pools, ties: request.options.ties, resampling: resampling,
                        clusters: clusters?.clusters(of: column.problems)))
            }
        }
        self.rows = rows
    }

    /// Makes the rows as the store caches them, with the values of each problem for the rows of all problems.
    func estimates(digest: String) -> [EstimateRecord] {
        var perProblem: [String: StrategyOutcomes] = [:]
        for column in columns { perProblem["\(column.strategy.name)@\(column.budget)"] = column }
        return rows.map { row in
            let column = row.difficulty == "all" ? perProblem["\(row.strategy.name)@\(row.budget)"] : nil
            return EstimateRecord(
                split: pools.split, difficulty: row.difficulty, strategy: row.strategy.name,
                guarantee: row.guarantee.rawValue, budget: row.budget, verifications: row.verifications,
                right: row.right,
                rightLow: row.interval.low, rightHigh: row.interval.high,
                intervalMethod: row.interval.method.rawValue, standardError: row.standardError, wrong: row.wrong,
                abstained: row.abstained, samplesSpent: row.spent.samples, tokensSpent: row.spent.tokens,
                flopsSpent: row.spent.flops, verifierCalls: row.spent.verifierCalls, problems: row.problems,
                poolSize: row.poolSize, estimator: pools.estimatorName(of: row.strategy, request.options),
                ties: request.ties, optionsJSON: request.optionsJSON(of: row.strategy),
                byConstruction: row.byConstruction, poolDigest: digest,
                verifier: row.strategy.needs.contains(.verdict) ? pools.verifierName : nil,
                readsScores: row.strategy.scores != nil || row.strategy.needs.contains(.tokens)
                    || row.strategy is any ProgramStrategy,
                byProblem: column.map(Self.byProblem) ?? [])
        }
    }

    private static func byProblem(_ column: StrategyOutcomes) -> [ProblemEstimate] {
        zip(column.problems, column.column).map { problem, outcome in
            ProblemEstimate(
                problem: problem.id, right: outcome.right, wrong: outcome.wrong, abstained: outcome.abstained,
                samplesSpent: outcome.samples, tokensSpent: outcome.tokens, flopsSpent: outcome.flops,
                verifierCalls: outcome.verifierCalls)
        }
    }

    /// Saves the estimates; those of a part of a run are not kept, nor those of another verifier than the domain's own.
    ///
    /// - Throws: ``ExperimentError`` when the run has changed since it was read.
    public func save(in store: Store) throws {
        guard pools.isWhole, pools.otherVerifier == nil else { return }
        let digest = try PoolDigest.sha256(of: pools.run.id, in: store)
        guard try store.save(estimates(digest: digest), of: pools.run.id, revision: pools.revision) else {
            throw ExperimentError(
                "run \(pools.run.id) has changed while it was summarised", hint: "run the same command again")
        }
    }
}

extension StrategyOutcomes {
    /// Finds the problems of one difficulty.
    func only(_ difficulty: String) -> StrategyOutcomes {
        let kept = problems.indices.filter { problems[$0].record.difficulty == difficulty }
        return StrategyOutcomes(
            strategy: strategy, budget: budget, problems: kept.map { problems[$0] },
            column: OutcomeColumn(kept.lazy.map { column[$0] }), poolSize: poolSize)
    }
}
