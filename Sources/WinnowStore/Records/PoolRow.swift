/// A row is what selection needs of one first-round candidate: its answer, its judgements and its costs.
public struct PoolRow: Hashable, Sendable {
    public let id: RowID<CandidateRecord>
    public let problem: RowID<ProblemRecord>

    /// 1-based, in the problem set.
    public let position: Int

    public let sampleIndex: Int

    /// The number of tokens of the completion, end token included; nil when its source does not say.
    public let tokens: Int?

    public let promptTokens: Int
    public let traceTokens: Int
    public let answerTokens: Int
    public let logProbability: Double?
    public let stopReason: String
    public let flops: Double

    /// Nil when there is no parsable answer or no reading.
    public let answerKey: String?

    /// Nil when ungraded.
    public let correct: Bool?

    /// Nil when the trace was never checked.
    public let traceCheck: TraceState?

    /// Nil when the answer was never verified.
    public let outcome: VerdictRecord.Outcome?

    public let verifierCalls: Int

    /// The facts of a trace check that strategies look at.
    public struct TraceState: Hashable, Sendable {
        /// Nil for a truncated or unparsable completion.
        public let legal: Bool?
        public let complete: Bool
    }
}
