/// A summary says what a merge added.
public struct MergeSummary: Hashable, Sendable {
    public var runs: Int
    public var candidates: Int

    /// Rows of readings, grades, trace checks, scores, step scores and verdicts.
    public var judgements: Int
}
