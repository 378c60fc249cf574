/// An estimate is what a strategy achieves at a budget, over a run's problems: a cached figure.
///
/// Run, difficulty, strategy, budget, verifications, estimator, ties and options together are its natural key.
/// Rates are in [0, 1] and `right + wrong + abstained = 1`.
public struct EstimateRecord: Hashable, Sendable {
    public var split: String

    /// The difficulty is `all`, or one bin such as `easy`.
    public var difficulty: String

    public var strategy: String

    /// The guarantee is `none`, `mode` or `sound`; it is `statistical` in databases that an older program has filled.
    public var guarantee: String

    /// The budget caps the samples per problem.
    public var budget: Int

    /// The strategy may use so many verifications of each candidate; 0 for none.
    public var verifications: Int

    public var right: Double

    /// The interval has these ends; nil when there is none.
    public var rightLow: Double?
    public var rightHigh: Double?
    public var intervalMethod: String

    /// The Monte Carlo estimator itself has this error; nil when the estimate is exact.
    public var standardError: Double?

    public var wrong: Double
    public var abstained: Double

    /// The amounts are expectations per problem.
    public var samplesSpent: Double
    public var tokensSpent: Double
    public var flopsSpent: Double
    public var verifierCalls: Double

    public var problems: Int

    /// The estimate is computed from so many candidates per problem; the smallest number when they differ.
    public var poolSize: Int

    public var estimator: String
    public var ties: String

    /// The options are whatever else decides the figure, as a JSON object with sorted keys.
    public var optionsJSON: String

    /// This row equals that strategy's by identity; nil where it equals none.
    public var byConstruction: String?

    /// The figure was computed from the pool of this digest.
    public var poolDigest: String

    /// The figure rests on the verdicts of the verifier of this name; nil where it reads none.
    public var verifier: String?

    /// True where the figure depends on what scorers said; nil where an older program did not say.
    public var readsScores: Bool?

    /// Each problem has the same figures; the list may be empty.
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

/// A problem's estimate has an ``EstimateRecord``'s figures for it alone.
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
