import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCollection
import WinnowRuns
import WinnowStore

/// `winnow sweep`: sample pools, then compare strategies at all budgets.
struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Sample candidates and print how often each strategy is right at each budget.",
        discussion: """
            Candidates go into the database as they are drawn. An interrupted sweep goes on with the same command, a \
            finished one draws nothing, and asking for more samples or problems extends it.

            With --shard one of several processes samples its part and prints what it has sampled: the table is made of all \
            of them by winnow merge and winnow table.

            Examples:
              winnow sweep --domain chain --model medium --problems 40 --samples 64 \\
                --budgets 1,4,16,64 --db x.db
              winnow sweep --domain maze,countdown --model weak,strong \\
                --temperature 0.6,1.0 --db grid.db --dry-run
            """)

    @OptionGroup var sampling: SamplingOptionGroup
    @OptionGroup var analysis: StrategyOptionGroup
    @OptionGroup(title: "One of several processes") var shards: ShardOptionGroup
    @OptionGroup var database: DatabaseOption
    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    @Flag(help: "Print the tokens and the time that the sweep will take, and draw nothing.")
    var dryRun = false

    func validate() throws {
        if dryRun, shards.shard != nil { throw ValidationError("--dry-run is of the whole sweep: leave --shard out.") }
    }

    func run() async throws {
        let request = sampling.request(seed: seed.seed, threads: threads.count)
        let headline = analysis.headline(format)
        let analysis = analysis.request
        try analysis.check(samples: request.samples)
        let share = try shards.share()
        let sweep = try Sweep(request, share: share)
        if dryRun {
            let exists = FileManager.default.fileExists(atPath: database.path)
            let store = exists ? try DatabaseFile.open(database.path) : nil
            return Terminal.write(try await DryRun(sweep).text(store: store, as: format.format), as: format.format)
        }
        let bar = quiet.progressBar
        guard share.shard.isWhole else {
            return try await DatabaseFile.with(database.path, for: .creating) { store in
                let runs = try await interruptible {
                    try await bar.during { try await sweep.sample(into: store, observe: $0) }
                }
                Terminal.write(sweep.report(runs))
            }
        }
        try await DatabaseFile.with(database.path, for: .creating) { store in
            let study = try await interruptible {
                try await bar.during { observe in
                    let runs = try await sweep.sample(into: store, observe: observe)
                    return try await BudgetStudy(
                        of: RunChoice.runs(runs.map(\.value), in: store), in: store, analysis,
                        extents: sweep.plans.map { RunPools.Extent(problems: $0.problems, samples: $0.samples) },
                        saving: true, observe: observe)
                }
            }
            Terminal.write(headline.map { study.report($0, database: store.path) } ?? study.report, as: format)
        }
    }
}
