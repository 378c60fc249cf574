import WinnowBounds
public import WinnowJSON
import WinnowText

/// Reads one YAML document as the value that it is.
///
/// An alias stands for a value that is written elsewhere, so a short text can mean more than any memory holds: values are
/// counted with aliases expanded (``Bounds/values``). Names of members are single words or texts; a document whose names
/// are lists or objects, which no JSON value can have, is refused.
///
/// Source: yaml.org/spec/1.2.2; texts without quotes are read by its core schema and the truth values of YAML 1.1.
public enum YAMLDocument {
    /// - Throws: ``YAMLFault`` for a text that is not YAML, or whose values are too many or too deep.
    /// - Complexity: linear in the text and in the values it stands for.
    public static func value(of text: String) throws(YAMLFault) -> JSONValue {
        var reader = try YAMLReader(text)
        return try reader.document()
    }

    /// Reads what an unquoted text means.
    static func plain(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": .bool(false)
        case ".nan", ".NaN", ".NAN": .number("nan")
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .number("inf")
        case "-.inf", "-.Inf", "-.INF": .number("-inf")
        default: isNumber(text) ? .number(text) : .string(text)
        }
    }

    /// Tells whether a text is a decimal number. Those of YAML 1.1 in base 60, such as 12:30, are texts, as in YAML
    /// 1.2.
    private static func isNumber(_ text: String) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard text.utf8.count <= 400, text.utf8.contains(where: digits.contains) else { return false }
        let signs = "+-.eE".utf8
        return text.utf8.allSatisfy { digits.contains($0) || signs.contains($0) } && Double(text) != nil
    }
}

/// The fault says why a text is no YAML document that can be read, in a few words without a full stop.
public struct YAMLFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
