import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow risk`: wrong answers against coverage, when strategies may abstain.
struct RiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk",
        abstract: "Print how often answers are wrong when a strategy withholds those it is unsure of.",
        discussion: """
            A strategy with a confidence (share of votes, or score) may abstain below a threshold, as a verifier abstains \
            when it accepts nothing. Printed are the risk (wrong among answered) with all answers given, the area under \
            risk over coverage, and the risk where it answers as many problems as the verifier does.

            Examples:
              winnow risk --db x.db --run 1
              winnow risk --db x.db --run 1 --strategies majority,best-logprob \\
                --budget 16 --curve --format csv
            """)

    @Option(help: ArgumentHelp("The run. (default: the latest sampled run)", valueName: "number"))
    var run: Int?

    @Option(
        help: ArgumentHelp("Strategies with a confidence, separated by commas. (default: all)", valueName: "names"))
    var strategies: CommaList<String> = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many stored candidates are used. (default: the pool's size)", valueName: "k"))
    var budget: Int?

    @Flag(help: "Print the curves instead of their areas.")
    var curve = false

    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.latest(run.map(Int64.init), in: store)
        let (bar, names, budget, verifier) = (quiet.progressBar, strategies.elements, budget, verifier.name)
        let study = try await interruptible {
            try await bar.during { observe in
                try await SelectivePredictionStudy(
                    of: runs, in: store, strategies: names, budget: budget, verifier: verifier, observe: observe)
            }
        }
        Terminal.write(curve ? study.curveReport : study.report, as: format)
    }
}
