import WinnowRandom

extension WeightedVote {
    /// An estimate has odds with the Monte Carlo standard error of `right`, nil where all subsets were counted out.
    struct Estimate {
        var odds: Odds
        var standardError: Double? = nil
    }

    /// Gives the expected odds over subsets of each size.
    ///
    /// Sizes with at most `draws` subsets are enumerated. For the others `draws` random orders of the pool are drawn
    /// and each size reads their first k, so that sizes share random numbers.
    ///
    /// - Parameters:
    ///   - seed: of the run of the estimate.
    ///   - key: of the problem: estimates of other problems use other random numbers.
    /// - Complexity: O(`draws` · (largest size + sizes · parties)).
    func estimates(_ sizes: [Int], draws: Int, seed: UInt64, key: UInt64) -> [Estimate] {
        estimates(sizes, draws: draws, seed: seed, key: key) { _, count in odds(of: count) }
    }

    /// Gives the same of other odds that a drawn set leads to.
    ///
    /// - Parameter odds: takes the positions drawn, in random order where they are sampled, and their votes counted.
    func estimates(
        _ sizes: [Int], draws: Int, seed: UInt64, key: UInt64, odds: (ArraySlice<Int>, VoteCount) -> Odds
    ) -> [Estimate] {
        let isEnumerated = sizes.map { Self.subsets(of: population, size: $0, atMost: draws) }
        let sampled = Set(zip(sizes, isEnumerated).filter { !$0.1 }.map(\.0)).sorted()
        var means = sampled.isEmpty ? [:] : sampledMeans(sampled, draws: draws, seed: seed, key: key, odds)
        for (size, isEnumerated) in zip(sizes, isEnumerated) where isEnumerated && means[size] == nil {
            means[size] = Estimate(odds: enumeratedMean(size, odds), standardError: nil)
        }
        return sizes.map { means[$0]! }
    }

    private func sampledMeans(
        _ sizes: [Int], draws: Int, seed: UInt64, key: UInt64, _ odds: (ArraySlice<Int>, VoteCount) -> Odds
    ) -> [Int: Estimate] {
        var totals = [Odds](repeating: .zero, count: sizes.count)
        var squares = [Double](repeating: 0, count: sizes.count)
        forEachSampled(sizes, draws: draws, seed: seed, key: key) { index, drawn, count in
            let odds = odds(drawn, count)
            totals[index].add(odds, weight: 1)
            squares[index] += odds.right * odds.right
        }
        let number = Double(draws)
        var means: [Int: Estimate] = [:]
        for (index, size) in sizes.enumerated() {
            var mean = Odds.zero
            mean.add(totals[index], weight: 1 / number)
            let variance = max(0, squares[index] / number - mean.right * mean.right) * number / (number - 1)
            means[size] = Estimate(odds: mean, standardError: (variance / number).squareRoot())
        }
        return means
    }

    private func enumeratedMean(_ size: Int, _ odds: (ArraySlice<Int>, VoteCount) -> Odds) -> Odds {
        var total = Odds.zero
        var number = 0.0
        forEachSubset(of: size) { subset in
            var count = emptyCount
            for position in subset { add(position, to: &count) }
            total.add(odds(subset[...], count), weight: 1)
            number += 1
        }
        var mean = Odds.zero
        mean.add(total, weight: 1 / number)
        return mean
    }

    /// Visits the first candidates of random orders of the pool, with their votes.
    ///
    /// - Parameters:
    ///   - sizes: ascending.
    ///   - visit: takes the size's index, the positions drawn and the votes counted.
    func forEachSampled(
        _ sizes: [Int], draws: Int, seed: UInt64, key: UInt64, _ visit: (Int, ArraySlice<Int>, VoteCount) -> Void
    ) {
        var hash = StableHash("weighted vote")
        hash.combine(seed)
        hash.combine(key)
        for draw in 0..<draws {
            var random = CounterRandom(key: hash.value, stream: UInt64(draw))
            var order = Array(0..<population)
            var count = emptyCount
            var drawn = 0
            for (index, size) in sizes.enumerated() {
                while drawn < size {
                    order.swapAt(drawn, drawn + random.below(population - drawn))
                    add(order[drawn], to: &count)
                    drawn += 1
                }
                visit(index, order[..<size], count)
            }
        }
    }

    /// Visits all subsets of a size.
    func forEachSubset(of size: Int, _ visit: ([Int]) -> Void) {
        var subset = Array(0..<size)
        while true {
            visit(subset)
            // The next subset in lexicographic order: raise the last position that can be raised.
            guard let raised = subset.indices.last(where: { subset[$0] < population - size + $0 }) else { return }
            subset[raised] += 1
            for later in subset.indices[(raised + 1)...] { subset[later] = subset[later - 1] + 1 }
        }
    }

    /// Tells whether C(population, size) ≤ `limit`.
    static func subsets(of population: Int, size: Int, atMost limit: Int) -> Bool {
        var count = 1.0
        for index in 0..<min(size, population - size) {
            count = count * Double(population - index) / Double(index + 1)
            if count > Double(limit) + 0.5 { return false }
        }
        return true
    }
}
