/// Every strategy is registered here: names, help, documentation and law tests derive from it.
public enum Strategies {
    /// The list has all strategies, in the order of tables.
    public static let all = all(target: .policyValue)

    /// Gives the same, with the process scorer of a target.
    private static func all(target: ProcessLabel) -> [any Strategy] {
        let unscored: [any Strategy] = [
            Single(), Majority(), MajorityLogProbability(), ConfidenceVote(), BestLogProbability(), ShortestTrace(),
            MajorityTraceLegal(), AdaptiveVote.beta, AdaptiveVote.dirichlet, AdaptiveVote.entropy,
            AdaptiveVote.majority, AdaptiveVote.esc,
        ]
        let published: [any Strategy] =
            AdaptiveVote.published + ShortMajority.all + [MajorityOfBests(), BestOfMajority()] + DeepConf.all
            + DeepConfOnline.all + [
                ScoredStrategy(TokenMeasure.selfCertainty.source, .borda(BordaVote.usualExponent)), InverseEntropy(),
            ]
        let judged: [any Strategy] = [
            FirstAccepted(), FirstAcceptedMajority(), AcceptedVote(), AcceptedVoteMajority(), Oracle(), Greedy(),
            Guess(),
        ]
        return unscored + published + scored(target: target) + judged
    }

    /// Gives the strategies of tables for which none is named; see ``Strategy/isUsual(_:)``.
    public static func usual(
        _ options: SelectionOptions = SelectionOptions(), target: ProcessLabel = .policyValue
    ) -> [any Strategy] {
        all(target: target).filter { $0.isUsual(options) }
    }

    /// These strategies go by the rounds of a back-prompting loop, and pick from no pool of samples.
    public static let byRounds: [any Strategy] = [Backprompt(), Backprompt(givesLast: true)]

    /// These strategies have a confidence, in the order of tables.
    public static var confident: [any ConfidentStrategy] { all.compactMap { $0 as? any ConfidentStrategy } }

    /// Tells whether one of the strategies with these names reads something.
    public static func any(of names: some Sequence<String>, needs need: Need) -> Bool {
        names.contains { named($0)?.needs.contains(need) == true }
    }

    /// Gives the strategy that users call `name`, or nil: one of ``all`` or ``byRounds``, a rule on the scores of any
    /// scorer, or a tournament by any judge.
    ///
    /// - Parameter target: which process scorer `prm` stands for.
    public static func named(_ name: String, target: ProcessLabel = .policyValue) -> (any Strategy)? {
        // Some names end like rules on scores, such as accepted-vote.
        (all + byRounds).first { $0.name == name && !($0 is ScoredStrategy) } ?? AdaptiveVote.named(name)
            ?? BestOfMajority.named(name) ?? DeepConf(named: name) ?? ScoredStrategy(named: name, target: target)
            ?? TournamentStrategy(named: name)
    }

    /// The strategies of ``all`` read these scores.
    public static var sources: Set<ScoreSource> { Set(all.compactMap(\.scores)) }
}
