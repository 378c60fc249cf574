import Glibc

/// An answer is picked by what a scorer says of each candidate: best-of-n, weighted and filtered votes.
///
/// Best-of-n is exact, ties in closed form, and so is a vote of those above a threshold; other votes are counted out
/// where there are few subsets and sampled elsewhere. All k candidates are scored, and that is paid for.
///
/// Source: Cobbe et al., arXiv 2110.14168; weighted votes as in Li et al., arXiv 2206.02336; softmax weights as in
/// Taubenfeld et al., arXiv 2502.06233 (CISC).
public struct ScoredStrategy: Strategy, Hashable {
    public let source: ScoreSource
    public let rule: ScoreRule

    /// So many of the stored repeats of each candidate are averaged; nil for all.
    public let verifications: Int?

    public init(_ source: ScoreSource, _ rule: ScoreRule, verifications: Int? = nil) {
        self.source = source
        self.rule = rule
        self.verifications = verifications
    }

    public var name: String { "\(sourceName)-\(rule)" }

    public var summary: String {
        let scores = "score of \(scorerText)"
        return switch rule {
        case .max: "the answer with the highest \(scores) (best-of-n)"
        case .vote: "majority with votes weighted by the \(scores)"
        case .softmaxVote: "majority with votes weighted by exp(\(scores) / temperature)"
        case .topVote(let count): "majority among the \(count) with the highest \(scores)"
        case .topShareVote: "majority among a share of the samples, those with the highest \(scores)"
        case .thresholdVote: "majority among the samples above a \(scores); plain majority when there is none"
        case .borda: "majority with votes weighted by the rank of the \(scores) (Borda)"
        case .majorityOfBests: "the likeliest answer of best-of-m by the \(scores), over resamples of the k"
        case .bestOfMajority: "the answer with the highest \(scores) among the answers that are frequent enough"
        }
    }

    public var needs: Set<Need> { [.score(source)] }

    public var paper: PaperCheck? {
        switch rule {
        case .borda: .borda
        case .majorityOfBests: .majorityOfBests
        case .bestOfMajority: .bestOfMajority
        case .max, .vote, .softmaxVote, .topVote, .topShareVote, .thresholdVote: nil
        }
    }

    /// Rules on what the generator says of its own tokens are apart from the tables for which none is named.
    public func isUsual(_ options: SelectionOptions) -> Bool { source.tokenMeasure == nil }

    public var monteCarlo: MonteCarloMethod? { verifications != nil ? .repeats : rule.usesMonteCarlo ? .subsets : nil }

    public var usesConfidenceTemperature: Bool { rule == .softmaxVote }

    /// A vote without weight is no majority.
    public func hasNoChoice(ties: TieRule) -> Bool { ties != .absolute || ![.vote, .softmaxVote].contains(rule) }

    public func expectations(
        over pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [Outcome] {
        let scores = try pool.scores(of: source)
        var estimates: [WeightedVote.Estimate]
        if try isPartial(scores), let verifications {
            estimates = try average(
                over: scores, verifications, of: pool, budgets: budgets, options: options)
        } else {
            estimates = try self.estimates(
                scores.means, pool, budgets, options, draws: options.monteCarloDraws, seed: options.seed)
        }
        // What the generator says of its own tokens comes with them.
        let spendings =
            source.tokenMeasure != nil
            ? Spending.draws(budgets, from: pool)
            : Spending.scoredDraws(budgets, from: pool, by: scores, verifications: verifications)
        return zip(estimates, spendings).map { estimate, spent in
            Outcome(estimate.odds, spent: spent, standardError: estimate.standardError)
        }
    }

    /// Tells whether fewer repeats are used than are stored.
    ///
    /// - Throws: ``SelectionError/verificationsExceedScores(verifications:stored:)``.
    func isPartial(_ scores: Scores) throws(SelectionError) -> Bool {
        let stored = scores.repeats.count
        guard let verifications else { return false }
        guard verifications <= stored else {
            throw .verificationsExceedScores(verifications: verifications, stored: stored)
        }
        return verifications < stored
    }

    /// Strategies with fewer ``verifications`` are averaged over so many random choices of the repeats.
    public static let choicesOfRepeats = 40

    /// Gives the mean over random choices of the repeats, each evaluated as if there were no others: exactly where the
    /// rule is, so that only the choice is random.
    ///
    /// - Throws: ``SelectionError/negativeScore(_:)``.
    private func average(
        over scores: Scores, _ verifications: Int, of pool: Pool, budgets: [Int], options: SelectionOptions
    ) throws(SelectionError) -> [WeightedVote.Estimate] {
        let choices = Double(Self.choicesOfRepeats)
        var totals = [Odds](repeating: .zero, count: budgets.count)
        var squares = [Double](repeating: 0, count: budgets.count)
        for draw in 0..<Self.choicesOfRepeats {
            let values = scores.means(ofRandom: verifications, draw: draw, seed: options.seed, key: pool.key)
            // Another seed for each choice: the same random subsets would make them alike.
            let estimates = try estimates(
                values, pool, budgets, options, draws: max(2, options.monteCarloDraws / Self.choicesOfRepeats),
                seed: options.seed &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15)
            for (index, estimate) in estimates.enumerated() {
                totals[index].add(estimate.odds, weight: 1 / choices)
                squares[index] += estimate.odds.right * estimate.odds.right
            }
        }
        return totals.indices.map { index in
            let mean = totals[index].right
            let variance = max(0, squares[index] / choices - mean * mean) / (choices - 1)
            return WeightedVote.Estimate(odds: totals[index], standardError: variance.squareRoot())
        }
    }

    private func estimates(
        _ values: [Double], _ pool: Pool, _ budgets: [Int], _ options: SelectionOptions, draws: Int, seed: UInt64
    ) throws(SelectionError) -> [WeightedVote.Estimate] {
        switch rule {
        case .max:
            let ranking = BestOfK(pool.candidates, scores: values)
            return budgets.map { WeightedVote.Estimate(odds: ranking.odds(draws: $0, ties: options.ties)) }
        case .thresholdVote(let threshold):
            let vote = FilteredVote(
                pool.candidates, options: options, fallsBack: true, passing: passing(values, threshold, pool))
            return vote.odds(budgets).map { WeightedVote.Estimate(odds: $0) }
        case .vote, .softmaxVote:
            return try weightedVote(values, pool, options)
                .estimates(budgets, draws: draws, seed: seed, key: pool.key)
        case .topVote, .topShareVote:
            return topVote(values, pool, options).estimates(budgets, draws: draws, seed: seed, key: pool.key)
        case .borda, .majorityOfBests, .bestOfMajority:
            return subsetVote(values, pool, options).estimates(budgets, draws: draws, seed: seed, key: pool.key)
        }
    }

    /// Gives the vote of the rules whose weights depend on who else is drawn.
    private func subsetVote(_ values: [Double], _ pool: Pool, _ options: SelectionOptions) -> SubsetVote {
        switch rule {
        case .majorityOfBests: return MajorityOfBests.vote(pool.candidates, by: values, options)
        case .bestOfMajority(let threshold):
            return BestOfMajority.vote(pool.candidates, by: values, threshold: threshold, options)
        case .borda(let exponent):
            let borda = BordaVote(values, exponent: exponent)
            return SubsetVote(pool.candidates, options: options) { borda.weights($0) }
        case .max, .vote, .softmaxVote, .topVote, .topShareVote, .thresholdVote:
            return SubsetVote(pool.candidates, options: options) { $0.map { _ in 1 } }
        }
    }

    func passing(_ values: [Double], _ threshold: Double, _ pool: Pool) -> [Bool] {
        zip(values, pool.candidates).map { $0 >= threshold && $1.answer != nil }
    }

    func topVote(_ values: [Double], _ pool: Pool, _ options: SelectionOptions) -> TopVote {
        TopVote(pool.candidates, scores: values, options: options) { rule.electorate(of: $0) }
    }

    /// Gives the vote of ``ScoreRule/vote`` and ``ScoreRule/softmaxVote``; who is not scored has no weight.
    ///
    /// - Throws: ``SelectionError/negativeScore(_:)``.
    func weightedVote(
        _ values: [Double], _ pool: Pool, _ options: SelectionOptions
    ) throws(SelectionError) -> WeightedVote {
        if rule == .softmaxVote {
            return WeightedVote(
                pool.candidates, ties: options.ties, blanks: options.blanks,
                softmaxOf: values.map { $0.isNaN ? -.infinity : $0 }, temperature: options.confidenceTemperature)
        }
        guard !values.contains(where: { $0 < 0 }) else { throw .negativeScore(source) }
        return WeightedVote(
            pool.candidates, ties: options.ties, blanks: options.blanks, weights: values.map { $0.isNaN ? 0 : $0 })
    }
}

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
        case .borda, .majorityOfBests, .bestOfMajority:
            return subsetVote(values, pool, options)
                .picks(budgets, draws: draws, seed: seed, key: pool.key).map { Picks(candidates: $0) }
        case .thresholdVote(let threshold):
            let passing = passing(values, threshold, pool)
            let ballot = Ballot(pool.candidates, voting: passing)
            return pool.picks(budgets, marked: passing) { budget, _ in Picks(candidates: ballot.picks(draws: budget)) }
        }
    }
}

extension ScoredStrategy: ConfidentStrategy {
    /// Gives the score of the candidate that is picked; of a vote, the share of the weight of all candidates, those
    /// without an answer included, that votes for the answer.
    public func confidence(in pool: Pool) -> Double? {
        guard let scores = pool.scores[source]?.means else { return nil }
        let values = scores.map { $0.isNaN ? -.infinity : $0 }
        let answered = pool.candidates.indices.filter { pool.candidates[$0].answer != nil }
        guard let most = answered.map({ values[$0] }).max() else { return nil }
        let weights: [Double]
        switch rule {
        case .max:
            return most
        case .vote:
            weights = values.map { max(0, $0) }
        case .softmaxVote:
            weights = values.map { most.isFinite ? exp($0 - most) : 1 }
        case .topVote, .topShareVote:
            let best = answered.map { values[$0] }.sorted(by: >)
            let last = best[min(best.count, rule.electorate(of: values.count)) - 1]
            weights = values.indices.map { values[$0] >= last && pool.candidates[$0].answer != nil ? 1 : 0 }
        case .thresholdVote(let threshold):
            let passing = passing(values, threshold, pool)
            weights = passing.contains(true) ? passing.map { $0 ? 1 : 0 } : values.map { _ in 1 }
        case .borda(let exponent):
            weights = all(answered, BordaVote(scores, exponent: exponent).weights(answered), of: values.count)
        case .majorityOfBests, .bestOfMajority:
            weights = values.map { _ in 1 }
        }
        var votes: [Int: Double] = [:]
        for position in answered {
            guard let answer = pool.candidates[position].answer else { continue }
            votes[answer, default: 0] += weights[position]
        }
        let total = weights.reduce(0, +)
        return votes.values.max().map { total > 0 ? $0 / total : 0 }
    }
}

/// Spreads the weights of some candidates over all; those without one have 0.
private func all(_ positions: [Int], _ weights: [Double?], of count: Int) -> [Double] {
    var all = [Double](repeating: 0, count: count)
    for (position, weight) in zip(positions, weights) { all[position] = weight ?? 0 }
    return all
}
