import ArgumentParser
import Foundation
import WinnowCollection
import WinnowCore
import WinnowExchange
import WinnowRuns

/// `winnow submit slurm`: an array of tasks, and a merge behind it.
struct SubmitSlurmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slurm",
        abstract: "Have Slurm sample the shards of a plan as an array, and merge them when all are done.",
        discussion: """
            --print writes the script on standard output and submits nothing: with `bash FILE` it submits the array and the \
            merge, with `sbatch FILE` the array alone. Shards that are done in the folder already are left out, so that the \
            same call goes on where tasks have failed.

            A task samples into a database on its own node and copies it back under its name when it is whole. On SIGUSR1, \
            which Slurm sends --grace seconds before the time is up, and on SIGTERM it copies back what it has, puts itself \
            back into the queue and ends with status 75; so it does, at most --retries times, when winnow was killed. Any \
            other failure ends it with 1, and the merge is not made. Logs are in the folder.

            Examples:
              winnow submit slurm --plan s.plan --print
              winnow submit slurm --plan s.plan --time 2:00:00 --partition main \\
                --array-limit 8 --into all.db
            """)

    @Option(help: ArgumentHelp("The plan.", valueName: "file"), completion: .file())
    var plan: String

    @Flag(help: "Print the script and submit nothing.")
    var print = false

    @Option(
        help: ArgumentHelp("The most time of a task, such as 2:00:00. (default: the partition's)", valueName: "time"))
    var time: String?

    @Option(help: ArgumentHelp("The partition. (default: the cluster's)", valueName: "name"))
    var partition: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("The most tasks at a time. (default: no limit)", valueName: "n"))
    var arrayLimit: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Cores of a task.", valueName: "n"))
    var cpus = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long before its time is up a task is told to stop.", valueName: "seconds"))
    var grace = 120

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How often a task is put back when its program was killed.", valueName: "n"))
    var retries = 3

    @Option(
        help: ArgumentHelp(
            "The folder of shards and logs, which all nodes see. (default: the plan's name with .shards)",
            valueName: "folder"), completion: .directory)
    var folder: String?

    @Option(
        help: ArgumentHelp("The merged database. (default: the plan's name with .db)", valueName: "file"),
        completion: .file(extensions: ["db", "sqlite"]))
    var into: String?

    func run() async throws {
        let read = try ShardPlan(contentsOf: plan)
        try read.check(name: plan, kernelPath: read.kernelPath, allowsOtherKernels: true)
        let (folder, target) = (folder ?? plan + ".shards", into ?? plan + ".db")
        try OutputPlace.checkFolder(folder)
        try OutputPlace.checkFile(target)
        let open = try openShards(of: read, in: folder)
        guard !open.isEmpty else {
            throw ExperimentError(
                "all shards of '\(plan)' are in '\(folder)'",
                hint: "merge them with `winnow merge \(folder)/shard-*.db --plan \(plan) --into \(target)`")
        }
        let script = try SlurmScript(
            read, shards: open,
            SlurmScript.Settings(
                program: Self.program, plan: Self.absolute(plan), folder: Self.absolute(folder),
                target: Self.absolute(target), time: time, partition: partition, arrayLimit: arrayLimit, cpus: cpus,
                grace: grace, retries: retries))
        if print { return Terminal.write(script.text, as: .data) }
        Terminal.write(try await SlurmSubmission(script, in: folder).submit())
    }

    /// The shards that have anything left to do, by the databases of an earlier call.
    private func openShards(of plan: ShardPlan, in folder: String) throws -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let done = names.filter { $0.hasPrefix("shard-") && $0.hasSuffix(".db") }.sorted().map { "\(folder)/\($0)" }
        return try ShardInspection(plan, name: self.plan, files: done, checks: false).open.map(\.share.shard.index)
    }

    private static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    /// This program, as other nodes have to find it.
    private static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? absolute(CommandLine.arguments[0])
    }
}
