public import ArgumentParser
import Foundation
public import WinnowExperiments

extension ExportFormat: ExpressibleByArgument {}

/// `winnow export`: write a model for other programs.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a model for Hugging Face transformers or llama.cpp.",
        discussion: """
            Weights are float32. huggingface makes a folder that AutoModelForCausalLM and AutoTokenizer load without \
            further code; gguf makes one file for llama.cpp, whose tokenizer then splits at spaces as Winnow does. \
            The output appears whole or not at all.

            Examples:
              winnow export --domain chain --model strong --format huggingface chain-strong
              winnow export --domain maze --model medium --format gguf maze-medium.gguf
              winnow export --model my-maze --format gguf my-maze.gguf
            """)

    @Option(
        help: ArgumentHelp("A bundled model of --domain, or a model folder.", valueName: "name"),
        completion: .directory)
    var model: String

    @Option(help: "The domain of the model; left out, any model folder will do.", completion: .list(DomainChoice.names))
    var domain: String?

    @Option(help: "The program that is to read it.")
    var format: ExportFormat

    @Flag(help: "Replace an earlier export.")
    var force = false

    @Argument(help: "The new folder, or the new file for gguf.", completion: .file())
    var output: String

    func run() throws {
        let export = try ModelExport(model: model, domain: domain)
        Terminal.write(try export.write(format, to: URL(filePath: output), replacing: force))
    }
}
