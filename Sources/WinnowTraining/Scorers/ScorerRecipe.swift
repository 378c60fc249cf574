public import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
public import WinnowModel
public import WinnowScoring

/// A recipe is what a user asks to train, by names.
public struct ScorerRecipe: Sendable {
    public var domain: String
    public var kind: ScorerKind
    /// A bundled generator's name or a model folder.
    public var generator: String
    /// Problems of the train split, and candidates of each.
    public var problems: Int
    public var samples: Int
    public var temperature: Double
    /// So often each candidate is learned from.
    public var epochs: Double
    /// Layers above the generator's own. A token is predicted by the last layer, so that whether the next one is what
    /// was expected can only be seen above it.
    public var layers: Int
    public var learningRate: Double
    public var batchTokens: Int
    public var checkpointEvery: Int
    public var loss: ValueObjective.Loss
    /// The language loss of candidates counts this much beside that of values.
    public var languageWeight: Double
    /// Rollouts of a process scorer's steps, and the steps of each candidate that get some.
    public var rollouts: Int
    public var steps: Int
    public var seed: UInt64
    public var threads: Int

    public init(
        domain: String, kind: ScorerKind, generator: String, problems: Int, samples: Int, temperature: Double,
        epochs: Double, layers: Int, learningRate: Double, batchTokens: Int, checkpointEvery: Int,
        loss: ValueObjective.Loss,
        languageWeight: Double, rollouts: Int, steps: Int, seed: UInt64, threads: Int
    ) {
        self.domain = domain
        self.kind = kind
        self.generator = generator
        self.problems = problems
        self.samples = samples
        self.temperature = temperature
        self.epochs = epochs
        self.layers = layers
        self.learningRate = learningRate
        self.batchTokens = batchTokens
        self.checkpointEvery = checkpointEvery
        self.loss = loss
        self.languageWeight = languageWeight
        self.rollouts = rollouts
        self.steps = steps
        self.seed = seed
        self.threads = threads
    }

    /// The training run in a folder.
    ///
    /// - Throws: ``ExperimentError`` for an unknown domain or generator or impossible numbers, `ModelError` for a damaged
    ///   generator or one that cannot be trained.
    public func training(in folder: URL) throws -> ScorerTraining {
        let domain = try DomainChoice.traced(domain)
        let hint = "see `winnow train scorer --help`"
        guard min(problems, samples, checkpointEvery, batchTokens, rollouts, steps) > 0 else {
            throw ExperimentError(
                "problems, samples, rollouts, steps, batch and checkpoint distance must be positive", hint: hint)
        }
        guard problems <= 1_000_000, samples <= 1_000_000 / problems * 100, rollouts <= 10_000 else {
            throw ExperimentError("\(problems) problems with \(samples) samples are too many", hint: hint)
        }
        guard (0...64).contains(layers) else {
            throw ExperimentError("\(layers) more layers are not in 0...64", hint: hint)
        }
        guard learningRate > 0, learningRate.isFinite, epochs > 0, epochs <= 1000, (0...1000).contains(languageWeight)
        else {
            throw ExperimentError(
                "the learning rate and the epochs must be positive, and the language weight in 0...1000", hint: hint)
        }
        let generator = try ModelCatalogue.load(generator, for: domain)
        try generator.parameters.configuration.validateForTraining()
        return ScorerTraining(domain: domain, generator: generator, recipe: self, folder: folder)
    }

    var size: ScorerDataSize {
        let isProcess = kind == .prm
        return ScorerDataSize(
            problems: problems, samples: samples, temperature: temperature, seed: seed,
            rollouts: isProcess ? rollouts : 0, steps: isProcess ? steps : 0, right: 0)
    }
}

/// The settings say what a folder of a scorer's checkpoints is of.
struct ScorerSettings: TrainingClaim {
    var domain: String
    var kind: ScorerKind
    var generatorSHA256: String
    var layers: Int
    var data: ScorerDataSize
    var recipe: TrainingRecipe
}
