/// A verifier that may err, whose verdicts are made after sampling.
public enum ImperfectVerifier: Hashable, Sendable {
    /// The grade with errors at given rates.
    case dial(Dial)
    /// A part of what the domain's own verifier checks.
    case partial(PartialChoice)
}
