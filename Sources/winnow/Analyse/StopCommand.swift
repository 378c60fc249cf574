import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow budget stop`: rules that stop sampling early, replayed on stored pools.
struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Replay rules that stop sampling early: what they save and what it costs.",
        discussion: """
            Nothing is sampled. Adaptive-Consistency stops when the votes so far decide a problem, ESC at the first \
            unanimous window of five. Each is compared with the majority of all samples up to the cap, and with the \
            majority of as many samples as it draws on average.

            Examples:
              winnow budget stop --db x.db --run 1
              winnow budget stop --db x.db --run 1 --rules adaptive-beta,esc --cap 16 \\
                --permutations 1000
            """)

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(
        help: ArgumentHelp("Rules, separated by commas. (default: all)", valueName: "names"),
        completion: .list(Listing.ruleNames))
    var rules: CommaList<String> = []

    @Option(
        help: ArgumentHelp("The most samples of a problem. (default: 40, or the pool if it is smaller)", valueName: "k")
    )
    var cap: Int?

    @Option(help: ArgumentHelp("Random orders in which each pool is drawn.", valueName: "n"))
    var permutations = 200

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if permutations < 2 { throw ValidationError("--permutations must be 2 or more.") }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let runs = try RunChoice.runs(run.elements.map(Int64.init), in: store)
        let request = StoppingRequest(rules: rules.elements, cap: cap, permutations: permutations)
        let bar = quiet.progressBar
        let study = try await interruptible {
            try await bar.during { try await StoppingStudy(of: runs, in: store, request, observe: $0) }
        }
        Terminal.write(study.report, as: format)
    }
}
