import Foundation

/// A style says how a number is written for people; CSV and JSON always have all digits.
public enum NumberStyle: Hashable, Sendable {
    /// The number has this many digits after the point.
    case decimal(digits: Int)

    /// A rate in [0, 1] is written as a percentage, with this many digits after the point.
    case percent(digits: Int)

    /// A rate or a difference of rates is written in points of a percent, without a sign: where a title says `in %`.
    case points(digits: Int)

    /// The number has an exponent and this many digits after the point, such as `1.5e9`; for FLOPs.
    case scientific(digits: Int)

    /// The number's text, without a percent sign; `∞` where it is infinite.
    func text(_ number: Double) -> String {
        guard !number.isInfinite else { return number > 0 ? "∞" : "−∞" }
        return switch self {
        case .decimal(let digits): fixed(number, digits)
        case .percent(let digits), .points(let digits): fixed(100 * number, digits)
        case .scientific(let digits): scientific(number, digits)
        }
    }

    var unit: String {
        if case .percent = self { "%" } else { "" }
    }

    private func fixed(_ number: Double, _ digits: Int) -> String {
        withoutNegativeZero(String(format: "%.\(digits)f", number))
    }

    private func scientific(_ number: Double, _ digits: Int) -> String {
        guard number != 0, number.isFinite else { return fixed(number, 0) }
        let parts = String(format: "%.\(digits)e", number).split(separator: "e")
        return "\(parts[0])e\(Int(parts[1]) ?? 0)"
    }

    /// `-0.0` says nothing that `0.0` does not.
    private func withoutNegativeZero(_ text: String) -> String {
        text.hasPrefix("-") && !text.contains { "123456789".contains($0) } ? String(text.dropFirst()) : text
    }
}
