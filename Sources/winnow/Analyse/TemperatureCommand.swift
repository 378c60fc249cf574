import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow tune temperature`: each strategy at the temperature that suits it.
struct TemperatureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "temperature",
        abstract: "Compare each strategy at its own temperature, chosen on the tune split, with a common temperature.",
        discussion: """
            The database needs runs of one model on the tune and on the test split, at the same temperatures: sample \
            with --split tune --temperature 0.5,0.8,1.1, and again with --split test.

            Example:
              winnow tune temperature --domain chain --model medium --db x.db
            """)

    @Option(help: "The domain.")
    var domain: String

    @Option(help: "The model's name.")
    var model: String

    @Option(
        help: ArgumentHelp("Strategies, separated by commas. (default: all)", valueName: "names"),
        completion: .list(Listing.strategyNames))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("The budget. (default: the smallest pool's size)", valueName: "k"))
    var budget: Int?

    @Option(help: ArgumentHelp("The temperature that all strategies share.", valueName: "t"))
    var common = 0.8

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let request = TemperatureStudy.Request(
            domain: domain, model: model, strategies: strategies.elements, budget: budget, common: common)
        let bar = quiet.progressBar
        let study = try await interruptible {
            try await bar.during { observe in
                try await TemperatureStudy(request, in: store, observe: observe)
            }
        }
        Terminal.write(study.report, as: format)
    }
}
