import ArgumentParser
import WinnowAnalysis

/// How many problems a comparison needs.
struct PowerOptions: ParsableArguments {
    @Option(
        defaultAsFlag: 0.8,
        help: ArgumentHelp(
            "Print how many problems resolve a difference with this probability, and which difference the present number "
                + "of problems resolves.", valueName: "rate"))
    var power: Double?

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
        help: ArgumentHelp(
            "The standard deviation of the per-problem differences, in place of two contenders.", valueName: "rate"))
    var sd: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("The level of the two-sided test.", valueName: "rate"))
    var significance = 0.05

    /// True where the number of problems is asked about.
    var isAsked: Bool { power != nil }

    /// Checks the options against whether two contenders are named.
    func validate(hasContenders: Bool) throws {
        guard isAsked else {
            if !difference.elements.isEmpty || !problems.elements.isEmpty || sd != nil {
                throw ValidationError("--difference, --problems and --sd go with --power.")
            }
            return
        }
        guard (sd == nil) == hasContenders else {
            throw ValidationError("--power needs either --sd, or both --a and --b.")
        }
        if difference.elements.isEmpty, problems.elements.isEmpty, sd != nil {
            throw ValidationError("Ask for --difference or --problems.")
        }
    }

    var question: PowerQuestion {
        PowerQuestion(
            differences: difference.elements, problems: problems.elements, power: power ?? 0.8,
            significance: significance)
    }
}
