/// What a strategy promises about an answer that it returns.
public enum Guarantee: String, CaseIterable, Sendable {
    /// Nothing: the answer is taken as it comes or by a score.
    case none
    /// The answer has the agreement of the samples, or passed a verifier that may err.
    case statistical
    /// A returned answer is never wrong.
    case sound
}
