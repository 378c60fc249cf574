import WinnowSelection

extension Reference {
    /// Names that stand for every rule on scores, besides those of the registry.
    static let otherRules = [
        "orm-cisc", "orm-top2-vote", "prm-min-top40%-vote", "yesno-over0.5-vote", "other-max",
        "orm-borda", "orm-borda2", "other-majority-of-bests", "orm-best-of-majority0.4",
    ]

    /// What a rule on scores does with these candidates, given in stored order.
    static func scored(
        _ strategy: ScoredStrategy, _ drawn: [Int], _ pool: Pool, _ ties: TieRule, _ blanks: BlankPolicy
    ) -> Result {
        func score(_ position: Int) -> Double { self.score(strategy.source, position, pool) }
        func plain(_ positions: [Int]) -> [(Candidate, Double)] { positions.map { (pool.candidates[$0], 1) } }
        let answered = drawn.filter { pool.candidates[$0].answer != nil }
        switch strategy.rule {
        case .max:
            let highest = answered.map(score).max()
            return picking(answered.filter { score($0) == highest }.map { pool.candidates[$0] }, ties)
        case .vote:
            return vote(drawn.map { (pool.candidates[$0], max(0, score($0))) }, ties, blanks)
        case .softmaxVote:
            return vote(
                drawn.map { (pool.candidates[$0], score($0).isFinite ? exponential(score($0)) : 0) }, ties, blanks)
        case .topVote, .topShareVote, .thresholdVote:
            let voters = voters(strategy.rule, drawn, answered, score)
            return voters.isEmpty ? vote(plain(drawn), ties, blanks) : vote(plain(voters), ties, .drop)
        case .borda, .majorityOfBests, .bestOfMajority:
            fatalError("\(strategy.name) is written down in Reference+Subsets")
        }
    }

    static func voters(
        _ rule: ScoreRule, _ drawn: [Int], _ answered: [Int], _ score: (Int) -> Double
    ) -> [Int] {
        if case .thresholdVote(let threshold) = rule { return answered.filter { score($0) >= threshold } }
        var count = drawn.count
        if case .topVote(let number) = rule { count = number }
        if case .topShareVote(let percent) = rule {
            count = max(1, Int((percent * Double(drawn.count) / 100).rounded(.up)))
        }
        // Those that at most count − 1 others beat.
        return answered.filter { own in answered.count { score($0) > score(own) } < count }
    }

    /// The mean of the repeats; −∞ where there is none.
    static func score(_ source: ScoreSource, _ position: Int, _ pool: Pool) -> Double {
        let values = pool.scores[source]!.repeats.map { $0[position] }.filter { !$0.isNaN }
        return values.isEmpty ? -.infinity : values.reduce(0, +) / Double(values.count)
    }
}
