/// What a strategy does on one problem at one budget: expected results and expected spending.
public struct Outcome: Hashable, Sendable {
    /// Probability that the picked answer is right.
    public var right: Double

    /// Probability that an answer is picked and wrong.
    public var wrong: Double

    /// Probability that no answer is picked; `right + wrong + abstained` is 1.
    public var abstained: Double

    /// Expected cost.
    public var spent: Spending

    /// The Monte Carlo standard error of `right`; nil for exact values.
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
    /// Expected candidates sampled.
    public var samples: Double { spent.samples }

    /// Expected tokens generated.
    public var tokens: Double { spent.tokens }

    /// Expected floating-point operations, the prompt included once.
    public var flops: Double { spent.flops }

    /// Expected verdicts asked of the verifier.
    public var verifierCalls: Double { spent.verifierCalls }

    /// Expected distinct answers that the verifier was asked about.
    public var distinctVerifierCalls: Double { spent.distinctVerifierCalls }
}
