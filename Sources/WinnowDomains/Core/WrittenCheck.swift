/// A symbol of a check of an answer that a model can learn to write.
///
/// Checks are what a scorer writes before it says yes or no, after the generative verifiers of Zhang et al., arXiv
/// 2408.15240: the formal verifier's own derivation in the domain's vocabulary, with a mark behind what it decides.
public enum CheckSymbol: Hashable, Sendable {
    /// A token of the domain's vocabulary.
    case token(Int)

    /// What was just written is as it should be.
    case pass

    /// It is not; nothing follows.
    case fail

    init(_ passes: Bool) {
        self = passes ? .pass : .fail
    }

    /// Whether the check ends here.
    var isFailure: Bool { self == .fail }
}
