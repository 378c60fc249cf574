import ArgumentParser

/// `winnow model`: a model by itself, apart from problems and databases.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Use a model by itself: sample from it, print its logits, write it for other programs.",
        discussion: """
            Examples:
              winnow model generate --domain maze --model medium --prompt-ids 1,5,9
              winnow model logits --domain chain --model weak --prompt-ids 1,5
              winnow model export --domain chain --model strong --format gguf chain.gguf
            """,
        subcommands: [GenerateCommand.self, LogitsCommand.self, ModelExportCommand.self])
}
