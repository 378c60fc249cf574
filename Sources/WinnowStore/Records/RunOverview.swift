/// An overview has a run's configuration, counts and rates for people: one row of the view `run_overview`.
public struct RunOverview: Hashable, Sendable {
    public let id: RowID<RunRecord>
    public let identity: String
    public let kind: RunKind
    public let domain: String
    public let problemSet: String
    public let model: String
    public let seed: UInt64
    /// The temperature is nil where the source of the candidates does not say.
    public let temperature: Double?
    public let topK: Int?
    public let topP: Double?
    public let maxTokens: Int
    public let createdAt: String

    /// So many problems have at least one candidate.
    public let problems: Int

    /// The first round has so many candidates.
    public let candidates: Int

    /// All their completions have so many tokens.
    public let tokens: Int

    public let rates: Rates

    /// The rates are shares of the first-round candidates, in [0, 1]; nil where nothing was judged.
    public struct Rates: Hashable, Sendable {
        /// This share did not end with the end token.
        public let truncated: Double?

        /// This share has no parsable answer.
        public let unparsable: Double?

        /// This share of the graded ones is graded right.
        public let right: Double?

        /// The verifier accepts this share, of those with a verdict that is not an error.
        public let accepted: Double?

        /// This share of the checked ones has a legal trace; truncated and unparsable ones count as not legal.
        public let traceLegal: Double?

        /// This share of the checked ones has a complete trace.
        public let traceComplete: Double?
    }
}
