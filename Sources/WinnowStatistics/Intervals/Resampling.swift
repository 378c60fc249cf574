import Glibc
import WinnowRandom

/// Bootstrap draws over problems: how often each problem occurs in each resample.
///
/// The draws depend on the number of problems, the number of resamples and the seed only. Use one value for all cells
/// of a table: drawing takes a hundred times as long as an interval, and shared draws keep the cells paired.
///
/// More than ``mostGroups`` problems are put into as many random groups, and groups are drawn: memory and time are then
/// those of ``mostGroups`` problems, and standard errors are those of as many degrees of freedom.
///
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 6; random groups: Wolter,
/// "Introduction to Variance Estimation", 2007, chapter 2.
public struct Resampling: Sendable {
    /// The number of problems.
    public let problems: Int

    /// The number of resamples.
    public let resamples: Int

    /// At most so many groups of problems are drawn; up to this number each problem is a group of its own.
    public static let mostGroups = 4_096

    /// Each problem has its group; nil where each problem is a group of its own.
    private let groups: [UInt16]?

    /// Each group was drawn so often, [groups, resamples] row-major: sums then run along contiguous memory.
    private let counts: [UInt16]

    /// Each resample has so many problems.
    private let sizes: [Double]

    /// A problem that nobody has seen has this weight in each resample, exponential as in the Bayesian bootstrap.
    let unseenWeights: [Double]

    /// Draws `resamples` samples of `problems` problems with replacement.
    ///
    /// - Complexity: O(groups · resamples) time and two bytes of memory each.
    public init(problems: Int, resamples: Int = 10_000, seed: UInt64 = 0) {
        precondition(problems > 0 && resamples > 1, "\(resamples) resamples of \(problems) problems")
        self.problems = problems
        self.resamples = resamples
        var key = StableHash("bootstrap over problems")
        key.combine(seed)
        let number = min(problems, Self.mostGroups)
        let groups = problems > number ? Self.groups(of: problems, seed: seed) : nil
        var members = [Double](repeating: groups == nil ? 1 : 0, count: number)
        for group in groups ?? [] { members[Int(group)] += 1 }
        var counts = [UInt16](repeating: 0, count: number * resamples)
        var sizes = [Double](repeating: 0, count: resamples)
        for resample in 0..<resamples {
            var random = CounterRandom(key: key.value, stream: UInt64(resample))
            for _ in 0..<number {
                let drawn = random.below(number)
                counts[drawn * resamples + resample] += 1
                sizes[resample] += members[drawn]
            }
        }
        self.groups = groups
        self.counts = counts
        self.sizes = sizes
        key.combine("unseen problem")
        var random = CounterRandom(key: key.value)
        unseenWeights = (0..<resamples).map { _ in -log(1 - random.uniform()) }
    }

    /// Makes groups whose sizes differ by one at most, whatever order the problems have.
    private static func groups(of problems: Int, seed: UInt64) -> [UInt16] {
        var key = StableHash("groups of problems")
        key.combine(seed)
        var random = CounterRandom(key: key.value)
        var groups = (0..<problems).map { UInt16($0 % mostGroups) }
        random.shuffle(&groups)
        return groups
    }

    /// Counts how often each problem occurs in a resample, counted from 0: the weights of a statistic that is no mean.
    public func weights(of resample: Int) -> [Double] {
        (0..<problems).map { problem in
            Double(counts[(groups.map { Int($0[problem]) } ?? problem) * resamples + resample])
        }
    }

    /// The mean of the values in each resample, in the order of the resamples.
    ///
    /// - Complexity: O(problems + groups · resamples); groups with value 0 cost nothing.
    public func means(of values: [Double]) -> [Double] {
        precondition(values.count == problems, "\(values.count) values for a resampling of \(problems) problems")
        let values = groups.map { Self.totals(of: values, $0) } ?? values
        var sums = [Double](repeating: 0, count: resamples)
        for (group, value) in values.enumerated() where value != 0 {
            let row = group * resamples
            for resample in 0..<resamples {
                sums[resample] += value * Double(counts[row + resample])
            }
        }
        for resample in 0..<resamples { sums[resample] /= sizes[resample] }
        return sums
    }

    private static func totals(of values: [Double], _ groups: [UInt16]) -> [Double] {
        var totals = [Double](repeating: 0, count: mostGroups)
        for (value, group) in zip(values, groups) { totals[Int(group)] += value }
        return totals
    }
}
