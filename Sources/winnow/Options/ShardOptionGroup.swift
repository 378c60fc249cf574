public import ArgumentParser
import Foundation
import WinnowCore
public import WinnowRuns

extension ShardDivision: ExpressibleByArgument {}

/// These options say which part of the work a process does.
struct ShardOptionGroup: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Do one part of the work: 0/3 is the first of three; auto asks Slurm's SLURM_ARRAY_TASK_ID or Kubernetes' "
                + "JOB_COMPLETION_INDEX. (default: all of it)", valueName: "index/count"))
    var shard: String?

    @Option(
        name: .customLong("shard-by"),
        help: "What a part is: every n-th problem, a range of samples, or every n-th run. (default: problems)")
    var division: ShardDivision?

    func validate() throws {
        if division != nil, shard == nil { throw ValidationError("--shard-by says how to cut what a --shard is of.") }
    }

    /// The shard that was asked for.
    ///
    /// - Parameter count: the number of shards, where a plan says it.
    /// - Throws: ``ExperimentError`` for one that there is not.
    func shard(of count: Int? = nil) throws(ExperimentError) -> Shard {
        guard let shard else { return .whole }
        return shard == "auto"
            ? try Shard(scheduledBy: ProcessInfo.processInfo.environment, of: count) : try Shard(parsing: shard)
    }

    /// The share that was asked for, or all of the work.
    ///
    /// - Throws: ``ExperimentError`` for a shard that there is not.
    func share() throws(ExperimentError) -> ShardShare { ShardShare(try shard(), by: division ?? .problems) }
}
