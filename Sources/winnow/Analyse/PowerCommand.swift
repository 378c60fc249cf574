import ArgumentParser
import WinnowAnalysis
import WinnowRuns

/// `winnow power`: the problems that a comparison needs.
struct PowerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Print how many problems resolve a difference, and which difference a number of problems resolves.",
        discussion: """
            The spread of the per-problem differences is given as --sd, or measured on two contenders of a database, for \
            which the resolvable difference and the power of the present problems are printed too.

            Examples:
              winnow power --difference 0.02 --sd 0.25
              winnow power --problems 100,400,1000 --sd 0.25 --power 0.9
              winnow power --db x.db --difference 0.01,0.02 --a 1:majority@64 --b 1:majority-logprob@64
            """)

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Differences of right answers to resolve, such as 0.02, separated by commas.", valueName: "rates"))
    var difference: CommaList<Double> = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Numbers of problems whose resolvable difference is asked, separated by commas.", valueName: "n"))
    var problems: CommaList<Int> = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The standard deviation of the per-problem differences.", valueName: "rate"))
    var sd: Double?

    @Option(
        help: ArgumentHelp("The first of two contenders to measure it on, as RUN:STRATEGY@K.", valueName: "contender"))
    var a: String?

    @Option(help: ArgumentHelp("The second of two, as RUN:STRATEGY@K.", valueName: "contender"))
    var b: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("The probability of finding the difference.", valueName: "rate"))
    var power = 0.8

    @Option(parsing: .unconditional, help: ArgumentHelp("The level of the two-sided test.", valueName: "rate"))
    var significance = 0.05

    @OptionGroup var database: ExistingDatabaseOption
    @OptionGroup var format: FormatOption

    func validate() throws {
        guard (a == nil) == (b == nil), (sd == nil) == (a != nil) else {
            throw ValidationError("Give either --sd, or both --a and --b.")
        }
        if difference.elements.isEmpty, problems.elements.isEmpty, sd != nil {
            throw ValidationError("Ask for --difference or --problems.")
        }
    }

    func run() async throws {
        let question = PowerQuestion(
            differences: difference.elements, problems: problems.elements, power: power, significance: significance)
        let spread: PowerQuestion.Spread =
            if let a, let b {
                try await PowerQuestion.Spread(
                    Contender(parsing: a), Contender(parsing: b), in: DatabaseFile.open(database.path))
            } else {
                PowerQuestion.Spread(standardDeviation: sd ?? 0)
            }
        Terminal.write(try PowerStudy(question, spread).report, as: format.format)
    }
}
