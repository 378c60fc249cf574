import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow crossing`: the spending at which one strategy overtakes another.
struct CrossingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crossing",
        abstract: "Print at what spending one strategy overtakes another, or what a verifier call may cost.",
        discussion: """
            Right answers are a function of what is spent, on any axis of cost, within a run or between runs. Every \
            crossing has an interval and the share of bootstrap resamples without one. With --break-even, the price of a \
            verifier call at which b, at equal total price, is as often right as a at its budget.

            Examples:
              winnow crossing --db x.db --a 1:majority --b 1:best-logprob --axis tokens
              winnow crossing --a 1:majority --b 1:verifier --axis price --price tokens=1,calls=500
              winnow crossing --db x.db --a 1:majority --b 1:verifier --break-even --budget 16
            """)

    @Option(help: ArgumentHelp("The strategy that is overtaken, as RUN:STRATEGY.", valueName: "strategy"))
    var a: String

    @Option(help: ArgumentHelp("The strategy that overtakes, as RUN:STRATEGY.", valueName: "strategy"))
    var b: String

    @Option(help: ArgumentHelp("What is spent. (default: tokens)", valueName: "axis"))
    var axis: AxisName?

    @OptionGroup var price: PriceOption

    @Flag(help: "Print the break-even price of a verifier call instead.")
    var breakEven = false

    @Option(help: ArgumentHelp("The budget of a, for the break-even price.", valueName: "k"))
    var budget: Int?

    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        try price.validate(with: axis)
        if breakEven, axis != nil { throw ValidationError("--break-even is about a price: leave --axis out.") }
        guard breakEven == (budget != nil) else { throw ValidationError("--break-even and --budget go together.") }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        let (a, b) = (try RunStrategy(parsing: a), try RunStrategy(parsing: b))
        if let budget {
            let opponent = Contender(run: a.run, strategy: a.strategy, budget: budget)
            let study = try await BreakEvenStudy(of: b, against: opponent, in: store, verifier: verifier.name)
            return Terminal.write(study.report, as: format.format)
        }
        let (bar, axis, name) = (quiet.progressBar, try price.axis(axis ?? .tokens), verifier.name)
        let crossing = try await interruptible {
            try await bar.during { observe in
                try await SpendingCrossing(a, b, on: axis, in: store, verifier: name, observe: observe)
            }
        }
        Terminal.write(crossing.report, as: format.format)
    }
}
