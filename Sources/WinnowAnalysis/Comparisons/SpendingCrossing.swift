public import WinnowCore
public import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// The spending at which one strategy overtakes another.
public struct CrossingRow: Sendable {
    /// Whether it is b that is ahead afterwards.
    public let isOvertaking: Bool
    public let spent: Double
    /// The percentile bootstrap interval over the resamples that have such a crossing; nil where none has.
    public let interval: Interval?
    /// The share of resamples without such a crossing.
    public let shareWithout: Double
    /// The right answers of both there.
    public let right: Double
}

/// Where two strategies' right answers, as functions of what they spend, cross.
public struct SpendingCrossing: Study {
    public let a: RunStrategy
    public let b: RunStrategy
    public let axis: Axis
    /// Common problems, and those that only one of the runs has.
    public let problems: Int
    public let onlyA: Int
    public let onlyB: Int
    public let curveA: PiecewiseLinear
    public let curveB: PiecewiseLinear
    /// In ascending order of spending.
    public let rows: [CrossingRow]
    /// The share of resamples whose curves do not cross at all.
    public let shareUncrossed: Double

    /// Resamples over problems.
    static let resamples = 2_000

    /// Finds every crossing of the curves over all budgets, linear between neighbouring ones.
    ///
    /// Each resample's crossing is the one in the same direction that is nearest.
    ///
    /// - Parameter verifier: the name of a verifier that judged the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for an unknown run, a strategy that a run has no data for, or runs without a common
    ///   problem.
    public init(
        _ a: RunStrategy, _ b: RunStrategy, on axis: Axis, in store: Store, verifier: String? = nil,
        observe: WorkProgress.Observer = { _ in }
    ) async throws {
        let runs = try LoadedRuns([a, b], in: store, verifier: verifier)
        for source in [a, b] { try runs.pools(of: source).require(axis) }
        let pair = try await CurvePair(a, b, of: runs, observe: observe)
        let resampling = Resampling(problems: pair.outcomesA[0].count, resamples: Self.resamples)
        let (curvesA, curvesB) = (
            SpendingCurves(pair.outcomesA, on: axis, resampling), SpendingCurves(pair.outcomesB, on: axis, resampling)
        )
        let replicates = zip(curvesA.replicates, curvesB.replicates).map { crossings(of: $0, $1) }
        self.a = a
        self.b = b
        self.axis = axis
        (problems, onlyA, onlyB) = (resampling.problems, pair.problems.onlyA, pair.problems.onlyB)
        (curveA, curveB) = (curvesA.estimate, curvesB.estimate)
        rows = crossings(of: curvesA.estimate, curvesB.estimate).map { crossing in
            let nearest = replicates.compactMap { found in
                found.filter { $0.isOvertaking == crossing.isOvertaking }.map(\.position)
                    .min { abs($0 - crossing.position) < abs($1 - crossing.position) }
            }
            return CrossingRow(
                isOvertaking: crossing.isOvertaking, spent: crossing.position,
                interval: nearest.isEmpty ? nil : .percentile(ofReplicates: nearest),
                shareWithout: 1 - Double(nearest.count) / Double(replicates.count),
                right: curvesA.estimate.value(at: crossing.position))
        }
        shareUncrossed = Double(replicates.count { $0.isEmpty }) / Double(replicates.count)
    }
}

/// Two strategies at all budgets, on the problems that both have.
struct CurvePair: Sendable {
    let problems: CommonProblems
    /// [budget][common problem].
    let outcomesA: [[Outcome]]
    let outcomesB: [[Outcome]]

    init(_ a: RunStrategy, _ b: RunStrategy, of runs: LoadedRuns, observe: WorkProgress.Observer) async throws {
        func columns(_ source: RunStrategy, after done: Double) async throws -> [StrategyOutcomes] {
            let pools = runs.pools(of: source)
            let budgets = MixedBudget.steps(upTo: pools.poolSize)
            return try await pools.columns(of: source.strategy, budgets: budgets) { share in
                await observe(WorkProgress(task: "estimating curves", done: done + share, total: 2))
            }
        }
        let (columnsA, columnsB) = (try await columns(a, after: 0), try await columns(b, after: 1))
        let common = try CommonProblems(columnsA[0].problems, columnsB[0].problems, names: (a, b))
        problems = common
        outcomesA = columnsA.map { column in common.positionsA.map { column.outcomes[$0] } }
        outcomesB = columnsB.map { column in common.positionsB.map { column.outcomes[$0] } }
    }
}
