import WinnowCore
import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// The price of a verifier call at which verifying at equal total price is as often right as another strategy.
public struct VerdictPrice: Sendable {
    /// Which calls are paid: one per candidate, or one per distinct answer.
    public enum Paying: String, CaseIterable, Sendable {
        case perCall = "call"
        case perAnswer = "distinct answer"

        var axis: Axis { self == .perCall ? .calls : .distinctCalls }
    }

    public let a: Contender
    public let b: RunStrategy
    public let paying: Paying
    public let rightA: Double
    public let tokensA: Double
    /// In generated tokens. Negative where b is behind even if calls are free, −∞ where no budget of the pool is enough,
    /// +∞ where b is ahead without calls.
    public let price: Double
    /// The percentile bootstrap interval over problems.
    public let interval: Interval
    /// The share of resamples in which b is behind even if calls are free.
    public let shareWithout: Double
    public let problems: Int
    public let onlyA: Int
    public let onlyB: Int
}

/// The study of what a verifier's call may cost, for each way of paying.
public struct BreakEvenStudy: Study {
    /// One for each way of paying.
    public let rows: [VerdictPrice]

    /// Computes the prices against a strategy at a budget, for each way of paying.
    ///
    /// - Parameter verifier: the name of a verifier that judged the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for an unknown run, a budget beyond the pool, a strategy that a run has no data for
    ///   or that asks no verifier, or runs without a common problem.
    public init(
        of b: RunStrategy, against a: Contender, in store: Store, verifier: String? = nil
    ) async throws {
        let runs = try LoadedRuns([a.source, b], in: store, verifier: verifier)
        let pools = runs.pools(of: b)
        let opponent = try await runs.column(a)
        let columns = try await pools.columns(of: b.strategy, budgets: MixedBudget.steps(upTo: pools.poolSize))
        guard columns.contains(where: { $0.outcomes.contains { $0.verifierCalls > 0 } }) else {
            throw ExperimentError(
                "\(b) asks no verifier, so its calls have no price", hint: "name one that does as --b, such as verifier"
            )
        }
        let common = try CommonProblems(opponent.problems, columns[0].problems, names: (a, b))
        let outcomesA = common.positionsA.map { opponent.outcomes[$0] }
        let outcomesB = columns.map { column in common.positionsB.map { column.outcomes[$0] } }
        let resampling = Resampling(problems: outcomesA.count, resamples: SpendingCrossing.resamples)
        rows = VerdictPrice.Paying.allCases.map { paying in
            let point = ResampledPoint(outcomesA, calls: paying.axis, resampling)
            let prices = ResampledCurve(outcomesB, calls: paying.axis, resampling).breakEvenPrices(against: point)
            return VerdictPrice(
                a: a, b: b, paying: paying, rightA: point.estimate.right, tokensA: point.estimate.tokens,
                price: prices.estimate, interval: .percentile(ofReplicates: prices.replicates),
                shareWithout: Double(prices.replicates.count { $0 < 0 }) / Double(prices.replicates.count),
                problems: outcomesA.count, onlyA: common.onlyA, onlyB: common.onlyB)
        }
    }
}
