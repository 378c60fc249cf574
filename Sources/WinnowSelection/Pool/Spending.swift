/// The spending is the expected cost of a pick, in the units of the ledger.
public struct Spending: Hashable, Sendable {
    /// The scoring is what scorers cost.
    public struct Scoring: Hashable, Sendable {
        /// So many scores are asked: one for each candidate, or for each verification of one.
        public var calls: Double

        /// So many tokens are generated to score; 0 for scorers that only read.
        public var tokens: Double

        public var flops: Double

        public init(calls: Double = 0, tokens: Double = 0, flops: Double = 0) {
            self.calls = calls
            self.tokens = tokens
            self.flops = flops
        }
    }

    /// So many candidates are sampled.
    public var samples: Double

    /// So many tokens are generated, by scorers too.
    public var tokens: Double

    /// So many tokens are sent: the whole prompt of each call of the generator; 0 where nobody counted them.
    public var promptTokens: Double

    /// So many floating-point operations are done: the completions of the samples, the prompt once if anything was
    /// sampled, and the scorers'.
    public var flops: Double

    /// Scorers cost this part of ``tokens`` and ``flops``.
    public var scoring: Scoring

    /// So many verdicts are asked of the verifier; only candidates with an answer are verified.
    public var verifierCalls: Double

    /// So many verdicts are asked when an answer that was verified before is not asked about again: distinct answers
    /// verified.
    public var distinctVerifierCalls: Double

    /// - Parameter distinctVerifierCalls: nil where verdicts cannot be kept, so that every call is paid.
    public init(
        samples: Double = 0, tokens: Double = 0, promptTokens: Double = 0, flops: Double = 0, verifierCalls: Double = 0,
        distinctVerifierCalls: Double? = nil, scoring: Scoring = Scoring()
    ) {
        self.samples = samples
        self.tokens = tokens
        self.promptTokens = promptTokens
        self.flops = flops
        self.scoring = scoring
        self.verifierCalls = verifierCalls
        self.distinctVerifierCalls = distinctVerifierCalls ?? verifierCalls
    }

    /// Gives the cost of sampling exactly these candidates.
    init(sampling candidates: some Collection<Candidate>, promptFlops: Double) {
        self.init(
            samples: Double(candidates.count),
            tokens: candidates.reduce(0) { $0 + Double($1.tokens) },
            flops: candidates.reduce(promptFlops) { $0 + $1.flops })
    }

    /// Gives the expected cost of each budget's worth of candidates drawn from the pool without replacement.
    static func draws(_ budgets: [Int], from pool: Pool) -> [Spending] {
        let all = Spending(sampling: pool.candidates, promptFlops: 0)
        return budgets.map { budget in
            let share = Double(budget) / all.samples
            return Spending(
                samples: Double(budget), tokens: all.tokens * share, flops: pool.promptFlops + all.flops * share)
        }
    }

    /// Gives the cost of ``draws(_:from:)`` with scores of each candidate.
    ///
    /// - Parameter verifications: how many repeats each candidate is given; nil for all that are stored.
    static func scoredDraws(
        _ budgets: [Int], from pool: Pool, by scores: Scores, verifications: Int? = nil
    ) -> [Spending] {
        draws(budgets, from: pool).map { spent in
            var spent = spent
            spent.scoring = scores.spent(
                share: spent.samples / Double(pool.candidates.count),
                verifications: verifications ?? scores.repeats.count)
            spent.tokens += spent.scoring.tokens
            spent.flops += spent.scoring.flops
            return spent
        }
    }

    /// Gives the cost of ``draws(_:from:)`` with a verdict on each candidate that has an answer.
    static func verifiedDraws(_ budgets: [Int], from pool: Pool) -> [Spending] {
        let answered = Double(pool.candidates.count { $0.answer != nil }) / Double(pool.candidates.count)
        let distinct = DistinctAnswers(pool.candidates) { _ in false }.expectations(budgets)
        return zip(draws(budgets, from: pool), distinct).map { spent, distinct in
            var spent = spent
            spent.verifierCalls = spent.samples * answered
            spent.distinctVerifierCalls = distinct
            return spent
        }
    }
}
