/// The registry of strategies: names, help, documentation and law tests derive from it.
public enum Strategies {
    /// All strategies, in the order of tables.
    public static let all = all(target: .policyValue)

    /// The same, with the process scorer of a target.
    private static func all(target: StepTarget) -> [any Strategy] {
        let unscored: [any Strategy] = [
            Single(), Majority(), MajorityLogProbability(), ConfidenceVote(), BestLogProbability(), ShortestTrace(),
            MajorityTraceLegal(), AdaptiveVote.beta, AdaptiveVote.dirichlet, AdaptiveVote.entropy,
            AdaptiveVote.majority, AdaptiveVote.esc,
        ]
        let judged: [any Strategy] = [
            Verifier(), VerifierMajority(), AcceptedVote(), AcceptedVoteMajority(), Oracle(), Greedy(), Guess(),
        ]
        return unscored + scored(target: target) + judged
    }

    /// Those of tables for which no strategy is named: at temperature 1 `cisc` is `majority-logprob` by another name.
    public static func usual(
        _ options: SelectionOptions = SelectionOptions(), target: StepTarget = .policyValue
    ) -> [any Strategy] {
        all(target: target).filter { !($0 is ConfidenceVote) || options.confidenceTemperature != 1 }
    }

    /// The strategy that users call `name`, or nil: one of ``all``, or a rule on the scores of any scorer.
    ///
    /// - Parameter target: which process scorer `prm` stands for.
    public static func named(_ name: String, target: StepTarget = .policyValue) -> (any Strategy)? {
        // Some names end like rules on scores, such as accepted-vote.
        all.first { $0.name == name && !($0 is ScoredStrategy) } ?? ScoredStrategy(named: name, target: target)
    }
}
