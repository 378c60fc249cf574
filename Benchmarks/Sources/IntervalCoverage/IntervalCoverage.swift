import Foundation
import WinnowRandom
import WinnowStatistics

/// How often 95 % intervals cover the truth, and how wide they are, in simulated pools: one line of CSV a cell.
///
/// A pool is n problems with success rates of a family and 16 samples each; the truth is the mean of a strategy's value
/// over problems and samples, from 1,000,000 other problems.
@main
enum IntervalCoverage {
    static let samples = 16
    static let budget = 4

    static func main() {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let pools = arguments.first ?? 2_000
        let statistics = Statistic.all(samples: samples, budget: budget)
        write(["family,mean,n,statistic,pools,truth,covered_before,covered,width_before,width,width_exact"])
        // Few resamples do for a thousand problems: the old rule is only for comparison.
        let sizes = [10, 30, 100, 1_000].map { Resampling(problems: $0, resamples: $0 < 1_000 ? 1_000 : 400) }
        for mean in [0.5, 0.9, 0.99, 1] {
            for family in Family.all(mean: mean) {
                let truths = truths(of: statistics, family, mean)
                for resampling in sizes {
                    write(lines(family, mean, pools, statistics, truths, resampling))
                }
            }
        }
    }

    /// Writes at once, as a cell may take a minute.
    private static func write(_ lines: [String]) {
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// The expected values of the statistics.
    private static func truths(of statistics: [Statistic], _ family: Family, _ mean: Double) -> [Double] {
        let counts = histogram(family, problems: 1_000_000, key: "truth \(family.name) \(mean)", stream: 0)
        return statistics.map { statistic in
            zip(statistic.values, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / 1_000_000
        }
    }

    /// How many of the problems have 0, 1, … right samples.
    private static func histogram(_ family: Family, problems: Int, key: String, stream: UInt64) -> [Int] {
        var random = CounterRandom(key: StableHash(key).value, stream: stream)
        var counts = [Int](repeating: 0, count: samples + 1)
        for _ in 0..<problems {
            let rate = family.draw(&random)
            counts[(0..<samples).count { _ in random.uniform() < rate }] += 1
        }
        return counts
    }

    private static func lines(
        _ family: Family, _ mean: Double, _ pools: Int, _ statistics: [Statistic], _ truths: [Double],
        _ resampling: Resampling
    ) -> [String] {
        let problems = resampling.problems
        var tallies = statistics.map { _ in Tally() }
        let key = "pool \(family.name) \(mean) \(problems)"
        for pool in 0..<pools {
            let counts = histogram(family, problems: problems, key: key, stream: UInt64(pool))
            for (index, statistic) in statistics.enumerated() {
                let values = counts.enumerated().flatMap { repeatElement(statistic.values[$0], count: $1) }
                tallies[index].add(values, statistic, truth: truths[index], resampling)
            }
        }
        return zip(statistics, zip(truths, tallies)).map { statistic, result in
            let (truth, tally) = result
            let share = 1 / Double(pools)
            let figures = [tally.covered[0], tally.covered[1]].map { String(format: "%.4f", $0 * share) }
            let widths = [tally.width[0], tally.width[1], statistic.isDifference ? .nan : tally.exactWidth].map {
                $0.isNaN ? "" : String(format: "%.5f", $0 * share)
            }
            let cell = ["\"\(family.name)\"", "\(mean)", "\(problems)", statistic.name, "\(pools)"]
            return (cell + [String(format: "%.5f", truth)] + figures + widths).joined(separator: ",")
        }
    }
}

/// The sums over the pools of a cell.
struct Tally {
    var covered = [0.0, 0.0]
    var width = [0.0, 0.0]
    /// That of Clopper–Pearson on the rounded count.
    var exactWidth = 0.0

    mutating func add(_ values: [Double], _ statistic: Statistic, truth: Double, _ resampling: Resampling) {
        for (index, rule) in Rule.all.enumerated() {
            let interval = rule.interval(statistic, values, resampling)
            // The truth is itself simulated; what is equal but for rounding is covered.
            if interval.low - 1e-9 <= truth, truth <= interval.high + 1e-9 { covered[index] += 1 }
            width[index] += interval.high - interval.low
        }
        guard !statistic.isDifference else { return }
        let count = min(Double(values.count), max(0, values.reduce(0, +).rounded()))
        let exact = Interval.clopperPearson(successes: count, trials: values.count)
        exactWidth += exact.high - exact.low
    }
}
