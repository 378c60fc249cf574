import ArgumentParser

/// `winnow train`: make generators.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train tiny transformers on the traces of formal solvers.",
        subcommands: [TrainGeneratorCommand.self, TrainSuiteCommand.self])
}
