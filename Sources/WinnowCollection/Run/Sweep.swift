public import WinnowCore
public import WinnowRuns
public import WinnowStore

/// A sweep samples a grid of pools, each with its greedy run.
public struct Sweep: Sendable {
    public let plans: [SamplingPlan]
    public let threads: Int

    /// - Parameter share: the part of it that this process samples.
    public init(_ request: SamplingRequest, share: ShardShare = .whole) throws {
        plans = try request.plans().enumerated().map { cell, plan in
            var plan = plan
            (plan.share, plan.cell) = (share, cell)
            return plan
        }
        threads = request.threads
    }

    /// Draws what is missing of every pool and of its greedy run, as far as it is in the share.
    ///
    /// Every run is registered, so that a shard says also where it has no part that it belongs to all of them.
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
            let (problems, samples) = (
                plan.share.problems(of: plan.problems, cell: plan.cell), plan.share.samples(of: plan.samples)
            )
            guard !plan.share.shard.isWhole else {
                return "run \(run): \(plan.title), \(plan.problems) problems × \(plan.samples) candidates\n"
            }
            return
                "run \(run): \(plan.title), \(plan.share): \(samples.isEmpty ? 0 : problems) of \(plan.problems) problems × "
                + "\(samples.count) of \(plan.samples) candidates\n"
        }.joined()
    }
}
