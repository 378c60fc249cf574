import ArgumentParser

/// The option says how often each candidate is judged.
struct VerificationsOption: ParsableArguments {
    @Option(
        name: .customLong("verifications"), parsing: .unconditional,
        help: ArgumentHelp("How often each candidate is asked about, of what draws its judgement.", valueName: "n"))
    var count = 1
}
