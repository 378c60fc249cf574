import ArgumentParser
import WinnowAnalysis
import WinnowReport
import WinnowRuns

/// `winnow diagnose`: why a run's curves level off.
struct DiagnoseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract:
            "Show why a run's curves level off, and what would lift them: better votes, a verifier or more samples.",
        discussion: """
            The limits of votes and of a sound verifier on the stored pools, each strategy's gap to coverage, how the \
            problems' success rates spread, two models of coverage that extrapolate it, right answers by difficulty, and \
            the best strategy for each difficulty. Nothing is sampled. Markdown, LaTeX and terminal reports have a table \
            for each subject; CSV and JSON have one row for each figure.

            Examples:
              winnow diagnose --db x.db --run 1
              winnow diagnose --db x.db --format csv
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store)
        let bar = quiet.progressBar
        let study = try await interruptible {
            try await bar.during { try await Diagnosis(of: runs, in: store, observe: $0) }
        }
        Terminal.write(study.report, as: format)
    }
}
