extension ScoredStrategy: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let scores = try pool.scores(of: source)
        guard try isPartial(scores), let verifications else {
            return try picks(scores.means, pool, budgets, options)
        }
        let none = Picks(candidates: [Double](repeating: 0, count: pool.candidates.count))
        var averages = [Picks](repeating: none, count: budgets.count)
        for draw in 0..<Self.choicesOfRepeats {
            let values = scores.means(ofRandom: verifications, draw: draw, seed: options.seed, key: pool.key)
            for (index, picks) in try picks(values, pool, budgets, options).enumerated() {
                averages[index].add(
                    picks.candidates, of: Array(pool.candidates.indices), weight: 1 / Double(Self.choicesOfRepeats))
            }
        }
        return averages
    }

    private func picks(
        _ values: [Double], _ pool: Pool, _ budgets: [Int], _ options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let (draws, seed) = (options.monteCarloDraws, options.seed)
        switch rule {
        case .max:
            let ranking = BestOfK(pool.candidates, scores: values)
            return budgets.map { Picks(candidates: ranking.picks(draws: $0)) }
        case .vote, .softmaxVote:
            return try weightedVote(values, pool, options)
                .picks(budgets, draws: draws, seed: seed, key: pool.key).map { Picks(candidates: $0) }
        case .topVote, .topShareVote:
            return topVote(values, pool, options)
                .picks(budgets, draws: draws, seed: seed, key: pool.key).map { Picks(candidates: $0) }
        case .thresholdVote(let threshold):
            let passing = passing(values, threshold, pool)
            let ballot = Ballot(pool.candidates, voting: passing)
            return pool.picks(budgets, marked: passing) { budget, _ in Picks(candidates: ballot.picks(draws: budget)) }
        }
    }
}

extension ConfidenceVote: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        vote(on: pool, options).picks(budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key)
            .map { Picks(candidates: $0) }
    }
}
