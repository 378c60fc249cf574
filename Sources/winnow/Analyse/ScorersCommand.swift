import ArgumentParser
import WinnowAnalysis
import WinnowReport
import WinnowRuns

/// `winnow scorers`: what stored scores are worth.
struct ScorersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorers",
        abstract: "Show what scorers are worth: ranking, calibration, preferences, over-optimisation and transfer.",
        discussion: """
            Needs scores that winnow judge has stored; nothing is scored. For each run: how well each scorer tells right \
            from wrong answers, overall and within problems, by difficulty and by the position of steps; whether its \
            scores can be read as probabilities; whether it prefers illegal traces; and whether best-of-k falls again as k \
            grows. --transfer compares scorers on the runs of several generators instead.

            Examples:
              winnow scorers --db x.db --run 1
              winnow scorers --db x.db --run 1,2,3 --scorer orm,yesno --format csv
              winnow scorers --db x.db --run 1,2,3 --transfer --budget 64
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(
        help: ArgumentHelp(
            "Names of scores, such as orm or prm-policy-value, separated by commas. (default: all)", valueName: "names")
    )
    var scorer: CommaList<String> = []

    @Flag(help: "Print how scorers do on the candidates of other generators.")
    var transfer = false

    @Option(
        help: ArgumentHelp("The k of best-of-k with --transfer. (default: the smallest pool's size)", valueName: "k"))
    var budget: Int?

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if budget != nil, !transfer { throw ValidationError("--budget goes with --transfer.") }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store)
        let (bar, names, transfer, budget) = (quiet.progressBar, scorer.elements, transfer, budget)
        let report = try await interruptible {
            try await bar.during { observe in
                try await transfer
                    ? ScorerTransfer(of: runs, scorers: names, budget: budget, in: store, observe: observe).report
                    : ScorerStudy(of: runs, scorers: names, in: store, observe: observe).report
            }
        }
        Terminal.write(report, as: format)
    }
}
