extension Single: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let share = 1 / Double(pool.candidates.count)
        let picks = Picks(candidates: pool.candidates.map { $0.answer == nil ? 0 : share })
        return budgets.map { _ in picks }
    }
}

extension Greedy: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        guard let greedy = pool.greedy else { throw .missingGreedyCandidate }
        let none = [Double](repeating: 0, count: pool.candidates.count)
        return budgets.map { _ in Picks(candidates: none, greedy: greedy.answer == nil ? 0 : 1) }
    }
}

extension BestLogProbability: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let ranking = BestOfK(pool.candidates) { $0.logProbability }
        return budgets.map { Picks(candidates: ranking.picks(draws: $0)) }
    }
}

extension ShortestTrace: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let ranking = BestOfK(pool.candidates) { -Double($0.traceTokens) }
        return budgets.map { Picks(candidates: ranking.picks(draws: $0)) }
    }
}

extension Majority: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let ballot = Ballot(pool.candidates)
        return budgets.map { Picks(candidates: ballot.picks(draws: $0)) }
    }
}

extension MajorityLogProbability: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        vote(on: pool, options).picks(budgets, draws: options.monteCarloDraws, seed: options.seed, key: pool.key)
            .map { Picks(candidates: $0) }
    }
}

extension MajorityTraceLegal: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let legal = Ballot(pool.candidates) { $0.hasLegallyTracedAnswer }
        return pool.picks(budgets, marked: pool.candidates.map(\.hasLegallyTracedAnswer)) { budget, _ in
            Picks(candidates: legal.picks(draws: budget))
        }
    }
}

/// Rules look at answers alone, so that the candidates of the winning answer are equally likely to be drawn.
extension AdaptiveVote: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let options = SelectionOptions(permutations: options.permutations, seed: options.seed)
        let replay = StoppingReplay([rule], on: pool, options: options, countsWins: true)
        let parties = Ballot(pool.candidates).parties
        return replay.expectations(budgets)[0].map { sampling in
            var picks = Picks(candidates: [Double](repeating: 0, count: pool.candidates.count))
            for (party, probability) in sampling.wins {
                let share = probability / Double(parties[party].size)
                for position in parties[party].positions { picks.candidates[position] = share }
            }
            return picks
        }
    }
}

extension Verifier: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = pool.candidates.indices.filter { pool.candidates[$0].hasAcceptedAnswer }
        let rejected = pool.candidates.indices.filter { !pool.candidates[$0].hasAcceptedAnswer }
        let missed = missProbabilities(
            population: pool.candidates.count, marked: accepted.count, upTo: budgets.max() ?? 0)
        return budgets.map { budget in
            var picks = Picks(sharing: 1 - missed[budget], among: accepted, of: pool.candidates.count)
            if fallback == .random {
                let share = 1 / Double(rejected.count)
                picks.add(
                    rejected.map { pool.candidates[$0].answer == nil ? 0 : share }, of: rejected,
                    weight: missed[budget])
            }
            return picks
        }
    }
}

extension VerifierMajority: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = pool.candidates.indices.filter { pool.candidates[$0].hasAcceptedAnswer }
        return pool.picks(budgets, marked: pool.candidates.map(\.hasAcceptedAnswer)) { _, found in
            Picks(sharing: found, among: accepted, of: pool.candidates.count)
        }
    }
}

extension AcceptedVote: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = Ballot(pool.candidates) { $0.hasAcceptedAnswer }
        return budgets.map { Picks(candidates: accepted.picks(draws: $0)) }
    }
}

extension AcceptedVoteMajority: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let accepted = Ballot(pool.candidates) { $0.hasAcceptedAnswer }
        return pool.picks(budgets, marked: pool.candidates.map(\.hasAcceptedAnswer)) { budget, _ in
            Picks(candidates: accepted.picks(draws: budget))
        }
    }
}

/// The pick of a selector that knows the reference is a random one of the right candidates drawn.
extension Oracle: CandidatePicking {
    public func picks(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Picks] {
        let right = pool.candidates.indices.filter { pool.candidates[$0].hasRightAnswer }
        let missed = missProbabilities(
            population: pool.candidates.count, marked: right.count, upTo: budgets.max() ?? 0)
        return budgets.map { Picks(sharing: 1 - missed[$0], among: right, of: pool.candidates.count) }
    }
}

extension Pool {
    /// The picks among the marked candidates where one is drawn, else those of the plain majority of the others.
    ///
    /// - Parameter first: the picks among the marked at a budget, given P(one is drawn) there.
    func picks(_ budgets: [Int], marked: [Bool], first: (Int, Double) -> Picks) -> [Picks] {
        let others = candidates.indices.filter { !marked[$0] }
        let fallback = Ballot(others.map { candidates[$0] })
        let missed = missProbabilities(
            population: candidates.count, marked: candidates.count - others.count, upTo: budgets.max() ?? 0)
        return budgets.map { budget in
            var picks = first(budget, 1 - missed[budget])
            // Given that none that is marked is drawn, the k are a random k-subset of the others.
            if missed[budget] > 0 { picks.add(fallback.picks(draws: budget), of: others, weight: missed[budget]) }
            return picks
        }
    }
}
