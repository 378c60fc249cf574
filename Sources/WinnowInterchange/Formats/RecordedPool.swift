public import WinnowText

/// The candidates of a problem, as plain values for whoever writes them in a layout.
public struct RecordedPool: Sendable {
    /// The text that the problem can be made again from.
    public var problemID: String

    /// The place of the problem in its list, 1-based.
    public var position: Int
    public var prompt: String
    public var difficulty: String

    /// The answer that graders compare with; nil where there is none.
    public var reference: String?
    public var candidates: [Candidate]
    public var source: Source

    public init(
        problemID: String, position: Int, prompt: String, difficulty: String, reference: String?,
        candidates: [Candidate], source: Source
    ) {
        self.problemID = problemID
        self.position = position
        self.prompt = prompt
        self.difficulty = difficulty
        self.reference = reference
        self.candidates = candidates
        self.source = source
    }

    /// The program that made the candidates, and how it was asked.
    public struct Source: Sendable {
        public var domain: String
        public var model: String
        public var temperature: Double?
        public var maxTokens: Int

        /// The names of all scorers of any candidates, oldest first.
        public var scorers: [String]

        public init(domain: String, model: String, temperature: Double?, maxTokens: Int, scorers: [String]) {
            self.domain = domain
            self.model = model
            self.temperature = temperature
            self.maxTokens = maxTokens
            self.scorers = scorers
        }
    }

    /// A candidate with everything that was said of it.
    public struct Candidate: Sendable {
        public var sampleIndex: Int

        /// The whole completion as text; nil when its source kept an answer only.
        public var completion: String?
        public var answer: String?

        /// The grade; nil when it was never graded.
        public var isCorrect: Bool?
        public var logProbability: Double?
        public var promptTokens: Int?
        public var completionTokens: Int?
        public var stopReason: String

        /// The mean of each scorer's scores.
        public var scores: [ExactText: Double]
        public var stepScores: [ExactText: [Double]]

        /// The first verdict of each verifier.
        public var verdicts: [ExactText: RecordedVerdict]

        public init(
            sampleIndex: Int, completion: String?, answer: String?, isCorrect: Bool? = nil,
            logProbability: Double? = nil, promptTokens: Int? = nil, completionTokens: Int? = nil,
            stopReason: String = "end", scores: [ExactText: Double] = [:], stepScores: [ExactText: [Double]] = [:],
            verdicts: [ExactText: RecordedVerdict] = [:]
        ) {
            self.sampleIndex = sampleIndex
            self.completion = completion
            self.answer = answer
            self.isCorrect = isCorrect
            self.logProbability = logProbability
            self.promptTokens = promptTokens
            self.completionTokens = completionTokens
            self.stopReason = stopReason
            self.scores = scores
            self.stepScores = stepScores
            self.verdicts = verdicts
        }

        /// The completion, or the answer of a source that kept nothing else.
        var text: String { completion ?? answer ?? "" }
    }
}
