import Foundation
import WinnowReport
import WinnowStatistics

extension Cell {
    /// Makes the mean of a value of each problem, with its interval over problems; missing without a problem.
    static func mean(of perProblem: [Double], _ resampling: Resampling) -> Cell {
        guard let interval = Interval.interval(of: perProblem, resampling: resampling) else { return .missing }
        return .estimate(
            WinnowStatistics.mean(of: perProblem), low: interval.low, high: interval.high)
    }

    /// Makes the mean of amounts, which are no rates also where they happen to lie in [0, 1].
    static func amount(of perProblem: [Double], _ resampling: Resampling) -> Cell {
        guard !perProblem.isEmpty else { return .missing }
        let centre = WinnowStatistics.mean(of: perProblem)
        let interval = Interval.amount(of: perProblem, resampling: resampling)
        // Equal values show no spread to build an interval from.
        let hasWidth = interval.method != .constant
        return .estimate(centre, low: hasWidth ? interval.low : nil, high: hasWidth ? interval.high : nil)
    }

    /// Makes the mean of differences of two rates of each problem.
    static func difference(of perProblem: [Double]) -> Cell {
        guard !perProblem.isEmpty else { return .missing }
        let interval = Interval.difference(perProblem)
        return .estimate(WinnowStatistics.mean(of: perProblem), low: interval.low, high: interval.high)
    }

    /// Makes a statistic with the percentile interval of its replicates.
    static func estimate(_ value: Double, _ replicates: BootstrapReplicates) -> Cell {
        estimate(value, replicates.interval())
    }

    /// Makes a statistic with its interval, if it has one.
    ///
    /// What is undefined is said in a word, because a missing number could be anything.
    static func estimate(_ value: Double, _ interval: Interval?) -> Cell {
        guard !value.isNaN else { return .text("undefined") }
        return .estimate(value, low: interval?.low, high: interval?.high)
    }

    /// Makes a difference of two strategies or kinds on the same problems.
    static func difference(_ comparison: PairedComparison) -> Cell {
        .estimate(comparison.difference, low: comparison.interval.low, high: comparison.interval.high)
    }
}

extension Interval {
    /// Makes the interval of the mean of a value of each problem; there is at least one.
    static func mean(of perProblem: [Double], _ resampling: Resampling) -> Interval {
        interval(of: perProblem, resampling: resampling) ?? Interval(low: .nan, high: .nan, method: .constant)
    }
}

/// The bootstrap draws are by the number of problems, made once for each.
final class ResamplingsBySize {
    private var made: [Int: Resampling] = [:]

    subscript(problems: Int) -> Resampling {
        if let resampling = made[problems] { return resampling }
        let resampling = Resampling(problems: problems)
        made[problems] = resampling
        return resampling
    }
}
