/// A run's configuration, counts and rates for people: one row of the view `run_overview`.
public struct RunOverview: Hashable, Sendable {
    public let id: RowID<RunRecord>
    public let identity: String
    public let kind: RunKind
    public let domain: String
    public let problemSet: String
    public let model: String
    public let seed: UInt64
    /// Nil where the source of the candidates does not say.
    public let temperature: Double?
    public let topK: Int?
    public let topP: Double?
    public let maxTokens: Int
    public let createdAt: String

    /// Problems with at least one candidate.
    public let problems: Int

    /// Candidates of the first round.
    public let candidates: Int

    /// Tokens of all their completions.
    public let tokens: Int

    public let rates: Rates

    /// Shares of the first-round candidates, in [0, 1]; nil where nothing was judged.
    public struct Rates: Hashable, Sendable {
        /// Did not end with the end token.
        public let truncated: Double?

        /// Have no parsable answer.
        public let unparsable: Double?

        /// Are graded right, of the graded ones.
        public let right: Double?

        /// Are accepted by the verifier, of those with a verdict that is not an error.
        public let accepted: Double?

        /// Have a legal trace, of the checked ones; truncated and unparsable ones count as not legal.
        public let traceLegal: Double?

        /// Have a complete trace, of the checked ones.
        public let traceComplete: Double?
    }
}
