public import ArgumentParser
import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowExchange

extension ModelFormat: ExpressibleByArgument {}

/// `winnow model export`: write a model for other programs.
struct ModelExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a model for other programs.",
        discussion: """
            huggingface makes a folder that AutoModelForCausalLM and AutoTokenizer load without further code; gguf \
            makes one file for llama.cpp, whose tokenizer then splits at spaces as Winnow does. Weights are float32. \
            The output appears whole or not at all.

            Examples:
              winnow model export --domain chain --model strong --format huggingface out
              winnow model export --model my-maze --format gguf my-maze.gguf
            """)

    @Option(
        help: ArgumentHelp("A bundled model of --domain, or a model folder.", valueName: "name"),
        completion: .directory)
    var model: String

    @Option(help: "The domain of the model; left out, any model folder will do.", completion: .list(DomainChoice.names))
    var domain: String?

    @Option(help: "The program that is to read it.")
    var format: ModelFormat

    @Flag(help: "Replace an earlier export.")
    var force = false

    @Argument(help: "The new file, or the new folder.", completion: .file())
    var output: String

    func run() async throws {
        switch format {
        case .huggingface: try OutputPlace.checkFolder(output)
        case .gguf: try OutputPlace.checkFile(output, makingFolders: true)
        }
        let export = try ModelExport(model: model, domain: domain)
        Terminal.write(try export.write(format, to: URL(filePath: output), replacing: force))
    }
}
