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
    /// Layers above those of the model that it starts from.
    public var layers: Int
    /// The bundled model whose weights it starts from; nil for the generator.
    public var start: String?
    /// What this model expected of each token is read beside the text; nil where the text is read alone.
    public var expectations: ModelReference?
    /// The rung of a ladder of training lengths, from 1; nil for a scorer that is none.
    public var rung: Int?
    /// How the training went on, on the half of tune that chooses.
    public var curve: [CurvePoint]?
    /// The score that ranks best within problems on that half, such as `prm-step-correct min`.
    public var chosenScore: String?
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
        tokens: Int, start: String? = nil, expectations: ModelReference? = nil, rung: Int? = nil, loss: Double? = nil,
        recipe: TrainingRecipe? = nil, logistic: LogisticModel? = nil,
        tune: ScorerEvaluation? = nil, test: ScorerEvaluation? = nil, command: String
    ) {
        self.kind = kind
        self.domain = domain
        self.generator = generator
        self.generatorSHA256 = generatorSHA256
        self.data = data
        self.layers = layers
        self.tokens = tokens
        self.start = start
        self.expectations = expectations
        self.rung = rung
        self.loss = loss
        self.recipe = recipe
        self.logistic = logistic
        self.tune = tune
        self.test = test
        self.command = command
    }

    /// The name is that of its bundled folder, such as `orm-medium`.
    public var name: String { "\(toolName)-\(generator)" }

    /// The scores are stored under this name or one that begins with it, such as `orm` or, of a ladder, `orm-2`.
    public var toolName: String { rung.map { "\(kind.rawValue)-\($0)" } ?? kind.rawValue }

    /// A model by its name and its SHA-256.
    public struct ModelReference: Sendable, Codable, Hashable {
        public var name: String
        public var sha256: String

        public init(_ model: LoadedModel) {
            (name, sha256) = (model.name, model.sha256)
        }
    }

    /// A point of a learning curve: how well a checkpoint ranks within problems.
    public struct CurvePoint: Sendable, Codable, Hashable {
        /// The scorer had been trained on so many tokens.
        public var tokens: Int
        public var score: String
        public var within: ScorerEvaluation.Estimate?
        public var withinDistinct: ScorerEvaluation.Estimate?

        public init(
            tokens: Int, score: String, within: ScorerEvaluation.Estimate?, withinDistinct: ScorerEvaluation.Estimate?
        ) {
            self.tokens = tokens
            self.score = score
            self.within = within
            self.withinDistinct = withinDistinct
        }
    }
}

/// The size says what a scorer learned from.
public struct ScorerDataSize: Sendable, Codable, Hashable {
    /// Problems of the train split.
    public var problems: Int
    /// Candidates drawn of each.
    public var samples: Int
    /// At most so many distinct ones of each are learned from, right and wrong in equal parts; nil for all.
    public var group: Int?
    public var temperature: Double
    public var seed: UInt64
    /// Rollouts from each chosen step, and the steps chosen of each candidate; 0 where none were made.
    public var rollouts: Int
    public var steps: Int
    /// The share of candidates that are right.
    public var right: Double

    public init(
        problems: Int, samples: Int, group: Int? = nil, temperature: Double, seed: UInt64, rollouts: Int, steps: Int,
        right: Double
    ) {
        self.problems = problems
        self.samples = samples
        self.group = group
        self.temperature = temperature
        self.seed = seed
        self.rollouts = rollouts
        self.steps = steps
        self.right = right
    }
}
