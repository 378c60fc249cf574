import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow traces`: which kind of trace the answers that strategies pick come from.
struct TracesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traces",
        abstract: "Show how often each strategy is right by a legal trace, and right by an illegal one.",
        discussion: """
            For every strategy and budget the exact probability of a right or wrong answer by a legal, illegal or \
            unreadable trace; whether legal traces and right answers go together over all candidates and within problems, \
            since difficulty alone makes them; and how long traces are by difficulty. Runs without traces are left out. \
            Markdown, LaTeX and terminal reports have a table for each subject; CSV and JSON have one row for each figure.

            Examples:
              winnow traces --db x.db --run 1
              winnow traces --db x.db --budgets 1,16,64 --strategies majority,verifier \\
                --format csv
            """)

    @Option(
        help: ArgumentHelp("Strategies, separated by commas. (default: all)", valueName: "names"),
        completion: .list(Listing.strategyNames))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("Budgets, separated by commas. (default: 1,2,4 … and the pool's size)", valueName: "k"))
    var budgets: CommaList<Int> = []

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store)
        let request = StrategyRequest(strategies: strategies.elements, budgets: budgets.elements)
        let bar = quiet.progressBar
        let study = try await interruptible {
            try await bar.during { try await TraceStudy(of: runs, in: store, request, observe: $0) }
        }
        Terminal.write(study.report, as: format)
    }
}
