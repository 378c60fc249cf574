import ArgumentParser
import WinnowExperiments

/// `winnow compare`: paired differences between strategies.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare strategies problem by problem, within a run or between runs.",
        discussion: """
            Differences are paired by problem, with bootstrap intervals, sign-flip tests adjusted by Holm, and the \
            smallest difference that this many problems can show.

            Examples:
              winnow compare --db x.db --strategies majority,verifier,majority-logprob --budget 16
              winnow compare --db x.db --a 1:majority@64 --b 3:majority@64
            """)

    @Option(
        help: ArgumentHelp("Strategies of one run, separated by commas; all pairs are compared.", valueName: "names"))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("The budget of the strategies. (default: the pool's size)", valueName: "k"))
    var budget: Int?

    @Option(help: ArgumentHelp("The run of the strategies. (default: the latest sampled run)", valueName: "number"))
    var run: Int?

    @Option(help: ArgumentHelp("The first of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var a: String?

    @Option(help: ArgumentHelp("The second of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var b: String?

    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption

    func validate() throws {
        guard (a == nil) == (b == nil), strategies.elements.isEmpty == (a != nil) else {
            throw ValidationError("Give either --strategies, or both --a and --b.")
        }
        if a != nil, run != nil || budget != nil {
            throw ValidationError("--a and --b name their runs and budgets: leave --run and --budget out.")
        }
        if a == nil, strategies.elements.count < 2 { throw ValidationError("--strategies needs two or more names.") }
    }

    func run() async throws {
        let store = try Analysis.open(database.path)
        let contenders: [Contender] =
            if let a, let b {
                [try Contender(parsing: a), try Contender(parsing: b)]
            } else {
                try Comparisons.contenders(strategies.elements, run: run.map(Int64.init), budget: budget, in: store)
            }
        let rows = try await Comparisons.all(contenders, in: store, verifier: verifier.name)
        Terminal.write(Comparisons.text(rows, as: format.format, verifier: verifier.name))
    }
}
