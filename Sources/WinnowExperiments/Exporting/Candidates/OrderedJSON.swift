import Foundation

/// A JSON value whose keys stay in the order they are given, so that equal data are equal bytes.
indirect enum OrderedJSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Written with as many digits as it takes to read the same number back; not finite becomes null.
    case number(Double)
    case string(String)
    case array([OrderedJSON])
    case object([(key: String, value: OrderedJSON)])

    /// Null for nil.
    static func optional<Value>(_ value: Value?, _ wrap: (Value) -> OrderedJSON) -> OrderedJSON {
        value.map(wrap) ?? .null
    }

    /// One line, without a line break.
    var text: String {
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
        case .string(let value): Self.append(value, to: &text)
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
                Self.append(member.key, to: &text)
                text += ": "
                member.value.append(to: &text)
            }
            text += "}"
        }
    }

    private static func digits(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value)).0" : "\(value)"
    }

    /// Appends a text as a JSON string (RFC 8259, section 7).
    ///
    /// What YAML 1.2 does not allow inside a quoted text is escaped too, so that the string is one of YAML as well.
    private static func append(_ string: String, to text: inout String) {
        text += "\""
        defer { text += "\"" }
        // Most texts need no escapes, and appending them whole is many times faster.
        let isPlain = string.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain {
            text += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case ..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
