import ArgumentParser
import WinnowAnalysis
import WinnowRuns
import WinnowStore

/// `winnow show`: runs at a glance, in a terminal.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show runs at a glance: the finding, a small picture in block characters, and the strategies.",
        discussion: """
            Nothing is sampled, and lines fit the terminal or COLUMNS. `winnow table` has the figures for papers and \
            programs, `winnow report` a page with everything.

            Examples:
              winnow show --db results/quickstart.db
              winnow show --db x.db --run 1
              COLUMNS=60 winnow show --db x.db --strategies single,majority,verifier
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(
        help: ArgumentHelp(
            "Strategies, separated by commas. (default: the few between which the question is)", valueName: "names"),
        completion: .list(Listing.strategyNames))
    var strategies: CommaList<String> = []

    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(
            run.elements.map(Int64.init), in: store, allowing: [.search, .stopped, .rounds])
        var request = StrategyRequest(strategies: strategies.elements, allowsRagged: true)
        request.isHeadline = strategies.elements.isEmpty
        let bar = quiet.progressBar
        let study = try await interruptible { [request] in
            try await bar.during { observe in try await BudgetStudy(of: runs, in: store, request, observe: observe) }
        }
        let width = Terminal.width
        let headline = Headline(
            budgets: Headline.budgets(across: width), choosesStrategies: strategies.elements.isEmpty)
        Terminal.write(study.glance(headline, database: store.path, width: width))
    }
}
