public import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCatalogue
public import WinnowModel
public import WinnowScoring
import WinnowTraining

extension ScorerKind: ExpressibleByArgument {}
extension ValueObjective.Loss: ExpressibleByArgument {}

/// `winnow train scorer`: one learned scorer of a generator's candidates.
struct TrainScorerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scorer",
        abstract: "Train a scorer on candidates that a generator writes for train problems.",
        discussion: """
            Kinds: orm (right in the end, after every token), prm (three values at the end of each step: step_correct, \
            state_solvable, policy_value), yesno (a question after the candidate), yesno-check (the same after a check that \
            is written first) and logistic (on log-probability and length, without weights).

            Candidates come from the train split alone and are drawn anew from the seed on every call. Checkpoints are \
            written below OUTPUT/checkpoints; after an interruption or a kill, the same command with --resume goes on \
            with the same bits. The folder can be given to winnow score --scorer.

            Examples:
              winnow train scorer --domain maze --kind orm --generator medium \\
                --output my-orm
              winnow train scorer --domain chain --kind prm --problems 500 --samples 8 \\
                --output my-prm
            """)

    @Option(help: "The domain.", completion: .list(DomainChoice.names))
    var domain: String

    @Option(help: "What is learned.")
    var kind: ScorerKind

    @Option(help: ArgumentHelp("A bundled generator or a model folder: its weights are the start.", valueName: "model"))
    var generator = "medium"

    @Option(
        help: ArgumentHelp("The folder of the scorer and its checkpoints.", valueName: "folder"), completion: .directory
    )
    var output: String

    @Option(help: "Problems of the train split.")
    var problems = 2_000

    @Option(help: "Candidates of each problem.")
    var samples = 8

    @Option(help: "The temperature of candidates and rollouts.")
    var temperature = 0.8

    @Option(help: "How often each candidate is learned from.")
    var epochs = 1.0

    @Option(help: "Layers above the generator's own, where what was expected can be compared with what came.")
    var extraLayers = 1

    @Option(help: "The highest learning rate.")
    var learningRate = 2e-3

    @Option(help: "Tokens in a batch, about.")
    var batchTokens = 4096

    @Option(help: "Tokens between checkpoints.")
    var checkpointEvery = 500_000

    @Option(help: "How far a value is from its target.")
    var loss = ValueObjective.Loss.crossEntropy

    @Option(help: "What the language loss of candidates counts beside that of values; of orm and prm.")
    var languageWeight = 0.0

    @Option(help: "Rollouts of a step, for policy_value.")
    var rollouts = 8

    @Option(help: "Steps of each candidate that get rollouts.")
    var steps = 3

    @Flag(help: "Measure the scorer on the test split too, for its card: when nothing will be chosen any more.")
    var final = false

    @Flag(help: "Go on from the newest checkpoint of the folder.")
    var resume = false

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func run() async throws {
        let recipe = ScorerRecipe(
            domain: domain, kind: kind, generator: generator, problems: problems, samples: samples,
            temperature: temperature, epochs: epochs, layers: extraLayers, learningRate: learningRate,
            batchTokens: batchTokens,
            checkpointEvery: checkpointEvery, loss: loss, languageWeight: languageWeight,
            rollouts: rollouts,
            steps: steps, seed: seed.seed, threads: threads.count)
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
