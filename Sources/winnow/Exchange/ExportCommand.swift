public import ArgumentParser
import Foundation
import WinnowCore
import WinnowExchange
import WinnowRuns

extension ExportFormat: ExpressibleByArgument {}

/// `winnow export`: write runs for other programs.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the candidates of runs for other programs.",
        discussion: """
            csv and jsonl have one row or object for each, with all scores and verdicts; winnow import \
            reads jsonl back, and every-eval-ever has a line of its schema 0.3 for each. search-and-learn and lm-eval have \
            one object for each problem, llmonkeys one YAML file for each, huggingface-dataset makes a folder that datasets.load_dataset loads. They are written as they \
            are read, in the memory of one problem; - is standard output.

            parquet makes a folder of candidates.parquet and estimates.parquet (those that tables have saved), which \
            DuckDB, Polars and pandas read. It is written by DuckDB or pyarrow, one of which has to be installed.

            openai-batch has a request for each candidate, which puts the same problem to a served model: what vllm \
            run-batch and OpenAI's batch API take. custom_id is run/problem/sample; winnow import of their output into the \
            same database finds problems and references by it.

            The output appears whole or not at all.

            Examples:
              winnow export --db x.db --format csv candidates.csv
              winnow export --db x.db --run 1,3 --format search-and-learn bon.jsonl
              winnow export --db x.db --format huggingface-dataset candidates
              winnow export --db x.db --format openai-batch --request-model qwen in.jsonl
              winnow export --db x.db --format parquet tables
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: "The program that is to read it.")
    var format: ExportFormat

    @Option(
        help: ArgumentHelp(
            "The model that an openai-batch asks, as its server calls it. (default: each run's own)", valueName: "name")
    )
    var requestModel: String?

    @Flag(help: "Replace an earlier export.")
    var force = false

    @OptionGroup var quiet: QuietOption

    @Argument(help: "The new file, or the new folder; - for standard output.", completion: .file())
    var output: String

    func validate() throws {
        if requestModel != nil, format != .openAIBatch {
            throw ValidationError("--request-model goes with --format openai-batch.")
        }
    }

    func run() async throws {
        if output != "-" {
            try format.isFolder
                ? OutputPlace.checkFolder(output) : OutputPlace.checkFile(output, makingFolders: true)
        }
        let store = try DatabaseFile.open(database.path)
        var export = try CandidateExport(runs: run.elements.map(Int64.init), in: store)
        export.requestModel = requestModel
        let (bar, url, format, force) = (quiet.progressBar, output == "-" ? nil : URL(filePath: output), format, force)
        let line = try await interruptible { [export] in
            try await bar.during { try await export.write(format, to: url, replacing: force, observe: $0) }
        }
        if url != nil { Terminal.write(line) }
    }
}
