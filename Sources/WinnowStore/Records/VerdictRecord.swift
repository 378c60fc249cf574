/// A verdict is what a verifier said of a candidate's answer.
public struct VerdictRecord: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case accepted
        case rejected

        /// The verifier could not decide; kept apart from a rejection.
        case error
    }

    public var outcome: Outcome

    /// Everything that is wrong, as a JSON array; nil when there is nothing to say.
    public var critiquesJSON: String?

    /// 0-based: which of several verifications of the same answer this is.
    public var `repeat`: Int

    public var calls: Int
    public var tokens: Int

    /// Wall clock.
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
