import WinnowJSON
import WinnowText

/// The one parser of JSON.
enum JSONReading {
    static func read(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
        visit(value)
        let again = try? JSONValue(parsing: text(of: value))
        require(again == value, "what was read is what is read when it has been written")
    }

    private static func visit(_ value: JSONValue) {
        _ = (value.number, value.integer, value.text, value.flag)
        _ = value.at("a.0.b")
        switch value {
        case .array(let elements): for element in elements { visit(element) }
        case .object(let members): for (_, member) in members { visit(member) }
        default: break
        }
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number("nan"): "NaN"
        case .number("inf"): "Infinity"
        case .number("-inf"): "-Infinity"
        case .number(let digits): digits
        case .string(let string): JSONText.string(string)
        case .array(let elements): "[\(elements.map(text).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\(JSONText.string($0.key.text)):\(text(of: $0.value))" }.joined(separator: ","))}"
        }
    }
}
