import ArgumentParser

/// `winnow train`: make generators, scorers and revisers.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract:
            "Train tiny transformers: generators on the traces of formal solvers, scorers of their candidates, and revisers.",
        discussion: """
            Examples:
              winnow train generator --domain chain --tokens 3000000 --output my-chain
              winnow train suite --domain chain --branch-at 3000000,5000000 \\
                --work checkpoints --output models
              winnow train scorer --domain chain --kind orm --output my-orm
              winnow train reviser --domain chain --output my-reviser
            """,
        subcommands: [
            TrainGeneratorCommand.self, TrainSuiteCommand.self, TrainScorerCommand.self, TrainReviserCommand.self,
        ])
}
