import ArgumentParser
import WinnowCatalogue
import WinnowCollection
import WinnowCore

/// The model and the prompts of a command that works on token identifiers.
struct TokenPromptOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model folder in the Hugging Face layout, or a bundled model of --domain.", valueName: "folder"),
        completion: .directory)
    var model: String

    @Option(help: "The domain of a bundled model; see winnow list models.", completion: .list(DomainChoice.names))
    var domain: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The prompt's token identifiers, separated by commas.", valueName: "list"))
    var promptIds: String?

    @Option(
        help: ArgumentHelp("A file of such prompts, one a line, or - for standard input.", valueName: "file"),
        completion: .file())
    var promptIdsFile: String?

    func validate() throws {
        if (promptIds == nil) == (promptIdsFile == nil) {
            throw ValidationError("Give either --prompt-ids or --prompt-ids-file.")
        }
    }

    /// The prompts, in order.
    func prompts() throws(ExperimentError) -> PromptList {
        if let promptIdsFile { return try PromptList(linesOf: promptIdsFile) }
        return try PromptList(promptIds ?? "")
    }
}
