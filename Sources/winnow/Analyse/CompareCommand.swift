import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow compare`: paired differences between strategies.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare strategies problem by problem, within a run or between runs.",
        discussion: """
            Differences are paired by problem, with bootstrap intervals, sign-flip tests adjusted by Holm, and the \
            smallest difference that this many problems can show. With --at-equal, the side of a pair that spends more is \
            cut back to the other's expected spending, by a coin between two neighbouring budgets.

            Examples:
              winnow compare --db x.db
              winnow compare --db x.db --strategies majority,verifier,majority-logprob --budget 16
              winnow compare --db x.db --a 1:majority@64 --b 3:majority@64
              winnow compare --strategies majority,verifier --at-equal price --price tokens=1,calls=50
              winnow compare --db x.db --a 1:verifier@64 --b 1:majority@64 --at-equal tokens
            """)

    @Option(
        help: ArgumentHelp(
            "Strategies of one run, separated by commas; all pairs are compared. (default: single, majority and, where "
                + "there are verdicts, verifier)", valueName: "names"))
    var strategies: CommaList<String> = []

    @Option(help: ArgumentHelp("The budget of the strategies. (default: the pool's size)", valueName: "k"))
    var budget: Int?

    @Option(help: ArgumentHelp("The run of the strategies. (default: the latest sampled run)", valueName: "number"))
    var run: Int?

    @Option(help: ArgumentHelp("The first of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var a: String?

    @Option(help: ArgumentHelp("The second of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var b: String?

    @Option(help: ArgumentHelp("What both sides of a pair spend equally in expectation.", valueName: "axis"))
    var atEqual: AxisName?

    @OptionGroup var price: PriceOption
    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption

    func validate() throws {
        try price.validate(with: atEqual)
        guard (a == nil) == (b == nil), strategies.elements.isEmpty || a == nil else {
            throw ValidationError("Give either --strategies, or both --a and --b.")
        }
        if a != nil, run != nil || budget != nil {
            throw ValidationError("--a and --b name their runs and budgets: leave --run and --budget out.")
        }
        if strategies.elements.count == 1 { throw ValidationError("--strategies needs two or more names.") }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let contenders: [Contender] =
            if let a, let b {
                [try Contender(parsing: a), try Contender(parsing: b)]
            } else {
                try ComparisonStudy.contenders(strategies.elements, run: run.map(Int64.init), budget: budget, in: store)
            }
        let axis = try atEqual.map { try price.axis($0) }
        let study = try await ComparisonStudy(contenders, atEqual: axis, in: store, verifier: verifier.name)
        Terminal.write(study.report, as: format.format)
    }
}
