public import WinnowModel
public import WinnowScoring

/// A scorer's card says what is known of it besides its weights; it is `winnow.json` in its folder.
public struct ScorerInformation: Sendable, Codable, Hashable {
    /// The file's name in a scorer's folder.
    static let fileName = "winnow.json"

    public var kind: ScorerKind
    public var domain: String
    /// The generator whose candidates it learned from.
    public var generator: String
    /// SHA-256 of that generator, as the database has it.
    public var generatorSHA256: String
    public var data: ScorerDataSize
    /// Layers above the generator's own.
    public var layers: Int
    /// All tokens it was trained on, prompts included; 0 for one without weights.
    public var tokens: Int
    /// The smoothed training loss at the end.
    public var loss: Double?
    public var recipe: TrainingRecipe?
    /// A logistic scorer's fit.
    public var logistic: LogisticModel?
    /// The evaluation is on the split that settings were chosen on.
    public var tune: ScorerEvaluation?
    /// The evaluation is on problems that nothing was chosen on.
    public var test: ScorerEvaluation?
    /// The command that makes it again.
    public var command: String

    public init(
        kind: ScorerKind, domain: String, generator: String, generatorSHA256: String, data: ScorerDataSize, layers: Int,
        tokens: Int, loss: Double? = nil, recipe: TrainingRecipe? = nil, logistic: LogisticModel? = nil,
        tune: ScorerEvaluation? = nil, test: ScorerEvaluation? = nil, command: String
    ) {
        self.kind = kind
        self.domain = domain
        self.generator = generator
        self.generatorSHA256 = generatorSHA256
        self.data = data
        self.layers = layers
        self.tokens = tokens
        self.loss = loss
        self.recipe = recipe
        self.logistic = logistic
        self.tune = tune
        self.test = test
        self.command = command
    }

    /// The name is that of its bundled folder, such as `orm-medium`.
    public var name: String { "\(kind.rawValue)-\(generator)" }
}

/// The size says what a scorer learned from.
public struct ScorerDataSize: Sendable, Codable, Hashable {
    /// Problems of the train split.
    public var problems: Int
    /// Candidates of each.
    public var samples: Int
    public var temperature: Double
    public var seed: UInt64
    /// Rollouts from each chosen step, and the steps chosen of each candidate; 0 where none were made.
    public var rollouts: Int
    public var steps: Int
    /// The share of candidates that are right.
    public var right: Double

    public init(
        problems: Int, samples: Int, temperature: Double, seed: UInt64, rollouts: Int, steps: Int, right: Double
    ) {
        self.problems = problems
        self.samples = samples
        self.temperature = temperature
        self.seed = seed
        self.rollouts = rollouts
        self.steps = steps
        self.right = right
    }
}
