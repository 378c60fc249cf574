import Foundation
import WinnowReport
import WinnowStatistics

extension Cell {
    /// The mean of a value of each problem, with its interval over problems; missing without a problem.
    static func mean(of perProblem: [Double], _ resampling: Resampling) -> Cell {
        guard let interval = Interval.interval(of: perProblem, resampling: resampling) else { return .missing }
        return .estimate(
            WinnowStatistics.mean(of: perProblem), low: interval.low, high: interval.high)
    }

    /// The mean of amounts, which are no rates also where they happen to lie in [0, 1].
    static func amount(of perProblem: [Double], _ resampling: Resampling) -> Cell {
        guard !perProblem.isEmpty else { return .missing }
        let centre = WinnowStatistics.mean(of: perProblem)
        let interval = Interval.amount(of: perProblem, resampling: resampling)
        // Equal values show no spread to build an interval from.
        let hasWidth = interval.method != .constant
        return .estimate(centre, low: hasWidth ? interval.low : nil, high: hasWidth ? interval.high : nil)
    }

    /// The mean of differences of two rates of each problem.
    static func difference(of perProblem: [Double]) -> Cell {
        guard !perProblem.isEmpty else { return .missing }
        let interval = Interval.difference(perProblem)
        return .estimate(WinnowStatistics.mean(of: perProblem), low: interval.low, high: interval.high)
    }

    /// A statistic with the percentile interval of its replicates.
    static func estimate(_ value: Double, _ replicates: BootstrapReplicates) -> Cell {
        estimate(value, replicates.interval())
    }

    /// A statistic with its interval, if it has one.
    ///
    /// What is infinite or undefined is said in words, because a missing number could be anything.
    static func estimate(_ value: Double, _ interval: Interval?) -> Cell {
        guard !value.isNaN else { return .text("undefined") }
        guard value.isFinite, interval?.high.isFinite != false, interval?.low.isFinite != false else {
            let ends = interval.map { " [\(word($0.low)), \(word($0.high))]" } ?? ""
            return .text(word(value) + ends)
        }
        return .estimate(value, low: interval?.low, high: interval?.high)
    }

    /// A difference of two strategies or kinds on the same problems.
    static func difference(_ comparison: PairedComparison) -> Cell {
        .estimate(comparison.difference, low: comparison.interval.low, high: comparison.interval.high)
    }

    private static func word(_ value: Double) -> String {
        value == .infinity ? "∞" : value == -.infinity ? "−∞" : String(format: "%.2f", value)
    }
}

extension Interval {
    /// The interval of the mean of a value of each problem; there is at least one.
    static func mean(of perProblem: [Double], _ resampling: Resampling) -> Interval {
        interval(of: perProblem, resampling: resampling) ?? Interval(low: .nan, high: .nan, method: .constant)
    }
}

/// Bootstrap draws by the number of problems, made once for each.
final class ResamplingsBySize {
    private var made: [Int: Resampling] = [:]

    subscript(problems: Int) -> Resampling {
        if let resampling = made[problems] { return resampling }
        let resampling = Resampling(problems: problems)
        made[problems] = resampling
        return resampling
    }
}
