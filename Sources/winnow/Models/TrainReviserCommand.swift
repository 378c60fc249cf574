import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCatalogue
import WinnowCore
import WinnowTraining

/// `winnow train reviser`: a model that reads critiques, with its controls.
struct TrainReviserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reviser",
        abstract: "Train a reviser: a model that reads a wrong answer and what critics say of it.",
        discussion: """
            The generator's own wrong answers to train problems are the examples, the formal solver's completions the \
            targets. Beside the reviser, two controls learn from the same examples in the same updates: shuffled, which \
            is shown the critiques of other problems' answers, and continued, a generator that is shown the problem alone \
            and that gives the first answers of winnow backprompt. A second pass adds the reviser's own later errors.

            The card says how often the same wrong answers become right when the reviser is told the first critique, \
            all, none, another problem's and a false one, beside asking the continued generator again.

            OUTPUT gets the folders critiques, shuffled and continued; the first two can be given to winnow backprompt \
            --reviser, the last to --model. After an interruption or a kill, the same command with --resume goes on with \
            the same bits.

            Example:
              winnow train reviser --domain maze --output my-reviser
            """)

    @Option(help: "The domain.", completion: .list(DomainChoice.names))
    var domain: String

    @Option(help: ArgumentHelp("A bundled generator or a model folder: its weights are the start.", valueName: "model"))
    var generator = "medium"

    @Option(
        help: ArgumentHelp("The folder of the models and their checkpoints.", valueName: "folder"),
        completion: .directory)
    var output: String

    @Option(help: "Problems of the train split.")
    var problems = 6_000

    @Option(help: "Samples of each problem, among which wrong answers are looked for.")
    var samples = 8

    @Option(help: "The temperature of samples and revisions.")
    var temperature = 0.8

    @Option(help: "Tokens of each of the two passes, prompts included.")
    var tokens = 2_000_000

    @Option(help: "The highest learning rate.")
    var learningRate = 1.5e-3

    @Option(help: "Tokens in a batch, about.")
    var batchTokens = 4096

    @Option(help: "Tokens between checkpoints.")
    var checkpointEvery = 500_000

    @Flag(help: "Measure on the test split too, for the cards: when nothing will be chosen any more.")
    var final = false

    @Flag(help: "Go on from the newest checkpoints of the folder.")
    var resume = false

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        try OutputPlace.checkFolder(output)
        let recipe = ReviserRecipe(
            domain: domain, generator: generator, problems: problems, samples: samples, temperature: temperature,
            tokens: tokens, learningRate: learningRate, batchTokens: batchTokens, checkpointEvery: checkpointEvery,
            seed: seed.seed, threads: threads.count)
        let training = try recipe.training(in: URL(filePath: output))
        let (bar, resuming, isFinal) = (quiet.progressBar, resume, final)
        let command = CommandLine.arguments.joined(separator: " ")
        let information = try await interruptible(resuming: ["--resume"]) {
            try await bar.during {
                try await training.run(resuming: resuming, isFinal: isFinal, command: command, observe: $0)
            }
        }
        Terminal.write(Listing.line(information))
    }
}
