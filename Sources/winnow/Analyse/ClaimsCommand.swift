import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow claims`: published claims as tests.
struct ClaimsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "Put runs to published claims, and say which are supported, contradicted or undecided.",
        discussion: """
            Each claim has its effect stated beforehand; a run supports it when the whole interval over problems is \
            where the claim says, and the effect is not below the smallest of interest. Claims about strategies are put to \
            4, 16 and 64 samples and to the whole pool: where the sign changes with the budget, that is the finding. \
            Claims about back-prompting are put to all loops of the database that go together. Nothing is sampled.

            Examples:
              winnow claims --list
              winnow claims --db x.db --run 1
              winnow claims --db x.db --claims verifier-beats-votes,legality-says-little \\
                --format csv
            """)

    @Option(
        help: ArgumentHelp("Claims, separated by commas. (default: all)", valueName: "names"),
        completion: .list(ClaimStudy.names))
    var claims: CommaList<String> = []

    @Option(
        help: ArgumentHelp(
            "Numbers of runs, separated by commas. (default: all sampled runs, and loops)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: ArgumentHelp("The budget to look at. (default: 4, 16, 64 and the pool's size)", valueName: "k"))
    var budget: Int?

    @Flag(help: "Print the claims with their sources, and test nothing.")
    var list = false

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var verifier: VerifierOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        if list { return Terminal.write(ClaimStudy.list, as: format) }
        let store = try DatabaseFile.open(database.path)
        let withLoops = try run.elements.isEmpty && RunChoice.hasLoops(store)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store, orNone: withLoops)
        let (bar, names, budget, verifier) = (quiet.progressBar, claims.elements, budget, verifier.name)
        let study = try await interruptible {
            try await bar.during { observe in
                try await ClaimStudy(
                    of: runs, in: store, withLoops: withLoops, names: names, budget: budget, verifier: verifier,
                    observe: observe)
            }
        }
        Terminal.write(study.report, as: format)
    }
}
