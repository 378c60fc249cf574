public import WinnowDomains
import WinnowScoring
import WinnowSelection
public import WinnowStatistics

/// An evaluation says how well a scorer ranks candidates and how far its numbers can be believed, on one split.
public struct ScorerEvaluation: Sendable, Codable, Hashable {
    public var split: Split
    public var problems: Int
    public var samples: Int
    public var temperature: Double
    /// Candidates with an answer, which all of this is about; others are never chosen.
    public var candidates: Int
    /// The share of them that is right.
    public var right: Double
    /// Each row says how well a score ranks right above wrong candidates; cheap baselines are among them.
    public var ranking: [Ranking]

    /// The scorer's own in one word: of a process scorer, the policy's value after the last step.
    public var main: Ranking? {
        ranking.first { $0.score == "\(ProcessLabel.policyValue.scorer) \(StepReduction.last)" } ?? ranking.first
    }

    /// Each target that the scorer learned has rows over all problems and by difficulty.
    public var targets: [Target]
    /// A process scorer has rows by the position of the step.
    public var positions: [Position]
    /// A process scorer is held against what many rollouts say.
    public var nearTruth: NearTruth?

    public init(
        split: Split, problems: Int, samples: Int, temperature: Double, candidates: Int, right: Double,
        ranking: [Ranking], targets: [Target], positions: [Position], nearTruth: NearTruth? = nil
    ) {
        self.split = split
        self.problems = problems
        self.samples = samples
        self.temperature = temperature
        self.candidates = candidates
        self.right = right
        self.ranking = ranking
        self.targets = targets
        self.positions = positions
        self.nearTruth = nearTruth
    }

    /// A number with its 95 % interval over problems.
    public struct Estimate: Sendable, Codable, Hashable {
        public var value: Double
        public var low: Double
        public var high: Double
        public var problems: Int

        public init(_ measured: Measured) {
            (value, low, high) = (measured.value, measured.interval.low, measured.interval.high)
            problems = measured.problems
        }
    }

    /// The area under the curve, over all pairs and within problems (CISC's WQD).
    public struct Ranking: Sendable, Codable, Hashable {
        public var score: String
        public var overall: Estimate?
        public var withinProblem: Estimate?
        /// Over the pairs of one problem, where problems with more pairs count more.
        public var withinPairs: Estimate?
        /// Within problems, where equal texts of a problem count once.
        public var withinDistinct: Estimate?

        public init(
            score: String, overall: Estimate? = nil, withinProblem: Estimate? = nil, withinPairs: Estimate? = nil,
            withinDistinct: Estimate? = nil
        ) {
            self.score = score
            self.overall = overall
            self.withinProblem = withinProblem
            self.withinPairs = withinPairs
            self.withinDistinct = withinDistinct
        }
    }

    /// A target against the numbers that were trained on it, and on no other.
    public struct Target: Sendable, Codable, Hashable {
        /// `outcome`, or the name of a step's target.
        public var target: String
        /// The difficulty is nil for all problems.
        public var difficulty: Difficulty?
        public var predictions: Int
        public var overall: Estimate?
        public var withinProblem: Estimate?
        /// Within one candidate: its first wrong step against those before it; of `step_correct`.
        public var withinTrace: Estimate?
        /// The expected calibration error over ten bins of equal mass.
        public var calibrationError: Estimate?
        public var brier: Estimate?
        /// One minus the Brier score over that of always saying the base rate.
        public var brierSkill: Double?
        /// The reliability curve.
        public var bins: [Bin]

        public init(
            target: String, difficulty: Difficulty? = nil, predictions: Int, overall: Estimate? = nil,
            withinProblem: Estimate? = nil, withinTrace: Estimate? = nil, calibrationError: Estimate? = nil,
            brier: Estimate? = nil, brierSkill: Double? = nil, bins: [Bin]
        ) {
            self.withinTrace = withinTrace
            self.brierSkill = brierSkill
            self.target = target
            self.difficulty = difficulty
            self.predictions = predictions
            self.overall = overall
            self.withinProblem = withinProblem
            self.calibrationError = calibrationError
            self.brier = brier
            self.bins = bins
        }
    }

    /// A point of a reliability curve.
    public struct Bin: Sendable, Codable, Hashable {
        public var predictions: Int
        public var predicted: Double
        public var observed: Estimate

        public init(predictions: Int, predicted: Double, observed: Estimate) {
            self.predictions = predictions
            self.predicted = predicted
            self.observed = observed
        }
    }

    /// The steps of one range of positions.
    public struct Position: Sendable, Codable, Hashable {
        public var target: String
        /// 1-based.
        public var first: Int
        /// The last step is nil for all that follow.
        public var last: Int?
        public var predictions: Int
        public var overall: Estimate?
        public var predicted: Double
        public var observed: Double

        public init(
            target: String, first: Int, last: Int? = nil, predictions: Int, overall: Estimate? = nil, predicted: Double,
            observed: Double
        ) {
            self.target = target
            self.first = first
            self.last = last
            self.predictions = predictions
            self.overall = overall
            self.predicted = predicted
            self.observed = observed
        }
    }
}
