public import Foundation
public import WinnowCatalogue
public import WinnowCore
public import WinnowDomains
public import WinnowModel

/// Trains generators of one domain and style, with checkpoints that a killed run goes on from.
public struct GeneratorTraining: Sendable {
    public var domain: any GeneratedDomain
    public var style: CompletionStyle
    /// The folder of the run: checkpoints below `checkpoints/`, models beside it.
    public var folder: URL
    public var configuration: ModelConfiguration
    public var recipe: TrainingRecipe
    /// Tokens between checkpoints.
    public var checkpointEvery: Int
    public var threads: Int

    public init(
        domain: any GeneratedDomain, style: CompletionStyle, folder: URL, configuration: ModelConfiguration,
        recipe: TrainingRecipe, checkpointEvery: Int = 500_000, threads: Int
    ) {
        self.domain = domain
        self.style = style
        self.folder = folder
        self.configuration = configuration
        self.recipe = recipe
        self.checkpointEvery = checkpointEvery
        self.threads = threads
    }

    /// Trains to the end and writes the model with its card into the folder.
    ///
    /// - Parameters:
    ///   - resuming: go on from the newest checkpoint, when there is one.
    ///   - isFinal: measure the model on the test split too, by which nothing may be chosen.
    /// - Throws: ``ExperimentError`` when there are checkpoints and `resuming` is false, a run with other settings, or one
    ///   that is beyond `tokens`; `ModelError` for a damaged checkpoint; `CancellationError` when the task was cancelled.
    public func run(
        until tokens: Int, resuming: Bool, isFinal: Bool = false, command: String,
        observe: @escaping WorkProgress.Observer
    ) async throws -> ModelInformation {
        try checkpoints.claim(for: settings, resuming: resuming)
        let start = try checkpoints.start(until: tokens)
        let end = try await train(from: start, until: tokens, observe: observe)
        try Task.checkCancellation()
        try ModelFolder(parameters: end.parameters, symbols: domain.vocabulary.symbols).write(
            to: folder, precision: .bfloat16, endToken: Vocabulary.end, paddingToken: Vocabulary.padding)
        let rounded = try ModelFolder(contentsOf: folder).parameters
        let effort = GeneratorSuite.Effort()
        func measure(_ split: Split, _ problems: Int, _ samples: Int) async throws -> GeneratorEvaluation {
            try await GeneratorEvaluation.measure(
                rounded, on: domain, split: split, problems: problems, samples: samples,
                temperature: GeneratorSuite.temperature, seed: recipe.seed, threads: threads)
        }
        let tune = try await measure(.tune, effort.tuneProblems, effort.tuneSamples)
        let test = isFinal ? try await measure(.test, effort.testProblems, effort.testSamples) : nil
        let information = ModelInformation(
            name: folder.lastPathComponent, domain: domain.name, style: style, tokens: end.progress.tokens,
            loss: end.progress.loss ?? .nan, recipe: recipe, rule: "not chosen: the end of its run", tune: tune,
            test: test, command: command)
        try ModelCard.write(information, configuration: rounded.configuration, to: folder)
        return information
    }

    /// The settings say what the folder's checkpoints are of.
    var settings: TrainingSettings {
        TrainingSettings(domain: domain.name, style: style, configuration: configuration, recipe: recipe)
    }

    /// The training sequences of a domain under a seed, by index.
    static func source(_ domain: some GeneratedDomain, style: CompletionStyle, seed: UInt64) -> BatchStream.Source {
        { index in
            let (problem, solution) = domain.trainingExample(index, seed: seed)
            return TrainingSequence(prompt: domain.prompt(for: problem), completion: solution.completion(style))
        }
    }

    /// The checkpoint that was written when training passed this many tokens.
    public func checkpointURL(tokens: Int) -> URL {
        checkpoints.checkpointURL(tokens: tokens)
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: `ModelError` naming the file when it is damaged.
    static func checkpoint(_ url: URL) throws(ModelError) -> Checkpoint {
        try CheckpointedTraining.checkpoint(url)
    }

    /// The newest checkpoint of this run at or below a number of tokens, or nil when there is none.
    public func newestCheckpoint(upTo tokens: Int) throws -> URL? {
        checkpoints.newestCheckpoint(upTo: tokens)
    }

    /// Trains until `tokens` tokens have been read, writing a checkpoint each ``checkpointEvery`` tokens.
    ///
    /// - Parameter start: the checkpoint to go on from; nil starts anew.
    /// - Returns: the last state; its tokens are fewer when the task was cancelled.
    public func train(from start: Checkpoint?, until tokens: Int, observe: WorkProgress.Observer) async throws
        -> Checkpoint
    {
        let source = Self.source(domain, style: style, seed: recipe.seed)
        return try await checkpoints.train(
            from: start, or: { try Parameters(configuration, seed: recipe.seed) }, groups: { [source($0)] },
            until: tokens, observe: observe)
    }

    private var checkpoints: CheckpointedTraining {
        CheckpointedTraining(
            folder: folder, recipe: recipe, checkpointEvery: checkpointEvery, threads: threads,
            title: "training \(domain.name) \(style.rawValue)")
    }
}
