/// The strings of JSON (RFC 8259) are encoded here.
public enum JSONText {
    /// The escapes say which signs a string does not have as they are.
    public enum Escapes: Hashable, Sendable {
        /// The string escapes what JSON demands.
        case required

        /// The string also escapes what YAML 1.2 does not allow inside a quoted text, so that it is one of YAML as
        /// well: DEL, C1, separators of lines, the byte order mark.
        case forYAML
    }

    /// Encodes a string with its quotes.
    ///
    /// - Complexity: linear; most texts need no escapes, and are copied whole.
    public static func string(_ text: String, escapes: Escapes = .forYAML) -> String {
        let highest: UInt8 = escapes == .forYAML ? 0x7E : 0xFF
        let isPlain = text.utf8.allSatisfy {
            (0x20...highest).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch (scalar, escapes) {
            case ("\"", _): result += "\\\""
            case ("\\", _): result += "\\\\"
            case ("\u{8}", .required): result += "\\b"
            case ("\u{C}", .required): result += "\\f"
            case (..<" ", _): result += VisibleText.escape(scalar)
            case ("\u{7F}"..."\u{9F}", .forYAML), ("\u{2028}", .forYAML), ("\u{2029}", .forYAML),
                ("\u{FEFF}", .forYAML), ("\u{FFFE}", .forYAML), ("\u{FFFF}", .forYAML):
                result += VisibleText.escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
