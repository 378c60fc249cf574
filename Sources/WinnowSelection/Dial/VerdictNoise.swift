/// What an imperfect verifier's errors are drawn for.
public enum VerdictNoise: String, CaseIterable, Sendable {
    /// Each candidate has a verdict of its own: sampling the same answer again is another chance.
    case candidate
    /// Each distinct answer of a problem has one verdict: the verifier's blind spots are systematic.
    case answer
}
