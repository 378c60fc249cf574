/// A cell is one value of a ``Table``.
public struct Cell: Hashable, Sendable {
    public var value: Value

    /// The mark is shown for people only; CSV and JSON hold values.
    public var mark: Mark?

    public enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int)

        /// NaN is shown as missing.
        case number(Double)

        /// A value between the ends of its interval; the ends may be nil or NaN, and all three infinite.
        case estimate(Double, low: Double?, high: Double?)

        case missing
    }

    public enum Mark: Hashable, Sendable {
        /// The cell cannot be distinguished from the top: it is bold.
        case best

        /// The cell equals another row's by identity: it has a dagger.
        case byConstruction
    }

    public init(_ value: Value, mark: Mark? = nil) {
        self.value = value
        self.mark = mark
    }

    public static func text(_ text: String) -> Cell { Cell(.text(text)) }
    public static func integer(_ integer: Int) -> Cell { Cell(.integer(integer)) }
    public static func number(_ number: Double) -> Cell { Cell(.number(number)) }

    public static func estimate(_ value: Double, low: Double?, high: Double?) -> Cell {
        Cell(.estimate(value, low: low, high: high))
    }

    public static let missing = Cell(.missing)
}

extension Cell {
    /// Writes the cell for people in a column of this kind, without its mark; empty when missing.
    ///
    /// A value of another type than the column's is written as it is, so that a table shows odd cells too.
    func text(in kind: Column.Kind) -> String {
        let style: NumberStyle =
            switch kind {
            case .number(let style), .estimate(let style): style
            case .integer: .decimal(digits: 0)
            case .text: .decimal(digits: 3)
            }
        switch value {
        case .missing: return ""
        case .text(let text): return text
        case .integer(let integer): return "\(integer)"
        case .number(let number): return number.isNaN ? "" : style.text(number) + (number.isFinite ? style.unit : "")
        case .estimate(let value, let low, let high):
            guard !value.isNaN else { return "" }
            let text = style.text(value) + (value.isFinite ? style.unit : "")
            guard let low, let high, !low.isNaN, !high.isNaN else { return text }
            // What is infinite has one limit only.
            if value == .infinity, high == .infinity {
                return low.isFinite ? "\(text), above \(style.text(low))" : text
            }
            if value == -.infinity, low == -.infinity {
                return high.isFinite ? "\(text), below \(style.text(high))" : text
            }
            return "\(text) [\(style.text(low)), \(style.text(high))]"
        }
    }
}
