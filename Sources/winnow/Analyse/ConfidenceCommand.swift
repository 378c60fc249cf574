import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow tune confidence`: votes weighted by confidence, their temperature chosen on the tune split.
struct ConfidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confidence",
        abstract: "Weigh votes by confidence, with a temperature chosen on other problems.",
        discussion: """
            The temperature of CISC is chosen on a run of the tune split, which winnow sample --split tune makes, and \
            reported on a run of other problems by the same model, against the plain majority and the vote at \
            temperature 1. With --scorer the confidence is a score instead of the log-probability per token: both runs have \
            to be scored by winnow judge, and the vote is that of NAME-cisc.

            Examples:
              winnow tune confidence --db x.db --run 1 --tune-run 3
              winnow tune confidence --db x.db --run 1 --tune-run 3 \\
                --temperatures 0.01,0.1,1 --budget 8
              winnow tune confidence --db x.db --run 1 --tune-run 3 --scorer orm
            """)

    @Option(help: ArgumentHelp("The run to report on.", valueName: "number"))
    var run: Int

    @Option(help: ArgumentHelp("The run of the tune split, of the same model and temperature.", valueName: "number"))
    var tuneRun: Int

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Temperatures to choose from, separated by commas.", valueName: "numbers"))
    var temperatures: CommaList<Double> = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]

    @Option(
        help: ArgumentHelp("Samples per problem. (default: 16, or the smaller pool if it has fewer)", valueName: "k"))
    var budget: Int?

    @Option(help: ArgumentHelp("A score that is the confidence, such as orm or prm-min.", valueName: "score"))
    var scorer: String?

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let request = ConfidenceRequest(temperatures: temperatures.elements, budget: budget, scorer: scorer)
        let (run, tuneRun, bar) = (Int64(run), Int64(tuneRun), quiet.progressBar)
        let confidence = try await interruptible {
            try await bar.during { observe in
                try await Confidence(
                    RunPools.pools(of: run, in: store), tunedOn: RunPools.pools(of: tuneRun, in: store), request,
                    in: store, observe: observe)
            }
        }
        Terminal.write(confidence.report, as: format)
    }
}
