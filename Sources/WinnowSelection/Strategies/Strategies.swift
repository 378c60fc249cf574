/// The registry of strategies: names, help, documentation and law tests derive from it.
public enum Strategies {
    /// All strategies, in the order of tables.
    public static let all: [any Strategy] = [
        Single(), Majority(), MajorityLogProbability(), BestLogProbability(), ShortestTrace(),
        MajorityTraceLegal(), AdaptiveVote.beta, AdaptiveVote.dirichlet, AdaptiveVote.entropy, AdaptiveVote.majority,
        AdaptiveVote.esc, Verifier(), VerifierMajority(), AcceptedVote(), AcceptedVoteMajority(), Oracle(), Greedy(),
        Guess(),
    ]

    /// The strategy that users call `name`, or nil.
    public static func named(_ name: String) -> (any Strategy)? {
        all.first { $0.name == name }
    }
}
