import WinnowSelection

/// What the validator says of a candidate's trace.
enum TraceLevel: String, CaseIterable, Sendable {
    /// Every step follows the rules, and every claim in it is true.
    case legal
    /// Some step does not.
    case illegal
    /// Truncated, or without an answer marker: there is nothing to judge.
    case unreadable

    init(_ candidate: Candidate) {
        self =
            switch candidate.traceIsLegal {
            case true?: .legal
            case false?: .illegal
            case nil: .unreadable
            }
    }
}
