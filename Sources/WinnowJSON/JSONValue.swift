import WinnowText

/// A value is that of a recorded file, whether it was written as JSON or as YAML, or one to be written.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)

    /// A number stands as it was written, so that nothing is lost of a decimal fraction or of a long integer.
    case number(String)
    case string(String)
    case array([JSONValue])

    /// An object has its members by their names, in order; of equal names the last one counts.
    case object(JSONObject)
}

extension JSONValue {
    /// Makes an object of members in order.
    public static func object(_ members: [(key: String, value: JSONValue)]) -> JSONValue {
        .object(JSONObject(members))
    }

    /// Makes an object of texts, in the order of their names.
    public static func object(sorting texts: [String: String]) -> JSONValue {
        .object(
            texts.map { (key: $0.key, value: JSONValue.string($0.value)) }
                .sorted { ExactText($0.key) < ExactText($1.key) })
    }

    /// Makes an object of members in the order of their names, which stand in no order.
    public static func object(sorting members: JSONObject) -> JSONValue {
        .object(members.sorted { $0.key < $1.key }.map { (key: $0.key.text, value: $0.value) })
    }

    /// Makes a whole number.
    public static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

    /// Makes a number with as many digits as it takes to read the same number back; null when it is not finite.
    public static func number(_ value: Double) -> JSONValue {
        // Zero has no sign.
        value.isFinite ? .number("\(value == 0 ? 0 : value)") : .null
    }

    /// Makes null of nil.
    public static func optional<Value>(_ value: Value?, _ wrap: (Value) -> JSONValue) -> JSONValue {
        value.map(wrap) ?? .null
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map { (key: $0.0, value: $0.1) })
    }
}

extension JSONValue {
    /// Finds the member of an object; nil where there is none.
    public subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[ExactText(key)] } else { nil }
    }

    /// Finds what a path such as `model.choices.0.text` leads to, or nil; a member whose own name has dots comes first.
    public func at(_ path: String) -> JSONValue? {
        if let member = self[path] { return member }
        guard let dot = path.firstIndex(of: ".") else { return child(path) }
        return child(String(path[..<dot]))?.at(String(path[path.index(after: dot)...]))
    }

    private func child(_ name: String) -> JSONValue? {
        switch self {
        case .object(let members): return members[ExactText(name)]
        case .array(let elements):
            guard let index = Int(name), elements.indices.contains(index) else { return nil }
            return elements[index]
        default: return nil
        }
    }

    public var string: String? { if case .string(let text) = self { text } else { nil } }

    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    public var object: JSONObject? { if case .object(let members) = self { members } else { nil } }

    public var isNull: Bool { self == .null }

    /// True where JSON has a word for every number in it, which it has not for `NaN` and `Infinity`.
    public var isFinite: Bool {
        switch self {
        case .number("nan"), .number("inf"), .number("-inf"): false
        case .null, .bool, .number, .string: true
        case .array(let elements): elements.allSatisfy(\.isFinite)
        case .object(let members): members.allSatisfy(\.value.isFinite)
        }
    }

    /// The value is read as a number, also where it was written as a string; nil for NaN, which says that there is
    /// none.
    public var number: Double? {
        let value: Double? =
            switch self {
            case .number(let text), .string(let text): Double(text)
            case .bool(let flag): flag ? 1 : 0
            default: nil
            }
        return value.flatMap { $0.isNaN ? nil : $0 }
    }

    /// The value is read as a whole number, also where it was written as `3.0` or as a string.
    public var integer: Int? {
        switch self {
        case .number(let text), .string(let text): Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
        default: nil
        }
    }

    /// The value is read as a text, a number or truth value as it was written; nil for what has parts and for nothing.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// The value is read as a judgement: a truth value, 0 or 1, or one of the words that programs write for them.
    public var flag: Bool? {
        switch self {
        case .bool(let flag): return flag
        case .number(let text):
            switch Double(text) {
            case 1: return true
            case 0: return false
            default: return nil
            }
        case .string(let text):
            guard text.utf8.count <= 20 else { return nil }
            switch text.lowercased() {
            case "true", "yes", "c", "correct", "right", "passed", "pass", "1", "accepted", "+": return true
            case "false", "no", "i", "incorrect", "wrong", "failed", "fail", "0", "rejected", "-", "n": return false
            default: return nil
            }
        case .null, .array, .object: return nil
        }
    }
}
