import Foundation
import WinnowSelection

extension Reference {
    /// The published rules whose weights depend on who else is drawn, or that drop some of those drawn: the voters with
    /// their weights.
    ///
    /// - Parameters:
    ///   - answered: the drawn candidates with an answer, in stored order; beside how many are drawn.
    /// - Returns: nil for a rule that is none of these.
    static func weights(_ name: String, _ answered: [Int], _ drawn: Int, _ pool: Pool) -> [(Int, Double)]? {
        func confidence(_ position: Int) -> Double {
            pool.candidates[position].logProbability / Double(pool.candidates[position].tokens)
        }
        func stored(_ source: String) -> (Int) -> Double { { score(ScoreSource(source), $0, pool) } }
        switch name {
        case "majority-of-bests": return majorityOfBests(answered, pool, confidence)
        case "best-of-majority": return bestOfMajority(answered, pool, 0.1, confidence)
        case "other-majority-of-bests": return majorityOfBests(answered, pool, stored("other"))
        case "orm-best-of-majority0.4": return bestOfMajority(answered, pool, 0.4, stored("orm"))
        case "orm-borda": return borda(answered, 0.5, stored("orm"))
        case "orm-borda2": return borda(answered, 2, stored("orm"))
        case "self-certainty-borda": return borda(answered, 0.5, stored("self-certainty"))
        case "inverse-entropy": return answered.map { ($0, max(0, stored(name)($0))) }
        default:
            guard name.hasPrefix("deepconf-") else { return nil }
            let parts = name.components(separatedBy: "-top")
            let score = stored(parts[0])
            let limit = parts.count == 1 ? drawn : (drawn + 9) / 10
            return answered.filter { own in answered.count { score($0) > score(own) } < limit }
                .map { ($0, max(0, score($0))) }
        }
    }

    /// The votes of one candidate: the mean of (N − r + 1)^p over the ranks that it shares.
    private static func borda(_ answered: [Int], _ exponent: Double, _ score: (Int) -> Double) -> [(Int, Double)] {
        answered.map { own in
            let better = answered.count { score($0) > score(own) }
            let equal = answered.count { score($0) == score(own) }
            let votes = (better..<(better + equal)).map { pow(Double(answered.count - $0), exponent) }
            return (own, votes.reduce(0, +) / Double(equal))
        }
    }

    private static func bestOfMajority(
        _ answered: [Int], _ pool: Pool, _ share: Double, _ score: (Int) -> Double
    ) -> [(Int, Double)] {
        func votes(_ own: Int) -> Int { answered.count { pool.candidates[$0].answer == pool.candidates[own].answer } }
        let frequent = answered.filter { Double(votes($0)) >= share * Double(answered.count) - 1e-12 }
        let voters = frequent.isEmpty ? answered : frequent
        let highest = voters.map(score).max()
        return voters.filter { score($0) == highest }.map { ($0, 1) }
    }

    /// By adding one drawn candidate after the other: the distribution of the best of them.
    private static func majorityOfBests(
        _ answered: [Int], _ pool: Pool, _ score: (Int) -> Double
    ) -> [(Int, Double)] {
        let number = answered.count
        guard number > 0 else { return [] }
        let levels = Set(answered.map(score)).sorted(by: >)
        let sizes = levels.map { level in Double(answered.count { score($0) == level }) / Double(number) }
        func best(of draws: Int) -> [Double] {
            var best = sizes
            for _ in 1..<draws {
                best = levels.indices.map { level in
                    best[level] * sizes[level...].reduce(0, +) + best[(level + 1)...].reduce(0, +) * sizes[level]
                }
            }
            return best
        }
        func weights(_ draws: Int) -> [Double] {
            let best = draws > 1 ? best(of: draws) : sizes
            return answered.map { own in
                let level = levels.firstIndex(of: score(own))!
                return best[level] / Double(answered.count { score($0) == levels[level] })
            }
        }
        var tried = [number]
        while tried.last! > 1 {
            let next = Int(ceil(pow(0.75, Double(tried.count)) * Double(number)))
            tried.append(min(next, tried.last!))
        }
        tried = tried.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        func shares(_ draws: Int) -> [Int: Double] {
            Dictionary(zip(answered.map { pool.candidates[$0].answer! }, weights(draws)), uniquingKeysWith: +)
        }
        var (chosen, least) = (tried[0], Double.infinity)
        for (size, next) in zip(tried, tried.dropFirst()) {
            let (own, other) = (shares(size), shares(next))
            let distance = own.keys.map { abs(own[$0]! - other[$0]!) }.max()!
            if distance < least - 1e-12 { (chosen, least) = (size, distance) }
        }
        return Array(zip(answered, weights(chosen)))
    }

    /// At most sixteen: all are written, and vote where their lowest window is not below the tenth percentile.
    static func online(_ name: String, _ drawn: [Int], _ pool: Pool) -> [(Candidate, Double)] {
        func confidences(_ position: Int) -> [Double] { pool.tokens[position].bestMeans.map { -Double($0) } }
        func mean(_ position: Int) -> Double {
            confidences(position).reduce(0, +) / Double(confidences(position).count)
        }
        // The traces are far shorter than the published window, and so short that a scaled one is a token.
        func lowest(_ position: Int) -> Double {
            name == "deepconf-online" ? mean(position) : confidences(position).min()!
        }
        let sorted = drawn.map(lowest).sorted()
        let place = 0.1 * Double(sorted.count - 1)
        let next = sorted[min(Int(place) + 1, sorted.count - 1)]
        let bar = sorted[Int(place)] + (place - floor(place)) * (next - sorted[Int(place)])
        return drawn.filter { lowest($0) >= bar }.map { (pool.candidates[$0], mean($0)) }
    }
}
