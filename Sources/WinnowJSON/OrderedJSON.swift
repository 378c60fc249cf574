import WinnowBounds
import WinnowText

/// A JSON value whose keys stay in the order they are given, so that equal data are equal bytes.
public indirect enum OrderedJSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Written with as many digits as it takes to read the same number back; not finite becomes null.
    case number(Double)
    case string(String)
    case array([OrderedJSON])
    case object([(key: String, value: OrderedJSON)])

    /// Null for nil.
    public static func optional<Value>(_ value: Value?, _ wrap: (Value) -> OrderedJSON) -> OrderedJSON {
        value.map(wrap) ?? .null
    }

    /// One line, without a line break.
    public var text: String {
        var text = ""
        append(to: &text)
        return text
    }

    private func append(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? Self.digits(value) : "null"
        case .string(let value): text += JSONText.string(value)
        case .array(let values):
            text += "["
            for (place, value) in values.enumerated() {
                if place > 0 { text += ", " }
                value.append(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.enumerated() {
                if place > 0 { text += ", " }
                text += JSONText.string(member.key)
                text += ": "
                member.value.append(to: &text)
            }
            text += "}"
        }
    }

    private static func digits(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(clamping: value)).0" : "\(value)"
    }
}
