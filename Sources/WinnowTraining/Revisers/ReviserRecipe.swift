public import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel

/// A recipe is what a user asks to train, by names.
public struct ReviserRecipe: Sendable {
    public var domain: String
    public var generator: String

    /// Problems of the train split, and the generator's samples of each.
    public var problems: Int
    public var samples: Int
    public var temperature: Double

    /// Tokens of each of the two passes.
    public var tokens: Int
    public var learningRate: Double
    public var batchTokens: Int
    public var checkpointEvery: Int
    public var seed: UInt64
    public var threads: Int

    public init(
        domain: String, generator: String, problems: Int, samples: Int, temperature: Double, tokens: Int,
        learningRate: Double, batchTokens: Int, checkpointEvery: Int, seed: UInt64, threads: Int
    ) {
        self.domain = domain
        self.generator = generator
        self.problems = problems
        self.samples = samples
        self.temperature = temperature
        self.tokens = tokens
        self.learningRate = learningRate
        self.batchTokens = batchTokens
        self.checkpointEvery = checkpointEvery
        self.seed = seed
        self.threads = threads
    }

    /// The training run in a folder.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain or model, or impossible numbers.
    public func training(in folder: URL) throws -> ReviserTraining {
        let domain = try DomainChoice.generated(domain)
        let hint = "see `winnow train reviser --help`"
        guard problems > 0, samples > 0, tokens > 0, batchTokens > 0, checkpointEvery > 0, learningRate > 0,
            learningRate.isFinite, temperature > 0, temperature.isFinite
        else {
            throw ExperimentError(
                "problems, samples, temperature, tokens, batch, checkpoint distance and learning rate must be positive",
                hint: hint)
        }
        guard problems <= 1_000_000, samples <= 1_000_000 / problems * 100, tokens <= 10_000_000_000 else {
            throw ExperimentError("\(problems) problems with \(samples) samples are too many", hint: hint)
        }
        let generator = try ModelCatalogue.load(generator, for: domain)
        try generator.parameters.configuration.validateForTraining()
        return ReviserTraining(domain: domain, generator: generator, recipe: self, folder: folder)
    }
}

/// The settings say what a folder of a reviser's checkpoints is of.
struct ReviserSettings: TrainingClaim {
    var arm: ReviserArm
    var pass: Int
    var domain: String
    var generatorSHA256: String
    var data: ReviserInformation.Data
    var recipe: TrainingRecipe
}
