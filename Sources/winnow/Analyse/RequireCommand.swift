public import ArgumentParser
import WinnowAnalysis
import WinnowRuns
public import WinnowSelection

extension VerdictNoise: ExpressibleByArgument {}

/// `winnow require`: how good a verifier must be before it is worth building.
struct RequireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "require",
        abstract: "Print how good a verifier must be to beat voting, and what its calls may cost.",
        discussion: """
            Needs samples and grades only, no verifier: the verifier that could be built is described by how often it \
            accepts right and wrong answers (TPR and FPR), and by the price of a call. For each budget of the vote and \
            each FPR the table has the least TPR that is enough, at the same number of samples and at equal total price.

            With --scorer a learned scorer is placed among them, as the verifier that accepts from a score on. That \
            threshold is chosen on a run of the tune split, which has to be scored too.

            With --break-even, the price of a call of a verifier whose verdicts are stored, at which b is, at equal total \
            price, as often right as a at its --budget.

            Examples:
              winnow require --db x.db --run 1
              winnow require --budgets 16,64 --fpr 0,0.02 --call-price 25
              winnow require --break-even --a 1:majority --b 1:verifier --budget 16
              winnow require --db x.db --per candidate --against best-logprob \\
                --format csv
              winnow require --db x.db --run 1 --scorer orm --tune-run 3
            """)

    @Option(help: ArgumentHelp("The run. (default: the latest sampled run)", valueName: "number"))
    var run: Int?

    @Option(
        help: ArgumentHelp(
            "Budgets of the strategy to beat, separated by commas. (default: 4,16,64 … and the pool's size)",
            valueName: "k"))
    var budgets: CommaList<Int> = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("False-positive rates, P(accept | wrong), separated by commas.", valueName: "rates"))
    var fpr = CommaList(RequirementRequest.usualFalsePositiveRates)

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Prices of a verifier call in generated tokens, separated by commas.", valueName: "tokens"))
    var callPrice = CommaList(RequirementRequest.usualCallPrices)

    @Option(
        help: ArgumentHelp(
            "Verifiers as TPR/FPR, separated by commas, whose break-even price is asked.", valueName: "rates"))
    var verifiers = CommaList(RequirementRequest.usualVerifiers.map(RatesArgument.init))

    @Option(
        help: ArgumentHelp("The strategy to beat.", valueName: "strategy"), completion: .list(Listing.strategyNames))
    var against = "majority"

    @Option(help: "What each verdict's error is drawn for: every candidate, or every distinct answer of a problem.")
    var per = VerdictNoise.answer

    @OptionGroup var scorer: ThresholdOptions

    @Flag(help: "Print the break-even price of a call of a stored verifier instead.")
    var breakEven = false

    @Option(
        help: ArgumentHelp("The strategy to be as good as, as RUN:STRATEGY, for --break-even.", valueName: "strategy"))
    var a: String?

    @Option(help: ArgumentHelp("The strategy whose calls have a price, as RUN:STRATEGY.", valueName: "strategy"))
    var b: String?

    @Option(help: ArgumentHelp("The budget of a.", valueName: "k"))
    var budget: Int?

    @OptionGroup var verifier: VerifierOption
    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if breakEven {
            guard a != nil, b != nil, budget != nil else {
                throw ValidationError("--break-even needs --a, --b and the --budget of a.")
            }
            if run != nil { throw ValidationError("--a and --b name their runs: leave --run out.") }
        } else if a != nil || b != nil || budget != nil || verifier.name != nil {
            throw ValidationError(
                "--a, --b, --budget and --verifier go with --break-even; for several budgets, --budgets.")
        }
    }

    func run() async throws {
        let store = try DatabaseFile.open(database.path)
        if breakEven, let a, let b, let budget {
            let opponent = try RunStrategy(parsing: a)
            let study = try await BreakEvenStudy(
                of: RunStrategy(parsing: b),
                against: Contender(run: opponent.run, strategy: opponent.strategy, budget: budget), in: store,
                verifier: verifier.name)
            return Terminal.write(study.report, as: format)
        }
        let request = RequirementRequest(
            budgets: budgets.elements, falsePositiveRates: fpr.elements, callPrices: callPrice.elements,
            opponent: against, noise: per, verifiers: verifiers.elements.map(\.rates))
        let (bar, number, format, scorer) = (quiet.progressBar, run.map(Int64.init), format, scorer.choice)
        let runs = try RunChoice.latest(number, in: store)
        let study = try await interruptible {
            try await bar.during { observe in
                try await RequirementStudy(of: runs, in: store, request, scorer: scorer, observe: observe)
            }
        }
        Terminal.write(study.report, as: format)
    }
}

/// A verifier as it is typed: `TPR/FPR`.
struct RatesArgument: ExpressibleByArgument, Sendable {
    let rates: VerifierRates

    init(_ rates: VerifierRates) {
        self.rates = rates
    }

    init?(argument: String) {
        let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).compactMap { Double($0) }
        guard numbers.count == 2, numbers.allSatisfy((0...1).contains), argument.count(where: { $0 == "/" }) == 1 else {
            return nil
        }
        rates = VerifierRates(truePositive: numbers[0], falsePositive: numbers[1])
    }

    var defaultValueDescription: String { "\(rates.truePositive)/\(rates.falsePositive)" }
}
