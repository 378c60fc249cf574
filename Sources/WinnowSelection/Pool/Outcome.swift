/// An outcome is what a strategy does on one problem at one budget: expected results and expected spending.
public struct Outcome: Hashable, Sendable {
    /// The picked answer is right with this probability.
    public var right: Double

    /// An answer is picked and wrong with this probability.
    public var wrong: Double

    /// No answer is picked with this probability; `right + wrong + abstained` is 1.
    public var abstained: Double

    /// The strategy spends this in expectation.
    public var spent: Spending

    /// The Monte Carlo standard error is that of `right`; nil for exact values.
    public var standardError: Double?

    public init(
        right: Double, wrong: Double, abstained: Double, spent: Spending, standardError: Double? = nil
    ) {
        self.right = right
        self.wrong = wrong
        self.abstained = abstained
        self.spent = spent
        self.standardError = standardError
    }

    init(_ odds: Odds, spent: Spending, standardError: Double? = nil) {
        self.init(
            right: odds.right, wrong: odds.wrong, abstained: odds.abstained, spent: spent,
            standardError: standardError)
    }
}

extension Outcome {
    /// So many candidates are sampled in expectation.
    public var samples: Double { spent.samples }

    /// So many tokens are generated in expectation.
    public var tokens: Double { spent.tokens }

    /// So many floating-point operations are done in expectation, the prompt included once.
    public var flops: Double { spent.flops }

    /// So many verdicts are asked of the verifier in expectation.
    public var verifierCalls: Double { spent.verifierCalls }

    /// The verifier is asked about so many distinct answers in expectation.
    public var distinctVerifierCalls: Double { spent.distinctVerifierCalls }
}

/// The odds are the probabilities of the three ways a pick can end; they sum to 1.
struct Odds: Hashable, Sendable {
    var right: Double
    var wrong: Double
    var abstained: Double

    static let certainlyRight = Odds(right: 1, wrong: 0, abstained: 0)
    static let certainlyWrong = Odds(right: 0, wrong: 1, abstained: 0)
    static let certainlyAbstained = Odds(right: 0, wrong: 0, abstained: 1)

    init(right: Double, wrong: Double, abstained: Double) {
        self.right = right
        self.wrong = wrong
        self.abstained = abstained
    }

    /// The rest of the probability is an answer that is wrong.
    ///
    /// Rounding may push a computed probability past its bounds by some ulps, which is taken back.
    init(right: Double, abstained: Double) {
        self.abstained = min(max(abstained, 0), 1)
        self.right = min(max(right, 0), 1 - self.abstained)
        wrong = max(0, 1 - self.right - self.abstained)
    }

    /// The rest of the probability is no answer.
    init(right: Double, wrong: Double) {
        self.right = min(max(right, 0), 1)
        self.wrong = min(max(wrong, 0), 1 - self.right)
        abstained = max(0, 1 - self.right - self.wrong)
    }

    /// Gives the odds of picking this candidate.
    init(picking candidate: Candidate) {
        self = candidate.answer == nil ? .certainlyAbstained : candidate.isRight ? .certainlyRight : .certainlyWrong
    }

    /// Adds the odds of a case that has probability `weight`.
    mutating func add(_ other: Odds, weight: Double) {
        right += weight * other.right
        wrong += weight * other.wrong
        abstained += weight * other.abstained
    }

    static let zero = Odds(right: 0, wrong: 0, abstained: 0)
}
