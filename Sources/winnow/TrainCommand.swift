import ArgumentParser

/// `winnow train`: make generators.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train tiny transformers on the traces of formal solvers.",
        discussion: """
            Examples:
              winnow train generator --domain chain --tokens 3000000 --output my-chain
              winnow train suite --domain chain --branch-at 3000000,5000000 --work checkpoints --output models
            """,
        subcommands: [TrainGeneratorCommand.self, TrainSuiteCommand.self])
}
