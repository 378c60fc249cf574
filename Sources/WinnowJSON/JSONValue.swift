public import WinnowText

/// A value of a recorded file, whether it was written as JSON or as YAML.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)

    /// As it was written, so that nothing is lost of a decimal fraction or of a long integer.
    case number(String)
    case string(String)
    case array([JSONValue])

    /// Members by their names, which differ when their bytes do; of equal names the last one counts.
    case object([ExactText: JSONValue])
}

extension JSONValue {
    /// The member of an object, or nil.
    public subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[ExactText(key)] } else { nil }
    }

    /// What a path such as `model.choices.0.text` leads to, or nil; a member whose own name has dots comes first.
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

    public var object: [ExactText: JSONValue]? { if case .object(let members) = self { members } else { nil } }

    public var isNull: Bool { self == .null }

    /// A number, also one that was written as a string; nil for NaN, which says that there is none.
    public var number: Double? {
        let value: Double? =
            switch self {
            case .number(let text), .string(let text): Double(text)
            case .bool(let flag): flag ? 1 : 0
            default: nil
            }
        return value.flatMap { $0.isNaN ? nil : $0 }
    }

    /// A whole number, also one that was written as `3.0` or as a string.
    public var integer: Int? {
        switch self {
        case .number(let text), .string(let text): Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
        default: nil
        }
    }

    /// A text, or a number or truth value as it was written; nil for what has parts and for nothing.
    public var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// A judgement: a truth value, 0 or 1, or one of the words that programs write for them.
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

extension JSONValue {
    /// The value as JSON, members in the order of their names, cut to so many characters.
    ///
    /// - Complexity: linear in `length`, but for the names of the objects it begins with.
    public func excerpt(length: Int) -> String {
        var text = ""
        append(to: &text, until: length)
        return String(text.unicodeScalars.prefix(length))
    }

    private func append(to text: inout String, until length: Int) {
        guard text.utf8.count < 4 * length else { return }
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number): text += number
        case .string(let string): text += JSONText.string(String(string.unicodeScalars.prefix(length)))
        case .array(let elements):
            text += "["
            for (place, element) in elements.prefix(length).enumerated() {
                if place > 0 { text += ", " }
                element.append(to: &text, until: length)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.sorted(by: { $0.key < $1.key }).prefix(length).enumerated() {
                if place > 0 { text += ", " }
                text += JSONText.string(String(member.key.text.unicodeScalars.prefix(length))) + ": "
                member.value.append(to: &text, until: length)
            }
            text += "}"
        }
    }
}
