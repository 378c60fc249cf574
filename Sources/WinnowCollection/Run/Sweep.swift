public import WinnowCore
public import WinnowStore

/// A sweep samples a grid of pools, each with its greedy run.
public struct Sweep: Sendable {
    public let plans: [SamplingPlan]
    public let threads: Int

    public init(_ request: SamplingRequest) throws {
        plans = try request.plans()
        threads = request.threads
    }

    /// Draws what is missing of every pool and of its greedy run.
    ///
    /// - Returns: the sampling runs, in the order of the plans.
    /// - Throws: `CancellationError` when cancelled; what was done is committed.
    public func sample(into store: Store, observe: @escaping WorkProgress.Observer) async throws -> [RowID<RunRecord>] {
        let collector = Collector(into: store, observe: observe)
        var runs: [RowID<RunRecord>] = []
        for plan in plans {
            runs.append(try await BuiltInSource(plan, threads: threads).collect(into: collector))
            _ = try await BuiltInSource(plan.greedy, threads: threads).collect(into: collector)
        }
        return runs
    }

    /// One line per pool: its run and its size.
    public func report(_ runs: [RowID<RunRecord>]) -> String {
        zip(plans, runs).map { plan, run in
            "run \(run): \(plan.title), \(plan.problems) problems × \(plan.samples) candidates\n"
        }.joined()
    }
}
