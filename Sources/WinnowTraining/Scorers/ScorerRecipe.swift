public import Foundation
import WinnowCatalogue
import WinnowCore
import WinnowDomains
public import WinnowModel
public import WinnowScoring

/// A recipe is what a user asks to train, by names.
public struct ScorerRecipe: Sendable {
    /// A scorer may read what a model expected of each token.
    public enum Expectations: String, CaseIterable, Sendable {
        /// The generator whose candidates are scored.
        case generator
        /// The model that it starts from.
        case start
        /// The text is read alone.
        case none
    }

    public var domain: String
    public var kind: ScorerKind
    /// A bundled generator's name or a model folder.
    public var generator: String
    /// Problems of the train split, and candidates of each.
    public var problems: Int
    public var samples: Int
    /// At most so many candidates of a problem are learned from by outcome and process scorers.
    public var group: Int
    public var temperature: Double
    /// The weights at the start are those of this bundled model or folder; nil for the generator's own.
    public var start: String?
    /// Tokens that are trained on; nil for each candidate once.
    public var tokens: Int?
    /// What outcome and process scorers read beside the text.
    public var expectations: Expectations
    /// The rung of a ladder of training lengths, part of the name; nil for none.
    public var rung: Int?
    /// Layers above those of the start.
    public var layers: Int
    public var learningRate: Double
    public var batchTokens: Int
    public var checkpointEvery: Int
    public var loss: ValueObjective.Loss
    /// The language loss of the solver's completions counts this much beside those of values.
    public var languageWeight: Double
    /// The loss of each value by itself, and that between right and wrong candidates of a problem, count this much.
    public var valueWeight: Double
    public var rankWeight: Double
    /// Rollouts of a process scorer's steps, the steps of each candidate that get some, and so many problems first.
    public var rollouts: Int
    public var steps: Int
    public var rolloutProblems: Int
    public var seed: UInt64
    public var threads: Int

    public init(
        domain: String, kind: ScorerKind, generator: String, problems: Int, samples: Int, group: Int,
        temperature: Double, start: String? = nil, tokens: Int? = nil, expectations: Expectations = .generator,
        rung: Int? = nil,
        layers: Int, learningRate: Double, batchTokens: Int, checkpointEvery: Int, loss: ValueObjective.Loss,
        languageWeight: Double, valueWeight: Double, rankWeight: Double, rollouts: Int, steps: Int,
        rolloutProblems: Int, seed: UInt64, threads: Int
    ) {
        self.domain = domain
        self.kind = kind
        self.generator = generator
        self.problems = problems
        self.samples = samples
        self.group = group
        self.temperature = temperature
        self.start = start
        self.tokens = tokens
        self.expectations = kind.valueHeads > 0 ? expectations : .none
        self.rung = rung
        self.layers = layers
        self.learningRate = learningRate
        self.batchTokens = batchTokens
        self.checkpointEvery = checkpointEvery
        self.loss = loss
        self.languageWeight = languageWeight
        self.valueWeight = valueWeight
        self.rankWeight = rankWeight
        self.rollouts = rollouts
        self.steps = steps
        self.rolloutProblems = rolloutProblems
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
        guard min(problems, samples, checkpointEvery, batchTokens, rollouts, steps, tokens ?? 1) > 0,
            rolloutProblems >= 0, group > 1, (1...99).contains(rung ?? 1)
        else {
            throw ExperimentError(
                "problems, samples, rollouts, steps, tokens, batch and checkpoint distance must be positive, a group at "
                    + "least 2, and a rung in 1...99", hint: hint)
        }
        guard problems <= 1_000_000, samples <= 1_000_000 / problems * 100, rollouts <= 10_000 else {
            throw ExperimentError("\(problems) problems with \(samples) samples are too many", hint: hint)
        }
        guard (0...64).contains(layers) else {
            throw ExperimentError("\(layers) more layers are not in 0...64", hint: hint)
        }
        guard learningRate > 0, learningRate.isFinite, tokens ?? 0 <= 10_000_000_000,
            [languageWeight, valueWeight, rankWeight].allSatisfy((0...1000).contains)
        else {
            throw ExperimentError(
                "the learning rate must be positive, the tokens at most 10,000,000,000, and the weights in 0...1000",
                hint: hint)
        }
        let generator = try ModelCatalogue.load(generator, for: domain)
        let start = try start.map { try ModelCatalogue.load($0, for: domain) } ?? generator
        try start.parameters.configuration.validateForTraining()
        return ScorerTraining(domain: domain, generator: generator, start: start, recipe: self, folder: folder)
    }

    /// Outcome and process scorers learn the candidates of a problem together.
    var learnsGroups: Bool { kind.valueHeads > 0 }

    var size: ScorerDataSize {
        let isProcess = kind == .prm
        return ScorerDataSize(
            problems: problems, samples: samples, group: learnsGroups ? group : nil, temperature: temperature,
            seed: seed,
            rollouts: isProcess ? rollouts : 0, steps: isProcess ? steps : 0, right: 0)
    }
}

/// The settings say what a folder of a scorer's checkpoints is of.
struct ScorerSettings: TrainingClaim {
    var domain: String
    var kind: ScorerKind
    var generatorSHA256: String
    var startSHA256: String
    var expectationsSHA256: String?
    var layers: Int
    var data: ScorerDataSize
    var recipe: TrainingRecipe
}
