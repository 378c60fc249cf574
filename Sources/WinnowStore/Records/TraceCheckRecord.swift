/// A trace check is what a trace validator said of a candidate.
public struct TraceCheckRecord: Hashable, Sendable {
    /// Nil for a truncated or unparsable completion, the third level.
    public var legal: Bool?

    /// Legal and carried to its end.
    public var complete: Bool

    /// The class of the first error.
    public var error: String?

    /// The 1-based step of the first error.
    public var errorStep: Int?

    /// The first error in one sentence.
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
