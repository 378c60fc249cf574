/// How a trace begins: the one difference between the published formats that matters to a validator.
public enum MazeTraceDialect: String, CaseIterable, Sendable {
    /// The trace opens with the creation of the start.
    ///
    /// Source: Lehnert et al., arXiv 2402.14083.
    case searchformer

    /// The start is open from the beginning; the trace opens by closing it.
    ///
    /// Source: Stechly et al., arXiv 2505.13775.
    case beyondSemantics = "beyond-semantics"
}
