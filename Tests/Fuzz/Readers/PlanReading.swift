import WinnowCore
import WinnowRuns

/// Plans of shards, which may come from anybody.
enum PlanReading {
    /// A plan that is read is written as it was read; its shards have all of its rows.
    static func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? Shard(parsing: text)
        _ = try? Shard(scheduledBy: ["SLURM_ARRAY_TASK_ID": text, "SLURM_ARRAY_TASK_COUNT": "3"])
        guard let plan = try? ShardPlan(parsing: text, name: "fuzz") else { return }
        require((try? ShardPlan(parsing: plan.text, name: "fuzz")) == plan, "a plan is read back")
        let coverage = ShardCoverage(of: plan)
        require(coverage.rows.allSatisfy { $0 == 0 }, "nothing is there yet")
        guard plan.shards <= 1000 else { return }
        require(plan.shares.reduce(0) { $0 + plan.rows(of: $1) } == plan.rows, "shards have all rows")
    }
}
