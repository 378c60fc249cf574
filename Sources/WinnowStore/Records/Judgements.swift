/// The tools of a domain said this of one candidate; a nil field stores nothing.
public struct Judgements: Hashable, Sendable {
    public var reading: ReadingRecord?

    /// Whether the answer is right.
    public var correct: Bool?

    public var traceCheck: TraceCheckRecord?
    public var verdict: VerdictRecord?

    public init(
        reading: ReadingRecord? = nil, correct: Bool? = nil, traceCheck: TraceCheckRecord? = nil,
        verdict: VerdictRecord? = nil
    ) {
        self.reading = reading
        self.correct = correct
        self.traceCheck = traceCheck
        self.verdict = verdict
    }
}
