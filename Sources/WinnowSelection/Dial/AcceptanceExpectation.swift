/// What first accepted does at one budget, in expectation.
public struct AcceptanceExpectation: Hashable, Sendable {
    /// P(a right answer is picked).
    public var right: Double

    /// P(a wrong answer is picked); `right + wrong + abstained` is 1.
    public var wrong: Double

    /// P(nothing is accepted).
    public var abstained: Double

    /// Expected verdicts asked, one for each candidate drawn that has an answer.
    public var verifierCalls: Double

    /// Expected candidates drawn.
    public var samples: Double
}
