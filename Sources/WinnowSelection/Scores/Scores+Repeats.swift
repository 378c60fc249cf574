import WinnowRandom

extension Scores {
    /// Per candidate, the mean of `verifications` of its repeats, chosen at random.
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
