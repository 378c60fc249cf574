public import ArgumentParser
import Foundation
import WinnowCatalogue
import WinnowExchange
import WinnowRuns

extension ExportFormat: ExpressibleByArgument {}

/// `winnow export`: write a model or runs for other programs.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a model, or the candidates of runs, for other programs.",
        discussion: """
            Models: huggingface makes a folder that AutoModelForCausalLM and AutoTokenizer load without further code; \
            gguf makes one file for llama.cpp, whose tokenizer then splits at spaces as Winnow does. Weights are \
            float32.

            Candidates: csv and jsonl have one row or object for each, with all scores and verdicts; winnow import \
            reads jsonl back. search-and-learn and lm-eval have one object for each problem, llmonkeys one YAML file \
            for each, huggingface-dataset makes a folder that datasets.load_dataset loads. They are written as they \
            are read, in the memory of one problem; - is standard output.

            The output appears whole or not at all.

            Examples:
              winnow export --domain chain --model strong --format huggingface chain-strong
              winnow export --model my-maze --format gguf my-maze.gguf
              winnow export --db x.db --format csv candidates.csv
              winnow export --db x.db --run 1,3 --format search-and-learn best_of_n_completions.jsonl
              winnow export --db x.db --format huggingface-dataset candidates
            """)

    @Option(
        help: ArgumentHelp("A bundled model of --domain, or a model folder.", valueName: "name"),
        completion: .directory)
    var model: String?

    @Option(help: "The domain of the model; left out, any model folder will do.", completion: .list(DomainChoice.names))
    var domain: String?

    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: "The program that is to read it.")
    var format: ExportFormat

    @Flag(help: "Replace an earlier export: a model's, or a file.")
    var force = false

    @OptionGroup var quiet: QuietOption

    @Argument(help: "The new file, or the new folder; - for standard output.", completion: .file())
    var output: String

    func validate() throws {
        if format.isOfModel {
            if model == nil { throw ValidationError("\(format.rawValue) writes a model: give --model.") }
            if !run.elements.isEmpty { throw ValidationError("--run goes with formats of candidates.") }
        } else if model != nil || domain != nil {
            throw ValidationError("\(format.rawValue) writes candidates: leave --model and --domain out.")
        }
    }

    func run() async throws {
        if let model, format.isOfModel {
            let export = try ModelExport(model: model, domain: domain)
            return Terminal.write(try export.write(format, to: URL(filePath: output), replacing: force))
        }
        let store = try DatabaseFile.open(database.path)
        let export = try CandidateExport(runs: run.elements.map(Int64.init), in: store)
        let (bar, url, format, force) = (quiet.progressBar, output == "-" ? nil : URL(filePath: output), format, force)
        let line = try await interruptible {
            try await bar.during { try await export.write(format, to: url, replacing: force, observe: $0) }
        }
        if url != nil { Terminal.write(line) }
    }
}
