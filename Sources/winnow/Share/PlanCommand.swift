import ArgumentParser
import Foundation
import WinnowCollection
import WinnowCore
import WinnowRuns

/// `winnow plan`: what several processes are to sample, as a file.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Write down what several processes are to sample together, and which rows will come of it.",
        discussion: """
            The plan is a JSON file with the options, the runs and their problems by hash, the rows of each shard, the \
            program's version and the kernels it computes with; its own hash is at its end. winnow sample --plan does a \
            shard of it, winnow shards says what is missing, winnow merge --plan makes one database of the shards, and \
            winnow submit has Slurm do all of that.

            Candidates depend on problem, seed and number alone, so that any --shards and --shard-by lead to the same bytes.

            Examples:
              winnow plan --domain chain,maze --model weak --problems 40 --samples 32 \\
                --shards 3 --output s.plan
              winnow plan --model weak,medium --temperature 0.6,1.0 --shards 64 \\
                --shard-by samples --samples 1024 --output grid.plan
            """)

    @OptionGroup var sampling: SamplingOptionGroup
    @OptionGroup var seed: SeedOption

    @Option(parsing: .unconditional, help: ArgumentHelp("How many shards there are.", valueName: "n"))
    var shards: Int

    @Option(
        name: .customLong("shard-by"),
        help: "What a shard is: every n-th problem, a range of samples, or every n-th pool.")
    var division = ShardDivision.problems

    @Option(help: ArgumentHelp("The plan's file; - for standard output.", valueName: "file"), completion: .file())
    var output: String

    @Flag(help: "Replace another plan.")
    var force = false

    func validate() throws {
        if sampling.allowOtherKernels {
            throw ValidationError("--allow-other-kernels is for winnow sample --plan, which may run elsewhere.")
        }
        if sampling.confidence {
            throw ValidationError(
                "A plan has no --confidence: winnow sample --confidence adds them to the merged runs.")
        }
    }

    func run() throws {
        let plan = try PlannedSampling.plan(
            sampling.request(seed: seed.seed, threads: 1), shards: shards, by: division)
        guard output != "-" else { return Terminal.write(plan.text, as: .data) }
        let file = try OutputFile(output)
        if FileManager.default.fileExists(atPath: output), !force {
            let same = (try? ShardPlan(contentsOf: output)) == plan
            guard same else {
                throw ExperimentError(
                    "'\(output)' exists and is another plan", hint: "add --force to replace it, or give another name")
            }
        }
        try file.write(plan.text)
        let least = plan.shares.map { plan.rows(of: $0) }
        Terminal.write(
            "\(output): \(plan.runs.count) runs, \(plan.rows) candidates in \(plan.shards) shards by \(plan.division.rawValue), "
                + "of \(least.min() ?? 0) to \(least.max() ?? 0) each\n")
    }
}
