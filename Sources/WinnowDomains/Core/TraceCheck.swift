/// A check is what a trace validator finds on one completion's trace.
public struct TraceCheck: Hashable, Sendable {
    /// True when every step follows the grammar, the arithmetic and the bookkeeping, and every claim in it is true.
    ///
    /// Nil for a completion without an end token (`truncated`) or without an answer marker (`unparsable`).
    public var legal: Bool?

    /// True when the trace is legal and carried to its end: the goal closed, a true `ok` reached, the last step of the
    /// chain done.
    public var complete: Bool

    /// The error is the first thing that is wrong; nil for a legal trace.
    public var error: TraceError?

    public init(legal: Bool?, complete: Bool, error: TraceError?) {
        self.legal = legal
        self.complete = complete
        self.error = error
    }

    /// Gives the check of a trace without an error.
    public static func legal(complete: Bool) -> TraceCheck {
        TraceCheck(legal: true, complete: complete, error: nil)
    }

    /// Gives the check of a trace whose first error is at a 1-based step.
    public static func illegal(_ kind: String, step: Int, _ explanation: String) -> TraceCheck {
        TraceCheck(legal: false, complete: false, error: TraceError(kind: kind, step: step, explanation: explanation))
    }

    /// Gives the check of a completion without an end token; the step is the number of steps that could be read.
    public static func truncated(step: Int) -> TraceCheck {
        let error = TraceError(kind: "truncated", step: step, explanation: "the completion has no end token")
        return TraceCheck(legal: nil, complete: false, error: error)
    }

    /// Gives the check of a completion without an answer marker.
    public static func unparsable(step: Int) -> TraceCheck {
        let error = TraceError(kind: "unparsable", step: step, explanation: "the completion has no answer marker")
        return TraceCheck(legal: nil, complete: false, error: error)
    }
}

/// The error is the first one of a trace.
public struct TraceError: Hashable, Sendable, CustomStringConvertible {
    /// The kind is a class in snake case, such as `close_not_lowest_f_value`.
    public var kind: String

    /// The error happens at this 1-based step.
    public var step: Int

    /// The explanation is one sentence for people, without a full stop.
    public var explanation: String

    public init(kind: String, step: Int, explanation: String) {
        self.kind = kind
        self.step = step
        self.explanation = explanation
    }

    public var description: String { "step \(step): \(kind): \(explanation)" }
}

/// A step label has the process labels of one trace step.
///
/// They answer different questions and are never mixed. What this model makes of a prefix (`policy_value`) is a
/// third target, estimated by rollouts.
///
/// Source: Lightman et al., arXiv 2305.20050 (step correctness); Wang et al., arXiv 2312.08935 (values).
public struct StepLabel: Hashable, Sendable {
    /// The step is 1-based.
    public var step: Int

    /// The completion has so many tokens up to and including the step.
    public var end: Int

    /// True where the trace validator finds no error in this step, given the steps before it.
    public var stepCorrect: Bool

    /// True where the right answer can still be reached from the state after this step without backtracking.
    public var stateSolvable: Bool

    public init(step: Int, end: Int, stepCorrect: Bool, stateSolvable: Bool) {
        self.step = step
        self.end = end
        self.stepCorrect = stepCorrect
        self.stateSolvable = stateSolvable
    }
}

/// A check of an answer that a model can learn to write is made of these symbols.
///
/// Checks are what a scorer writes before it says yes or no, after the generative verifiers of Zhang et al., arXiv
/// 2408.15240: the formal verifier's own derivation in the domain's vocabulary, with a mark behind what it decides.
public enum CheckSymbol: Hashable, Sendable {
    /// The symbol is a token of the domain's vocabulary.
    case token(Int)

    /// The symbol says that what was just written is as it should be.
    case pass

    /// The symbol says that it is not; nothing follows.
    case fail

    init(_ passes: Bool) {
        self = passes ? .pass : .fail
    }

    /// True where the check ends here.
    var isFailure: Bool { self == .fail }
}
