/// The features of a candidate that its generator itself gives: the cheap baselines of a learned scorer.
public struct CandidateFeatures: Hashable, Sendable {
    /// The sum of the natural log-probabilities of its tokens at temperature 1, end token included.
    public var logProbability: Double
    /// Generated tokens.
    public var tokens: Int
    /// Generated tokens before the answer.
    public var traceTokens: Int
    /// Whether it came to its end token.
    public var isFinished: Bool

    public init(logProbability: Double, tokens: Int, traceTokens: Int, isFinished: Bool) {
        self.logProbability = logProbability
        self.tokens = tokens
        self.traceTokens = traceTokens
        self.isFinished = isFinished
    }

    /// The names of ``values``.
    ///
    /// The share of other candidates that agree is none of them: a candidate's score must not depend on a pool that is
    /// larger than the budget; votes use it.
    public static let names = ["log_probability", "mean_log_probability", "tokens", "trace_tokens", "finished"]

    /// The numbers that a ``LogisticModel`` reads.
    public var values: [Double] {
        [
            logProbability, logProbability / Double(max(1, tokens)), Double(tokens), Double(traceTokens),
            isFinished ? 1 : 0,
        ]
    }
}
