import WinnowRandom

/// Bootstrap draws over problems: how often each problem occurs in each resample.
///
/// The draws depend on the number of problems, the number of resamples and the seed only. Use one value for all cells
/// of a table: drawing takes a hundred times as long as an interval, and shared draws keep the cells paired.
///
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 6.
public struct Resampling: Sendable {
    /// The number of problems.
    public let problems: Int

    /// The number of resamples.
    public let resamples: Int

    /// Each problem was drawn so often, [problems, resamples] row-major: sums then run along contiguous memory.
    private let counts: [UInt16]

    /// Draws `resamples` samples of `problems` problems with replacement.
    ///
    /// - Complexity: O(problems · resamples) time and two bytes of memory each.
    public init(problems: Int, resamples: Int = 10_000, seed: UInt64 = 0) {
        precondition(problems > 0 && resamples > 1, "\(resamples) resamples of \(problems) problems")
        precondition(problems <= Int(UInt16.max), "\(problems) problems: counts are stored in 16 bits")
        self.problems = problems
        self.resamples = resamples
        var key = StableHash("bootstrap over problems")
        key.combine(seed)
        var counts = [UInt16](repeating: 0, count: problems * resamples)
        for resample in 0..<resamples {
            var random = CounterRandom(key: key.value, stream: UInt64(resample))
            for _ in 0..<problems {
                counts[random.below(problems) * resamples + resample] += 1
            }
        }
        self.counts = counts
    }

    /// Counts how often each problem occurs in a resample, counted from 0: the weights of a statistic that is no mean.
    public func weights(of resample: Int) -> [Double] {
        (0..<problems).map { Double(counts[$0 * resamples + resample]) }
    }

    /// The mean of the values in each resample, in the order of the resamples.
    ///
    /// - Complexity: O(problems · resamples); problems with value 0 cost nothing.
    public func means(of values: [Double]) -> [Double] {
        precondition(values.count == problems, "\(values.count) values for a resampling of \(problems) problems")
        var sums = [Double](repeating: 0, count: resamples)
        for problem in 0..<problems where values[problem] != 0 {
            let value = values[problem]
            let row = problem * resamples
            for resample in 0..<resamples {
                sums[resample] += value * Double(counts[row + resample])
            }
        }
        let scale = Double(problems)
        for resample in 0..<resamples { sums[resample] /= scale }
        return sums
    }
}
