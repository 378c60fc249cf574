import Foundation
public import WinnowCore
public import WinnowReport
public import WinnowSelection
public import WinnowStatistics
import WinnowStore

/// A request says how to share a budget of samples among a run's problems.
public struct AllocationRequest: Sendable {
    public var policies: [AllocationPolicy]
    /// The problems get so many samples on average, each number a budget of its own.
    public var meanBudgets: [Int]
    /// Every problem gets so many samples before a policy is asked.
    public var minimum: Int
    public var permutations: Int

    public init(
        policies: [AllocationPolicy] = AllocationPolicy.allCases, meanBudgets: [Int], minimum: Int = 2,
        permutations: Int = 200
    ) {
        self.policies = policies
        self.meanBudgets = meanBudgets
        self.minimum = minimum
        self.permutations = permutations
    }
}

/// A row says what one policy makes of one budget.
public struct AllocationRow: Sendable {
    public let policy: AllocationPolicy
    public let meanBudget: Int
    public let right: Double
    public let interval: Interval
    /// The Monte Carlo standard error is that of ``right``, from whole replays, as problems draw from one budget.
    public let standardError: Double
    /// The gain is ``right`` minus that of the same budget shared equally; nil for the equal shares themselves.
    public let gain: PairedComparison?
    /// A tenth, half and nine tenths of the problems draw at most so many samples, over replays; the last number is the
    /// most that any draws.
    public let quantiles: [Int]
    /// So many problems draw their whole pool, per replay.
    public let exhausted: Double
    public let tokens: Double
}

/// Budgets are shared among the problems of one run, and replayed.
public struct Allocation: Study {
    public let pools: RunPools
    public let request: AllocationRequest
    /// They are ordered by budget, then by policy.
    public let rows: [AllocationRow]

    /// - Throws: ``ExperimentError`` for a mean budget below the minimum or beyond the pool, or a run that is not
    ///   sampled to its end.
    public init(
        _ pools: RunPools, _ request: AllocationRequest, observe: WorkProgress.Observer = { _ in }
    ) async throws {
        let budgets = Set(request.meanBudgets).sorted()
        guard let least = budgets.first, request.minimum >= 1 else {
            throw ExperimentError("no budget was given, or a minimum below 1", hint: "give --mean-budget such as 8,16")
        }
        for budget in budgets { try pools.require(budget, candidatesFor: "--mean-budget") }
        guard least >= request.minimum else {
            throw ExperimentError(
                "a mean budget of \(least) is below the minimum of \(request.minimum) samples of each problem",
                hint: "raise --mean-budget or lower --minimum")
        }
        let candidates = pools.entries.map(\.pool)
        let totals = budgets.map { $0 * candidates.count }
        let resampling = Resampling(problems: candidates.count)
        let others = AllocationPolicy.allCases.filter { $0 != .uniform && request.policies.contains($0) }
        var uniform: [AllocationTotals] = []
        var rows: [AllocationRow] = []
        for (index, policy) in ([.uniform] + others).enumerated() {
            await observe(
                WorkProgress(
                    task: "allocating", done: Double(index), total: Double(others.count + 1), detail: policy.rawValue))
            let allocation = BudgetAllocation(candidates, policy: policy, minimum: request.minimum)
            let replays = try await concurrentMap(Array(0..<request.permutations)) { number in
                allocation.replay(number, budgets: totals)
            }
            let results = budgets.indices.map { budget in AllocationTotals(replays.map { $0[budget] }, candidates) }
            if policy == .uniform { uniform = results }
            for (budget, (result, equal)) in zip(budgets, zip(results, uniform)) {
                rows.append(
                    AllocationRow(
                        policy, budget, result, over: policy == .uniform ? nil : equal, resampling: resampling))
            }
        }
        (self.pools, self.request) = (pools, request)
        self.rows = budgets.flatMap { budget in
            request.policies.compactMap { policy in
                rows.first { $0.policy == policy && $0.meanBudget == budget }
            }
        }
    }
}

/// The totals add up the replays of one policy at one budget.
private struct AllocationTotals {
    /// There is one for each problem, the mean over replays.
    let right: [Double]
    /// There is one for each replay, the mean over problems.
    let replays: [Double]
    /// The list has all numbers of samples, over problems and replays, rising.
    let samples: [Int]
    let exhausted: Double
    let tokens: Double

    init(_ shares: [[BudgetAllocation.Share]], _ pools: [Pool]) {
        right = pools.indices.map { problem in mean(of: shares.map { $0[problem].right }) }
        replays = shares.map { mean(of: $0.map(\.right)) }
        samples = shares.flatMap { $0.map(\.samples) }.sorted()
        tokens = mean(of: shares.map { mean(of: $0.map(\.tokens)) })
        exhausted = mean(
            of: shares.map { shares in
                Double(zip(shares, pools).count { $0.samples == $1.candidates.count })
            })
    }
}

extension AllocationRow {
    fileprivate init(
        _ policy: AllocationPolicy, _ budget: Int, _ totals: AllocationTotals, over uniform: AllocationTotals?,
        resampling: Resampling
    ) {
        let last = totals.samples.count - 1
        self.init(
            policy: policy, meanBudget: budget, right: mean(of: totals.right),
            interval: .mean(of: totals.right, resampling),
            standardError: standardDeviation(of: totals.replays) / Double(totals.replays.count).squareRoot(),
            gain: uniform.map { PairedComparison(totals.right, $0.right, resampling: resampling) },
            quantiles: [0.1, 0.5, 0.9, 1].map { totals.samples[Int((Double(last) * $0).rounded())] },
            exhausted: totals.exhausted, tokens: totals.tokens)
    }
}

extension Allocation {
    public var report: Report { Report(table, answer: answer.map { [$0] } ?? []) }

    /// Says what the policy that gains most over equal shares gains, at the largest mean budget.
    private var answer: Note? {
        let budget = rows.map(\.meanBudget).max()
        let own = rows.filter { $0.meanBudget == budget && $0.gain != nil }
        guard let best = own.max(by: { ($0.gain?.difference ?? 0) < ($1.gain?.difference ?? 0) }), let gain = best.gain
        else { return nil }
        return Note(
            "At \(best.meanBudget) samples of a problem on average, \(best.policy.rawValue) is right in "
                + "\(FigureText.percent(best.right, best.interval)), against equal shares"
                + RunSummary.contrast(gain, problems: pools.entries.count) + ".")
    }

    private var table: Table {
        var table = Table(
            title: "Run \(pools.title), \(pools.problemSet.name): one budget for all problems, "
                + "\(pools.entries.count) problems × \(pools.poolSize) candidates",
            columns: [
                Column("mean_budget", header: "mean budget", kind: .integer), Column("policy"),
                Column("right", kind: .estimate(.percent(digits: 1))),
                Column("standard_error", header: "Monte Carlo s.e.", kind: .number(.percent(digits: 2))),
                Column("gain", header: "− uniform", kind: .estimate(.percent(digits: 1))),
                Column("samples_p10", header: "p10", kind: .integer),
                Column("samples_p50", header: "p50", kind: .integer),
                Column("samples_p90", header: "p90", kind: .integer),
                Column("samples_most", header: "most", kind: .integer),
                Column("exhausted", kind: .number(.decimal(digits: 1))),
                Column("tokens", kind: .number(.decimal(digits: 0))), Column("problems", kind: .integer),
            ])
        for row in rows {
            let gain = row.gain.map { gain in
                Cell.estimate(gain.difference, low: gain.interval.low, high: gain.interval.high)
            }
            table.append([
                .integer(row.meanBudget), .text(row.policy.rawValue),
                .estimate(row.right, low: row.interval.low, high: row.interval.high), .number(row.standardError),
                gain ?? .missing, .integer(row.quantiles[0]), .integer(row.quantiles[1]), .integer(row.quantiles[2]),
                .integer(row.quantiles[3]), .number(row.exhausted), pools.tokensCell(row.tokens),
                .integer(pools.entries.count),
            ])
        }
        table.footnotes = [
            "Every problem draws \(request.minimum) samples, then the policy says which problem draws next, until the "
                + "problems have drawn the mean budget on average; the answer is the majority of what was drawn. No policy "
                + "reads a grade. Replayed on \(request.permutations) random orders of the pools, the same for all policies.",
            "p10, p50, p90, most: samples of a problem, over problems and replays. Exhausted: problems per replay that "
                + "drew all their candidates, and might have drawn more.",
            "Intervals: 95 %, over problems. A budget couples the problems, and the intervals take the shares that each "
                + "problem got among these as given; the Monte Carlo error is that of whole replays.",
        ]
        return table
    }
}
