/// One sampled completion; run, problem, sample index and round are its natural key.
public struct CandidateRecord: Hashable, Sendable {
    public var problem: RowID<ProblemRecord>

    /// 0-based: the number of the sample of this problem under the run's seed.
    public var sampleIndex: Int

    /// The candidate that this one revises; it has a smaller ``round``.
    public var parent: RowID<CandidateRecord>?

    /// 0 for a first answer, higher for answers to back-prompts.
    public var round: Int

    /// The completion, end token included; empty where there is a ``completion``.
    public var tokens: [UInt16]

    /// The completion as text, where its tokens are not known.
    public var completion: CompletionText?

    /// The model's own, at temperature 1, natural logarithm, end token included; nil when unknown.
    public var logProbability: Double?

    /// The distribution that was drawn from gives this; nil when unknown.
    public var samplingLogProbability: Double?

    public var promptTokens: Int
    public var traceTokens: Int
    public var answerTokens: Int

    /// `end` when the end token was drawn and ``unknownStop`` when nobody says; anything else counts as a truncation.
    public var stopReason: String

    /// The completion took so many, 2 per multiply-add; the prompt's are counted once per problem and not here.
    public var flops: Double

    /// The ``stopReason`` of a candidate whose source does not say why it ended.
    public static let unknownStop = "unknown"

    public init(
        problem: RowID<ProblemRecord>, sampleIndex: Int, parent: RowID<CandidateRecord>? = nil, round: Int = 0,
        tokens: [UInt16], logProbability: Double?, samplingLogProbability: Double? = nil, promptTokens: Int,
        traceTokens: Int, answerTokens: Int, stopReason: String, flops: Double, completion: CompletionText? = nil
    ) {
        self.problem = problem
        self.sampleIndex = sampleIndex
        self.parent = parent
        self.round = round
        self.tokens = tokens
        self.logProbability = logProbability
        self.samplingLogProbability = samplingLogProbability
        self.promptTokens = promptTokens
        self.traceTokens = traceTokens
        self.answerTokens = answerTokens
        self.stopReason = stopReason
        self.flops = flops
        self.completion = completion
    }
}
