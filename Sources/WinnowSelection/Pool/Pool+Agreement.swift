extension Pool {
    /// How many equally frequent answers would agree with each other as rarely as this pool's answers do:
    /// 1 / Σ n_a·(n_a − 1)/(n·(n − 1)), over the candidates with an answer; infinite where no two agree.
    ///
    /// Nil for fewer than two candidates with an answer. The denominator estimates P(two samples agree) without bias.
    ///
    /// Source: the inverse of Simpson's index, Nature 163, 1949.
    public var effectiveVotes: Double? {
        let ballot = Ballot(candidates)
        guard ballot.voters > 1 else { return nil }
        let agreeing = ballot.parties.reduce(0) { $0 + $1.size * ($1.size - 1) }
        return Double(ballot.voters * (ballot.voters - 1)) / Double(agreeing)
    }

    /// Whether the most frequent answer is ahead of the next one by more than chance: more samples would hardly change
    /// the winner. False where there is no answer.
    ///
    /// Source: the criterion of Adaptive-Consistency, Aggarwal et al., arXiv 2305.11860, at its threshold of .95.
    public var isLeadSettled: Bool {
        let sizes = Ballot(candidates).parties.map(\.size).sorted(by: >)
        guard let leader = sizes.first else { return false }
        return BetaRule.probability(leader: leader, runnerUp: sizes.dropFirst().first ?? 0) >= 0.95
    }
}
