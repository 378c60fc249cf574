import WinnowJSON
public import WinnowMessages
public import WinnowText

/// A pool has the candidates of a problem, as plain values for whoever writes them in a layout.
public struct RecordedPool: Sendable {
    /// The problem can be made again from this text.
    public var problemID: String

    /// The problem has this place in its list, 1-based.
    public var position: Int
    public var prompt: String
    public var difficulty: String

    /// Graders compare with this answer; nil where there is none.
    public var reference: String?
    public var candidates: [Candidate]
    public var source: Source

    /// The reference as files have it: a text, a list of alternatives, or null.
    var referenceValue: JSONValue {
        let alternatives = reference.map(ReferenceText.alternatives) ?? []
        return alternatives.count > 1
            ? .array(alternatives.map { .string($0) }) : .optional(alternatives.first ?? reference) { .string($0) }
    }

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

    /// A source is the program that made the candidates, and how it was asked.
    public struct Source: Sendable {
        public var domain: String
        public var model: String
        public var temperature: Double?
        public var maxTokens: Int

        /// The scorers of any candidates have these names, oldest first.
        public var scorers: [String]

        public init(domain: String, model: String, temperature: Double?, maxTokens: Int, scorers: [String]) {
            self.domain = domain
            self.model = model
            self.temperature = temperature
            self.maxTokens = maxTokens
            self.scorers = scorers
        }
    }

    /// A candidate comes with everything that was said of it.
    public struct Candidate: Sendable {
        public var sampleIndex: Int

        /// The completion is all of it, as text; nil when its source kept an answer only.
        public var completion: String?
        public var answer: String?

        /// The grader said this; nil when the candidate was never graded.
        public var isCorrect: Bool?
        public var logProbability: Double?
        public var promptTokens: Int?
        public var completionTokens: Int?
        public var stopReason: String

        /// The model was so sure of each token; nil when nobody asked.
        public var alternatives: TokenAlternatives?

        /// Each scorer's number is the mean of its scores.
        public var scores: [ExactText: Double]
        public var stepScores: [ExactText: [Double]]

        /// Each verifier's verdict is its first one.
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

        /// The text is the completion, or the answer of a source that kept nothing else.
        var text: String { completion ?? answer ?? "" }
    }
}
