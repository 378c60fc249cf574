/// An estimate is what a strategy achieves at a budget, over a run's problems: a cached figure.
///
/// Run, difficulty, strategy, budget, verifications, estimator, ties and options together are its natural key.
/// Rates are in [0, 1] and `right + wrong + abstained = 1`.
public struct EstimateRecord: Hashable, Sendable {
    public var split: String

    /// `all`, or one bin such as `easy`.
    public var difficulty: String

    public var strategy: String

    /// `none`, `mode` or `sound`; `statistical` in databases that an older program has filled.
    public var guarantee: String

    /// The cap on samples per problem.
    public var budget: Int

    /// Verifications of each candidate that the strategy may use; 0 for none.
    public var verifications: Int

    public var right: Double

    /// The interval's ends; nil when there is none.
    public var rightLow: Double?
    public var rightHigh: Double?
    public var intervalMethod: String

    /// The Monte Carlo estimator itself has this error; nil when the estimate is exact.
    public var standardError: Double?

    public var wrong: Double
    public var abstained: Double

    /// Expectations per problem.
    public var samplesSpent: Double
    public var tokensSpent: Double
    public var flopsSpent: Double
    public var verifierCalls: Double

    public var problems: Int

    /// Candidates per problem that the estimate is computed from; the smallest when they differ.
    public var poolSize: Int

    public var estimator: String
    public var ties: String

    /// Whatever else decides the figure, as a JSON object with sorted keys.
    public var optionsJSON: String

    /// The strategy that this row equals by identity, if any.
    public var byConstruction: String?

    /// The digest of the pool that the figure was computed from.
    public var poolDigest: String

    /// The verifier whose verdicts the figure rests on, by name; nil where it reads none.
    public var verifier: String?

    /// Whether the figure depends on what scorers said; nil where an older program did not say.
    public var readsScores: Bool?

    /// The same figures for each problem; may be empty.
    public var byProblem: [ProblemEstimate]

    public init(
        split: String, difficulty: String = "all", strategy: String, guarantee: String, budget: Int,
        verifications: Int = 0, right: Double, rightLow: Double?, rightHigh: Double?, intervalMethod: String,
        standardError: Double? = nil, wrong: Double, abstained: Double, samplesSpent: Double, tokensSpent: Double,
        flopsSpent: Double, verifierCalls: Double, problems: Int, poolSize: Int, estimator: String, ties: String,
        optionsJSON: String = "{}", byConstruction: String? = nil, poolDigest: String,
        verifier: String? = nil, readsScores: Bool? = nil, byProblem: [ProblemEstimate] = []
    ) {
        self.split = split
        self.difficulty = difficulty
        self.strategy = strategy
        self.guarantee = guarantee
        self.budget = budget
        self.verifications = verifications
        self.right = right
        self.rightLow = rightLow
        self.rightHigh = rightHigh
        self.intervalMethod = intervalMethod
        self.standardError = standardError
        self.wrong = wrong
        self.abstained = abstained
        self.samplesSpent = samplesSpent
        self.tokensSpent = tokensSpent
        self.flopsSpent = flopsSpent
        self.verifierCalls = verifierCalls
        self.problems = problems
        self.poolSize = poolSize
        self.estimator = estimator
        self.ties = ties
        self.optionsJSON = optionsJSON
        self.byConstruction = byConstruction
        self.poolDigest = poolDigest
        self.verifier = verifier
        self.readsScores = readsScores
        self.byProblem = byProblem
    }
}

/// An ``EstimateRecord``'s figures for one problem.
public struct ProblemEstimate: Hashable, Sendable {
    public var problem: RowID<ProblemRecord>
    public var right: Double
    public var wrong: Double
    public var abstained: Double
    public var samplesSpent: Double
    public var tokensSpent: Double
    public var flopsSpent: Double
    public var verifierCalls: Double

    public init(
        problem: RowID<ProblemRecord>, right: Double, wrong: Double, abstained: Double, samplesSpent: Double,
        tokensSpent: Double, flopsSpent: Double, verifierCalls: Double
    ) {
        self.problem = problem
        self.right = right
        self.wrong = wrong
        self.abstained = abstained
        self.samplesSpent = samplesSpent
        self.tokensSpent = tokensSpent
        self.flopsSpent = flopsSpent
        self.verifierCalls = verifierCalls
    }
}
