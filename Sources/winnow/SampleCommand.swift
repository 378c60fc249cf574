import ArgumentParser
import WinnowExperiments

/// `winnow sample`: fill pools, without estimating anything.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Sample candidates into a database, without estimating anything.",
        discussion: """
            Takes up where an earlier call was interrupted; the table is printed by winnow table.

            Example:
              winnow sample --domain countdown --model strong --problems 200 --samples 256 --db big.db
            """)

    @OptionGroup var sampling: SamplingOptionGroup
    @OptionGroup var database: DatabaseOption
    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let sweep = try Sweep(sampling.request(seed: seed.seed, threads: threads.count))
        let store = try Analysis.open(database.path, for: .creating)
        let bar = quiet.progressBar
        let runs = try await interruptible {
            try await bar.during { try await sweep.sample(into: store, observe: $0) }
        }
        Terminal.write(sweep.report(runs))
    }
}
