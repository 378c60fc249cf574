import Glibc

extension ScoredStrategy: ConfidentStrategy {
    /// The score of the candidate that is picked; of a vote, the share of the weight of all candidates, those without an
    /// answer included, that votes for the answer.
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
