import ArgumentParser

/// `winnow train`: make generators and scorers.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract:
            "Train tiny transformers: generators on the traces of formal solvers, and scorers of their candidates.",
        discussion: """
            Examples:
              winnow train generator --domain chain --tokens 3000000 --output my-chain
              winnow train suite --domain chain --branch-at 3000000,5000000 \\
                --work checkpoints --output models
              winnow train scorer --domain chain --kind orm --output my-orm
            """,
        subcommands: [TrainGeneratorCommand.self, TrainSuiteCommand.self, TrainScorerCommand.self])
}
