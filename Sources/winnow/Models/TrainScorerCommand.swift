public import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCatalogue
import WinnowCollection
import WinnowCore
public import WinnowModel
import WinnowReport
import WinnowRuns
public import WinnowScoring
public import WinnowTraining

extension ScorerKind: ExpressibleByArgument {}
extension ScorerRecipe.Expectations: ExpressibleByArgument {}
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

            orm and prm learn to tell the right candidates of a problem from the wrong ones, over pairs of distinct texts, \
            beside the values themselves and the text of the solver, which keeps their arithmetic. --start names the model \
            that they go on from; --expectations says whose expectation of each token they read beside the text. One half \
            of the tune split chooses the checkpoint and the score that ranks best, the other makes values probabilities.

            Candidates come from the train split alone and are drawn anew from the seed on every call. Checkpoints are \
            written below OUTPUT/checkpoints; after an interruption or a kill, the same command with --resume goes on \
            with the same bits. The folder can be given to winnow judge --scorer.

            With --db and --from-run a logistic scorer is fitted to a graded run of any source, on what is stored of its \
            candidates: log-probability, length, scores. Each half of the problems is scored by a fit on the other half.

            Examples:
              winnow train scorer --domain maze --kind orm --start extended \\
                --expectations start --tokens 3000000 --output my-orm
              winnow train scorer --db x.db --from-run 1
              winnow train scorer --domain chain --kind prm --problems 500 --samples 8 \\
                --output my-prm
            """)

    @Option(help: "The domain.", completion: .list(DomainChoice.names))
    var domain: String?

    @Option(help: "What is learned.")
    var kind: ScorerKind?

    @Option(help: ArgumentHelp("Fit a logistic scorer to this graded run of --db instead.", valueName: "run"))
    var fromRun: Int?

    @Option(help: ArgumentHelp("The database of --from-run.", valueName: "file"), completion: .file())
    var db: String?

    @Option(help: "The name of the scores of --from-run, as in NAME-max. (default: fitted)")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Stored scores that --from-run reads beside log-probability and length, separated by commas. (default: all)",
            valueName: "scores"))
    var scores: CommaList<String> = []

    @Option(help: "How to write the table of --from-run.")
    var format = TableFormat.terminal

    @Option(help: ArgumentHelp("A bundled generator or a model folder: its weights are the start.", valueName: "model"))
    var generator = "medium"

    @Option(
        help: ArgumentHelp("The folder of the scorer and its checkpoints.", valueName: "folder"), completion: .directory
    )
    var output: String?

    @Option(help: "Problems of the train split.")
    var problems = 2_000

    @Option(help: "Candidates of each problem.")
    var samples = 8

    @Option(
        help: ArgumentHelp(
            "At most so many distinct candidates of a problem are learned from, right and wrong in equal parts; of orm and prm.",
            valueName: "candidates"))
    var group = 8

    @Option(
        help: ArgumentHelp(
            "The model whose weights are the start, such as strong: it goes on from what its text taught it.",
            valueName: "model"))
    var start: String?

    @Option(help: "Tokens to train on. (default: each candidate once)")
    var tokens: Int?

    @Option(help: ArgumentHelp("The rung of a ladder of training lengths: part of the scorer's name.", valueName: "n"))
    var rung: Int?

    @Option(help: "Whose expectation of each token is read beside the text; of orm and prm.")
    var expectations = ScorerRecipe.Expectations.generator

    @Option(help: "The temperature of candidates and rollouts.")
    var temperature = 0.8

    @Option(help: "Layers above those of the start.")
    var extraLayers = 0

    @Option(help: "The highest learning rate.")
    var learningRate = 1e-3

    @Option(help: "Tokens in a batch, about.")
    var batchTokens = 4096

    @Option(help: "Tokens between checkpoints.")
    var checkpointEvery = 500_000

    @Option(help: "How far a value is from its target.")
    var loss = ValueObjective.Loss.crossEntropy

    @Option(
        help:
            "What the language loss of a solver's completions counts, so that arithmetic is not forgotten; of orm and prm."
    )
    var languageWeight = 0.5

    @Option(help: "What the loss between right and wrong candidates of one problem counts; of orm and prm.")
    var rankWeight = 1.0

    @Option(help: "What the loss of each value by itself counts; of orm and prm. (default: 0.1 of an orm, 1 of a prm)")
    var valueWeight: Double?

    @Option(help: "Rollouts of a step, for policy_value.")
    var rollouts = 8

    @Option(help: "Steps of each candidate that get rollouts.")
    var steps = 3

    @Option(help: "Problems whose candidates get rollouts.")
    var rolloutProblems = 1_000

    @Flag(help: "Measure the scorer on the test split too, for its card: when nothing will be chosen any more.")
    var final = false

    @Flag(help: "Go on from the newest checkpoint of the folder.")
    var resume = false

    @OptionGroup var seed: SeedOption
    @OptionGroup var threads: ThreadOption
    @OptionGroup var quiet: QuietOption

    func validate() throws {
        if fromRun != nil {
            guard db != nil else { throw ValidationError("--from-run needs the --db of the run.") }
            guard domain == nil, output == nil, kind == nil || kind == .logistic else {
                throw ValidationError(
                    "--from-run fits a logistic scorer to stored numbers, whose scores are stored: leave --domain, --output and "
                        + "other kinds out.")
            }
        } else {
            guard domain != nil, kind != nil, output != nil else {
                throw ValidationError("Give --domain, --kind and --output, or --db and --from-run.")
            }
            guard db == nil, name == nil, scores.elements.isEmpty else {
                throw ValidationError("--db, --name and --scores go with --from-run.")
            }
        }
    }

    func run() async throws {
        if let fromRun, let db {
            return try await DatabaseFile.with(db, for: .writing) { store in
                let scoring = try FittedScoring(
                    Int64(fromRun), name: name ?? "fitted", scores: scores.elements, in: store)
                Terminal.write(
                    try await interruptible { try await scoring.run() }, as: format)
            }
        }
        guard let domain, let kind, let output else { return }
        try OutputPlace.checkFolder(output)
        let recipe = ScorerRecipe(
            domain: domain, kind: kind, generator: generator, problems: problems, samples: samples, group: group,
            temperature: temperature, start: start, tokens: tokens, expectations: expectations, rung: rung,
            layers: extraLayers, learningRate: learningRate, batchTokens: batchTokens,
            checkpointEvery: checkpointEvery, loss: loss, languageWeight: languageWeight,
            valueWeight: valueWeight ?? (kind == .orm ? 0.1 : 1), rankWeight: rankWeight, rollouts: rollouts,
            steps: steps, rolloutProblems: rolloutProblems, seed: seed.seed, threads: threads.count)
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
