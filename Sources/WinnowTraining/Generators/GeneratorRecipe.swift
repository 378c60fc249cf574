public import Foundation
import WinnowCatalogue
import WinnowCore
public import WinnowDomains
import WinnowModel

/// A recipe is what a user asks to train, by names.
public struct GeneratorRecipe: Sendable {
    /// A schedule says how the learning rate moves after the warm-up.
    public enum Schedule: String, CaseIterable, Sendable {
        case constant
        /// To 5 % of the highest rate over all tokens.
        case cosine
    }

    public var domain: String
    public var style: CompletionStyle
    public var tokens: Int
    public var schedule: Schedule
    public var learningRate: Double
    public var batchTokens: Int
    public var checkpointEvery: Int
    public var width: Int
    public var layers: Int
    public var heads: Int
    public var feedForward: Int
    public var seed: UInt64
    public var threads: Int

    public init(
        domain: String, style: CompletionStyle, tokens: Int, schedule: Schedule, learningRate: Double,
        batchTokens: Int, checkpointEvery: Int, width: Int, layers: Int, heads: Int, feedForward: Int, seed: UInt64,
        threads: Int
    ) {
        self.domain = domain
        self.style = style
        self.tokens = tokens
        self.schedule = schedule
        self.learningRate = learningRate
        self.batchTokens = batchTokens
        self.checkpointEvery = checkpointEvery
        self.width = width
        self.layers = layers
        self.heads = heads
        self.feedForward = feedForward
        self.seed = seed
        self.threads = threads
    }

    /// The training run in a folder.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain or impossible numbers, `ModelError` for a shape that cannot be run.
    public func training(in folder: URL) throws -> GeneratorTraining {
        let domain = try DomainChoice.generated(domain)
        guard tokens > 0, checkpointEvery > 0, batchTokens > 0, learningRate > 0, learningRate.isFinite else {
            throw ExperimentError(
                "tokens, batch, checkpoint distance and learning rate must be positive",
                hint: "see `winnow train generator --help`")
        }
        let configuration = ModelConfiguration(
            vocabularySize: domain.vocabulary.count, width: width, layers: layers, heads: heads,
            feedForward: feedForward)
        try configuration.validateForTraining()
        return GeneratorTraining(
            domain: domain, style: style, folder: folder, configuration: configuration,
            recipe: TrainingRecipe(
                seed: seed, learningRate: learningRate,
                schedule: schedule == .constant ? .constant : .cosine(tokens: tokens, floor: 0.05),
                batchTokens: batchTokens),
            checkpointEvery: checkpointEvery, threads: threads)
    }
}
