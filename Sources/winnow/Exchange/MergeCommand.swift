import ArgumentParser
import WinnowCore
import WinnowExchange
import WinnowRuns

/// `winnow merge`: several databases into one.
struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Add everything in some databases to another one, which is made when there is none.",
        discussion: """
            Runs, problems and candidates are recognised by their content, so merging twice adds nothing and the \
            shards of a run become one run. Contradictions are refused and nothing is added.

            With --plan, any number of shards of a plan become what one machine would have made, also its run numbers. \
            Gaps, and what is not in the plan, are refused unless they are allowed. Each file is a transaction of its own: a \
            merge that was killed, or had no space left, goes on with the same call.

            Examples:
              winnow merge a.db b.db --into c.db
              winnow merge s0.db s1.db s2.db --plan s.plan --into all.db
            """)

    @Argument(help: "The databases to read.", completion: .file(extensions: ["db", "sqlite"]))
    var sources: [String]

    @Option(
        help: ArgumentHelp("The database to add to.", valueName: "file"),
        completion: .file(extensions: ["db", "sqlite"]))
    var into: String

    @Option(help: ArgumentHelp("The databases are shards of this plan.", valueName: "file"), completion: .file())
    var plan: String?

    @Flag(help: "Merge what there is of the plan, also where shards are missing or unfinished.")
    var allowMissing = false

    @Flag(help: "Merge runs and candidates too that are not in the plan.")
    var allowForeign = false

    @Flag(help: "Merge shards of other kernels too: each kernel path becomes a run of its own.")
    var allowOtherKernels = false

    @OptionGroup var quiet: QuietOption

    func validate() throws {
        guard plan == nil, allowMissing || allowForeign || allowOtherKernels else { return }
        throw ValidationError("--allow-missing, --allow-foreign and --allow-other-kernels go with a --plan.")
    }

    func run() async throws {
        try OutputPlace.checkFile(into)
        guard let path = plan else { return Terminal.write("\(try DatabaseMerge(sources, into: into))\n") }
        var lenience: Set<ShardMerge.Leniency> = []
        if allowMissing { lenience.insert(.missing) }
        if allowForeign { lenience.insert(.foreign) }
        if allowOtherKernels { lenience.insert(.otherKernels) }
        let plan = try ShardPlan(contentsOf: path)
        try plan.check(name: path, kernelPath: plan.kernelPath, allowsOtherKernels: true)
        let merge = try ShardMerge(
            plan, name: path, sources, into: into, allowing: lenience)
        let bar = quiet.progressBar
        let summary = try await interruptible { try await bar.during { try await merge.run(observe: $0) } }
        Terminal.write("\(summary)\n")
    }
}
