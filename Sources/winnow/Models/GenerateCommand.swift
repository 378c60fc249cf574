import ArgumentParser
import Foundation
import WinnowCollection
import WinnowCore

/// `winnow model generate`: candidates of prompts of token identifiers.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Sample from any model folder: token identifiers in, token identifiers out.",
        discussion: """
            Prints one candidate a line, its token identifiers separated by commas, the end token included: the \
            candidates of the first prompt in order, then those of the second. Candidate i depends on the model, the \
            options, the seed, the prompt and i alone. The tokens per second of reading and of writing go to standard \
            error.

            Examples:
              winnow model generate --model checkpoints/mine --prompt-ids 1,5,9 \\
                --samples 256 --max-new 112 --ignore-eos
              winnow model generate --domain maze --model medium \\
                --prompt-ids-file prompts.txt --temperature 0.8
            """)

    @OptionGroup var input: TokenPromptOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("How many candidates of each prompt.", valueName: "n"))
    var samples = 1

    @Option(parsing: .unconditional, help: ArgumentHelp("The largest completion.", valueName: "tokens"))
    var maxNew = 64

    @Flag(name: .customLong("ignore-eos"), help: "Go on past the end token, to the largest completion.")
    var ignoresEnd = false

    @Option(parsing: .unconditional, help: "Divides the logits; 0 takes the most probable token.")
    var temperature = 1.0

    @Option(parsing: .unconditional, help: "Keep the k most probable tokens only; 0 keeps all.")
    var topK = 0

    @Option(parsing: .unconditional, help: "Keep the most probable tokens that reach p together; 1 keeps all.")
    var topP = 1.0

    @Option(
        name: .customLong("stats"),
        help: ArgumentHelp("Write counts and seconds to this file, as JSON.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var statistics: String?

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        if let statistics { try OutputPlace.checkFile(statistics, mayBeDevice: true) }
        let generation = try Generation(
            GenerationRequest(
                model: input.model, domain: input.domain, prompts: input.prompts(), samples: samples, maxNew: maxNew,
                ignoresEnd: ignoresEnd, temperature: temperature, topK: topK, topP: topP, seed: seed.seed,
                threads: threads.count))
        // Where the lines appear on the same terminal they are the progress.
        let bar = ProgressBar(isHidden: quiet.isQuiet || Terminal.isOutputInteractive)
        let result = try await bar.during { observe in
            try await generation.run(write: { Terminal.write($0, as: .data) }, observe: observe)
        }
        if !quiet.isQuiet { Terminal.writeError(result.text + "\n") }
        if let statistics { try write(result.json(), to: statistics) }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path))
        } catch {
            throw ExperimentError("cannot write '\(path)'", hint: "check that its folder exists and its permissions")
        }
    }
}
