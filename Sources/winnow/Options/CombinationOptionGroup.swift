import ArgumentParser

/// Several judges that are combined into one.
struct CombinationOptionGroup: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Scores and verdicts to combine, separated by commas, such as orm, prm-min or the name of a verifier.",
            valueName: "names"))
    var combine: CommaList<String> = []

    @Option(help: ArgumentHelp("The graded run on whose problems the combination is fitted.", valueName: "run"))
    var tuneRun: Int?
}
