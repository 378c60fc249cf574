/// A row is what selection needs of one candidate: its answer, its judgements and its costs.
public struct PoolRow: Hashable, Sendable {
    public let id: RowID<CandidateRecord>
    public let problem: RowID<ProblemRecord>

    /// The position is 1-based, in the problem set.
    public let position: Int

    public let sampleIndex: Int

    /// The completion has so many tokens, end token included; nil when its source does not say.
    public let tokens: Int?

    public let promptTokens: Int
    public let traceTokens: Int
    public let answerTokens: Int
    public let logProbability: Double?
    public let stopReason: String
    public let flops: Double

    /// The key is nil when there is no parsable answer or no reading.
    public let answerKey: String?

    /// The grade is nil when there is none.
    public let correct: Bool?

    /// The check is nil when the trace was never checked.
    public let traceCheck: TraceState?

    /// The outcome is nil when the answer was never verified.
    public let outcome: VerdictRecord.Outcome?

    public let verifierCalls: Int

    /// The round is 0 for a first answer.
    public let round: Int

    /// The state has the facts of a trace check that strategies look at.
    public struct TraceState: Hashable, Sendable {
        /// The value is nil for a truncated or unparsable completion.
        public let legal: Bool?
        public let complete: Bool
    }
}
