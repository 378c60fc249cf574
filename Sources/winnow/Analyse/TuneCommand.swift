import ArgumentParser

/// `winnow tune`: choices that are made on problems of the tune split, and judged on others.
struct TuneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Choose the temperature of samples or of votes on the tune split, and judge it on other problems.",
        discussion: """
            Examples:
              winnow tune temperature --domain chain --model medium --db x.db
              winnow tune confidence --db x.db --run 1 --tune-run 3
            """,
        subcommands: [ConfidenceCommand.self, TemperatureCommand.self])
}
