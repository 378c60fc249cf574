/// The tools of a domain said this of one candidate; a nil field stores nothing.
public struct Judgements: Hashable, Sendable {
    public var reading: ReadingRecord?

    /// The grader says whether the answer is right.
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

/// The judges are the tools that made ``Judgements``.
public struct Judges: Hashable, Sendable {
    public var extractor: RowID<ToolRecord>?
    public var grader: RowID<ToolRecord>?
    public var validator: RowID<ToolRecord>?
    public var verifier: RowID<ToolRecord>?

    public init(
        extractor: RowID<ToolRecord>? = nil, grader: RowID<ToolRecord>? = nil, validator: RowID<ToolRecord>? = nil,
        verifier: RowID<ToolRecord>? = nil
    ) {
        self.extractor = extractor
        self.grader = grader
        self.validator = validator
        self.verifier = verifier
    }
}

/// A reading is what an extractor found in a candidate.
public struct ReadingRecord: Hashable, Sendable {
    /// The extractor found this text.
    public var answer: String?

    /// Votes are counted on this canonical form; nil when there is no parsable answer.
    public var answerKey: String?

    public init(answer: String?, answerKey: String?) {
        self.answer = answer
        self.answerKey = answerKey
    }
}

/// A trace check is what a trace validator said of a candidate.
public struct TraceCheckRecord: Hashable, Sendable {
    /// The trace is neither legal nor illegal, but nil, for a truncated or unparsable completion: this is the third
    /// level.
    public var legal: Bool?

    /// True where the trace is legal and carried to its end.
    public var complete: Bool

    /// The first error is of this class.
    public var error: String?

    /// The first error is at this 1-based step.
    public var errorStep: Int?

    /// The explanation tells the first error in one sentence.
    public var explanation: String?

    public init(
        legal: Bool?, complete: Bool, error: String? = nil, errorStep: Int? = nil, explanation: String? = nil
    ) {
        self.legal = legal
        self.complete = complete
        self.error = error
        self.errorStep = errorStep
        self.explanation = explanation
    }
}

/// A verdict is what a verifier said of a candidate's answer.
public struct VerdictRecord: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case accepted
        case rejected

        /// The verifier could not decide; kept apart from a rejection.
        case error
    }

    public var outcome: Outcome

    /// The critiques are everything that is wrong, as a JSON array; nil when there is nothing to say.
    public var critiquesJSON: String?

    /// The repeat is 0-based and says which of several verifications of the same answer this is.
    public var `repeat`: Int

    public var calls: Int
    public var tokens: Int

    /// The verification took so long by the wall clock.
    public var seconds: Double

    public init(
        outcome: Outcome, critiquesJSON: String? = nil, repeat: Int = 0, calls: Int = 1, tokens: Int = 0,
        seconds: Double = 0
    ) {
        self.outcome = outcome
        self.critiquesJSON = critiquesJSON
        self.repeat = `repeat`
        self.calls = calls
        self.tokens = tokens
        self.seconds = seconds
    }
}
