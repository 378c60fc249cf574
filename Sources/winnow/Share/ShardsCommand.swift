import ArgumentParser
import WinnowExchange
import WinnowReport
import WinnowRuns

/// `winnow shards`: what of a plan is there, and what is missing.
struct ShardsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shards",
        abstract: "Say which shards of a plan are done, missing or damaged.",
        discussion: """
            Databases are looked into, whatever their names and whichever shards they hold: a shard is done when each of its \
            candidates is in one of them. Every row and page is checked for damage, which takes some scans of each file. \
            The exit status is 1 while anything is missing, damaged, contradictory or foreign to the plan.

            Example:
              winnow shards --plan s.plan s0.db s2.db
            """)

    @Option(help: ArgumentHelp("The plan.", valueName: "file"), completion: .file())
    var plan: String

    @Flag(help: "Look for candidates only, not for damage in every row and page.")
    var quick = false

    @OptionGroup var format: FormatOption

    @Argument(help: "The databases of shards.", completion: .file(extensions: ["db", "sqlite"]))
    var files: [String] = []

    func run() async throws {
        let read = try ShardPlan(contentsOf: plan)
        try read.check(name: plan, kernelPath: read.kernelPath, allowsOtherKernels: true)
        let inspection = try ShardInspection(read, name: plan, files: files, checks: !quick)
        Terminal.write(inspection.report, as: format)
        let findings = [inspection.fault, inspection.strangers, inspection.otherKernels, inspection.gap]
        // What is damaged is missing too, and named with it.
        if let gap = inspection.gap { throw gap }
        if let finding = findings.compactMap(\.self).first { throw finding }
    }
}
