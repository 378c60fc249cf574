/// How much of a trace is checked.
public enum MazeTraceMode: String, CaseIterable, Sendable {
    /// Every claim: costs, lowest f, exactly the due successors, nothing after the goal, no truncation.
    case strict

    /// The published rules in their later revision: costs need only be consistent, successors may be missing, and the
    /// plan must be as long as the path that the trace found.
    ///
    /// Source: Stechly et al., arXiv 2505.13775, trace validator.
    case published
}
