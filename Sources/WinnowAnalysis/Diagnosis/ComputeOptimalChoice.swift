import WinnowStatistics

/// The best strategy of each difficulty bin at one budget is chosen on one fold of the problems and scored on the
/// other.
///
/// What is chosen and scored on the same problems looks better than it is; the difference is the optimism.
///
/// Source: two-fold cross-validation of the compute-optimal strategy, Snell et al., arXiv 2408.03314, section 3.2.
struct ComputeOptimalChoice: Sendable {
    /// Each bin has the strategy that is best on all its problems; nil where the bin is empty.
    let choices: [Int?]

    /// This strategy is best on all problems of all bins.
    let single: Int

    /// Each problem has P(right) of the bins' choices made on all problems.
    let inSample: [Double]

    /// Each problem has P(right) of the bins' choices made on the other fold.
    let crossFitted: [Double]

    /// Each problem has P(right) of the one strategy that is best on the other fold.
    let bestSingle: [Double]

    /// - Parameters:
    ///   - items: at least one for each problem; equally many strategies in each.
    ///   - budget: the index of the budget.
    ///   - folds: per problem, 0 or 1.
    init(_ items: [HalvedRun.Item], budget: Int, folds: [Int]) {
        let all = Scores(items, budget: budget)
        choices = (0..<HalvedRun.bins).map { all.best(in: $0) }
        single = all.best
        let others = [0, 1].map { fold in Scores(items.filter { folds[$0.problem] != fold }, budget: budget) }
        var sums = [[Double]](repeating: [0, 0, 0, 0], count: folds.count)
        for item in items {
            let other = others[folds[item.problem]]
            let chosen = [
                all.best(in: item.bin) ?? all.best, other.best(in: item.bin) ?? other.best, other.best,
            ]
            for (index, strategy) in chosen.enumerated() { sums[item.problem][index] += item.right[strategy][budget] }
            sums[item.problem][3] += 1
        }
        inSample = sums.map { $0[0] / $0[3] }
        crossFitted = sums.map { $0[1] / $0[3] }
        bestSingle = sums.map { $0[2] / $0[3] }
    }

    /// Makes two folds of nearly equal size: problems in the order of their keys, which have nothing to do with
    /// difficulty, alternate.
    static func folds(_ keys: [UInt64]) -> [Int] {
        var folds = [Int](repeating: 0, count: keys.count)
        for (rank, index) in keys.indices.sorted(by: { keys[$0] < keys[$1] }).enumerated() { folds[index] = rank % 2 }
        return folds
    }

    /// The scores are sums of P(right) by bin and strategy.
    private struct Scores {
        private var byBin = [[Double]](repeating: [], count: HalvedRun.bins)

        init(_ items: [HalvedRun.Item], budget: Int) {
            for item in items {
                let right = item.right.map { $0[budget] }
                byBin[item.bin] = byBin[item.bin].isEmpty ? right : zip(byBin[item.bin], right).map { $0 + $1 }
            }
        }

        /// Finds the best strategy of a bin, the first of equal ones; nil where the bin is empty.
        func best(in bin: Int) -> Int? { Self.best(byBin[bin]) }

        /// This strategy is the best of all bins; the first where there is no item.
        var best: Int {
            let sums = byBin.filter { !$0.isEmpty }.reduce([]) { total, bin in
                total.isEmpty ? bin : zip(total, bin).map { $0 + $1 }
            }
            return Self.best(sums) ?? 0
        }

        /// Finds the best of sums, of which those that differ by rounding alone are equal.
        private static func best(_ sums: [Double]) -> Int? {
            sums.max().flatMap { highest in sums.firstIndex { $0 >= highest - 1e-9 } }
        }
    }
}
