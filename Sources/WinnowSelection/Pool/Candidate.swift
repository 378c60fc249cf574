/// A candidate is one sampled completion as the strategies see it: its answer, its grade, its verdict and what it cost.
public struct Candidate: Hashable, Sendable {
    /// The answer is the class of the canonical one within the problem; nil = no parsable answer: never chosen, but
    /// paid for.
    public var answer: Int?

    /// The grader says this. Read to compute outcomes, never to pick, except by strategies named `oracle`.
    public var isRight: Bool

    /// The verifier says this of the answer; nil = the verifier failed, which does not accept.
    public var isAccepted: Bool?

    /// The log-probability is the model's own of the completion (natural logarithm, temperature 1, end token included).
    public var logProbability: Double

    /// The model generated so many tokens.
    public var tokens: Int

    /// The model generated so many tokens before the answer.
    public var traceTokens: Int

    /// True when every step of the trace is legal; nil = truncated, unparsable or no trace.
    public var traceIsLegal: Bool?

    /// The completion took so many floating-point operations, without the prompt.
    public var flops: Double

    public init(
        answer: Int?, isRight: Bool, isAccepted: Bool? = nil, logProbability: Double = 0, tokens: Int = 0,
        traceTokens: Int = 0, traceIsLegal: Bool? = nil, flops: Double = 0
    ) {
        self.answer = answer
        self.isRight = isRight
        self.isAccepted = isAccepted
        self.logProbability = logProbability
        self.tokens = tokens
        self.traceTokens = traceTokens
        self.traceIsLegal = traceIsLegal
        self.flops = flops
    }

    /// The confidence is the log-probability per token, the logarithm of the geometric mean of the tokens'
    /// probabilities; −∞ without one.
    var confidence: Double {
        logProbability.isNaN ? -.infinity : logProbability / Double(max(tokens, 1))
    }

    /// True when there is an answer and it is right.
    var hasRightAnswer: Bool { answer != nil && isRight }

    /// True when there is an answer and the verifier accepted it.
    var hasAcceptedAnswer: Bool { answer != nil && isAccepted == true }

    /// True when there is an answer and every step before it is legal.
    var hasLegallyTracedAnswer: Bool { answer != nil && traceIsLegal == true }
}
