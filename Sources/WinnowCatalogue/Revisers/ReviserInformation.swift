public import WinnowDomains
public import WinnowModel

/// An arm says what a model that revises was shown while it learned, everything else being equal.
public enum ReviserArm: String, CaseIterable, Codable, Sendable {
    /// The problem, a wrong answer and what critics say of it.
    case critiques

    /// The same with the critiques of another problem's answer: what is left is that there is a wrong answer.
    case shuffled

    /// The problem alone: a generator that has seen as many solutions of the same problems.
    case continued
}

/// A reviser's card says what is known of it besides its weights; it is `winnow.json` in its folder.
public struct ReviserInformation: Sendable, Codable, Hashable {
    static let fileName = "winnow.json"

    public var arm: ReviserArm
    public var domain: String

    /// The generator whose weights are the start and whose wrong answers are revised.
    public var generator: String
    public var generatorSHA256: String

    public var data: Data

    /// All tokens of the last pass, prompts included; an arm whose prompts are shorter counts those of the longest.
    public var tokens: Int

    /// The smoothed training loss at the end, in nats per completion token.
    public var loss: Double?
    public var recipe: TrainingRecipe

    /// The evaluations compare all arms on the same wrong answers; they stand in the card of ``ReviserArm/critiques``.
    public var tune: ReviserEvaluation?
    public var test: ReviserEvaluation?
    public var command: String

    /// The data are wrong answers of train problems.
    public struct Data: Sendable, Codable, Hashable {
        public var problems: Int
        public var samples: Int
        public var temperature: Double
        public var seed: UInt64

        /// Wrong answers of the generator, and those that the reviser of the first pass gave when it revised them.
        public var first: Int
        public var later: Int

        public init(problems: Int, samples: Int, temperature: Double, seed: UInt64, first: Int, later: Int) {
            self.problems = problems
            self.samples = samples
            self.temperature = temperature
            self.seed = seed
            self.first = first
            self.later = later
        }
    }

    public init(
        arm: ReviserArm, domain: String, generator: String, generatorSHA256: String, data: Data, tokens: Int,
        loss: Double?, recipe: TrainingRecipe, command: String
    ) {
        self.arm = arm
        self.domain = domain
        self.generator = generator
        self.generatorSHA256 = generatorSHA256
        self.data = data
        self.tokens = tokens
        self.loss = loss
        self.recipe = recipe
        self.command = command
    }
}

/// An evaluation says how often wrong answers become right, by what was told of them.
public struct ReviserEvaluation: Sendable, Codable, Hashable {
    public var split: Split

    /// Problems with a wrong answer, those answers, and the revisions of each.
    public var problems: Int
    public var answers: Int
    public var revisions: Int
    public var temperature: Double
    public var rows: [Row]

    /// A row is one model that was told one thing.
    public struct Row: Sendable, Codable, Hashable {
        public var arm: ReviserArm

        /// What was told: `first`, `all`, `none`, `shuffled`, `wrong`, or `–` where nothing can be.
        public var critique: String

        /// The share of revisions that are right, the mean over problems, with a 95 % interval over problems.
        public var right: ScorerEvaluation.Estimate

        /// The mean difference to the continued generator, which is asked again, over problems.
        public var difference: ScorerEvaluation.Estimate?

        public init(
            arm: ReviserArm, critique: String, right: ScorerEvaluation.Estimate, difference: ScorerEvaluation.Estimate?
        ) {
            self.arm = arm
            self.critique = critique
            self.right = right
            self.difference = difference
        }
    }

    public init(split: Split, problems: Int, answers: Int, revisions: Int, temperature: Double, rows: [Row]) {
        self.split = split
        self.problems = problems
        self.answers = answers
        self.revisions = revisions
        self.temperature = temperature
        self.rows = rows
    }
}
