import WinnowRandom

/// The scores are a scorer's numbers of each candidate of a pool, once or several times, and what that cost.
public struct Scores: Hashable, Sendable {
    /// [repeat][candidate] in stored order; NaN where a candidate was not scored, or where a judge could not decide.
    /// There is at least one repeat.
    public let repeats: [[Double]]

    /// Each candidate had so many tokens generated for all of its scores; 0 for a scorer that only reads.
    public let tokens: [Double]

    /// Each candidate had so many floating-point operations done for all of its scores.
    public let flops: [Double]

    /// Each candidate has this mean over its repeats.
    public let means: [Double]

    public init(repeats: [[Double]], tokens: [Double], flops: [Double]) {
        precondition(
            !repeats.isEmpty && tokens.count == flops.count && repeats.allSatisfy { $0.count == tokens.count },
            "scores of \(repeats.map(\.count)), tokens of \(tokens.count) and FLOPs of \(flops.count) candidates")
        self.repeats = repeats
        self.tokens = tokens
        self.flops = flops
        means =
            repeats.count == 1
            ? repeats[0]
            : tokens.indices.map { candidate in
                let scores = repeats.lazy.map { $0[candidate] }.filter { !$0.isNaN }
                return scores.isEmpty ? .nan : scores.reduce(0, +) / Double(scores.count)
            }
    }

    /// Makes scores that cost nothing.
    public init(_ values: [Double]) {
        let free = [Double](repeating: 0, count: values.count)
        self.init(repeats: [values], tokens: free, flops: free)
    }

    /// Gives the scores of some of the candidates, by their positions.
    func part(_ positions: [Int]) -> Scores {
        Scores(
            repeats: repeats.map { values in positions.map { values[$0] } }, tokens: positions.map { tokens[$0] },
            flops: positions.map { flops[$0] })
    }

    /// Gives the expected cost of scoring candidates drawn from the pool.
    ///
    /// - Parameters:
    ///   - share: of the candidates that are drawn.
    ///   - verifications: how many of the repeats each of them is given.
    func spent(share: Double, verifications: Int) -> Spending.Scoring {
        let asked = share * Double(verifications) / Double(repeats.count)
        return Spending.Scoring(
            calls: asked * Double(repeats.reduce(0) { $0 + $1.count { !$0.isNaN } }),
            tokens: asked * tokens.reduce(0, +), flops: asked * flops.reduce(0, +))
    }
}

extension Scores {
    /// Gives, per candidate, the mean of `verifications` of its repeats, chosen at random.
    ///
    /// - Parameters:
    ///   - draw: other numbers choose other repeats.
    ///   - key: of the problem.
    /// - Complexity: O(candidates · verifications).
    func means(ofRandom verifications: Int, draw: Int, seed: UInt64, key: UInt64) -> [Double] {
        var hash = StableHash("verifications")
        hash.combine(seed)
        hash.combine(key)
        hash.combine(UInt64(draw))
        var chosen = Array(repeats.indices)
        var random = CounterRandom(key: hash.value, stream: 0)
        return means.indices.map { candidate in
            var (sum, count) = (0.0, 0.0)
            for place in 0..<verifications {
                chosen.swapAt(place, place + random.below(chosen.count - place))
                let value = repeats[chosen[place]][candidate]
                guard !value.isNaN else { continue }
                sum += value
                count += 1
            }
            return count > 0 ? sum / count : .nan
        }
    }
}
