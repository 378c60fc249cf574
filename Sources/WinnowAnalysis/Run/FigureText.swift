import Foundation
import WinnowStatistics

/// Figures are written here as they stand in sentences.
enum FigureText {
    /// It reads as `91.5 %`.
    static func percent(_ rate: Double) -> String { String(format: "%.1f %%", 100 * rate) }

    /// It reads as `79.0 to 100.0 %`, or as one rate where both are the same as they are read.
    static func percents(_ least: Double, _ most: Double) -> String {
        let (low, high) = (percent(least), percent(most))
        return low == high ? low : String(low.dropLast(2)) + " to " + high
    }

    /// It reads as `91.5 % [84.5, 96.0]`.
    static func percent(_ rate: Double, _ interval: Interval) -> String { percent(rate) + " " + limits(interval) }

    /// It reads as `8.5 points [3.2, 15.1]`, of a difference of rates.
    static func points(_ difference: Double, _ interval: Interval) -> String {
        "\(tenth(difference)) points " + limits(interval)
    }

    /// A part of 1 in percent, to a tenth; what rounds to 0 has no sign.
    private static func tenth(_ part: Double) -> String {
        let text = String(format: "%.1f", 100 * part)
        return text == "-0.0" ? "0.0" : text
    }

    /// It reads as `[84.5, 96.0]`.
    static func limits(_ interval: Interval) -> String {
        "[\(tenth(interval.low)), \(tenth(interval.high))]"
    }

    /// It reads as `5.9 times`.
    static func times(_ ratio: Double) -> String { String(format: ratio < 100 ? "%.1f times" : "%.0f times", ratio) }

    /// It reads as `1 problem` or `40 problems`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// It reads as `a`, `a and b`, or `a, b and c`.
    static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Interval {
    /// True where the difference of which this is the interval has a sign.
    var excludesZero: Bool { low > 0 && !Rounding.areEqual(low, 0) || high < 0 && !Rounding.areEqual(high, 0) }
}
