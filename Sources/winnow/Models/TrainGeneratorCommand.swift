public import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCatalogue
import WinnowCore
public import WinnowDomains
import WinnowTraining

extension CompletionStyle: ExpressibleByArgument {}
extension GeneratorRecipe.Schedule: ExpressibleByArgument {}

/// `winnow train generator`: one model, one schedule.
struct TrainGeneratorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generator",
        abstract: "Train one generator of a domain and write its model folder.",
        discussion: """
            Checkpoints are written below OUTPUT/checkpoints; after an interruption or a kill, the same command with \
            --resume goes on with the same bits. The folder can be given to --model.

            Example:
              winnow train generator --domain maze --tokens 3000000 --schedule cosine \\
                --output my-maze
            """)

    @Option(help: "The domain.", completion: .list(DomainChoice.names))
    var domain: String

    @Option(help: "Whether the model writes the solver's trace before the answer.")
    var style = CompletionStyle.traced

    @Option(
        help: ArgumentHelp("The folder of the model and its checkpoints.", valueName: "folder"), completion: .directory)
    var output: String

    @Option(help: "Tokens to train on, prompts included.")
    var tokens = 6_000_000

    @Option(help: "How the learning rate moves after the warm-up.")
    var schedule = GeneratorRecipe.Schedule.cosine

    @Option(help: "The highest learning rate.")
    var learningRate = 3e-3

    @Option(help: "Tokens in a batch, about.")
    var batchTokens = 2048

    @Option(help: "Tokens between checkpoints.")
    var checkpointEvery = 500_000

    @Option(help: "Channels of the residual stream, a multiple of 16.")
    var width = 64

    @Option(help: "Layers.")
    var layers = 3

    @Option(help: "Attention heads.")
    var heads = 4

    @Option(help: "Channels of the feed-forward layer, a multiple of 16.")
    var feedForward = 176

    @Flag(help: "Measure the model on the test split too, for its card: when nothing will be chosen any more.")
    var final = false

    @Flag(help: "Go on from the newest checkpoint of the folder.")
    var resume = false

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        try OutputPlace.checkFolder(output)
        let recipe = GeneratorRecipe(
            domain: domain, style: style, tokens: tokens, schedule: schedule, learningRate: learningRate,
            batchTokens: batchTokens, checkpointEvery: checkpointEvery, width: width, layers: layers, heads: heads,
            feedForward: feedForward, seed: seed.seed, threads: threads.count)
        let training = try recipe.training(in: URL(filePath: output))
        let (bar, resuming, isFinal, tokens) = (quiet.progressBar, resume, final, tokens)
        let command = CommandLine.arguments.joined(separator: " ")
        let information = try await interruptible(resuming: ["--resume"]) {
            try await bar.during {
                try await training.run(
                    until: tokens, resuming: resuming, isFinal: isFinal, command: command, observe: $0)
            }
        }
        Terminal.write(information.line)
    }
}
