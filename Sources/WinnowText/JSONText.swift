/// Strings of JSON (RFC 8259).
public enum JSONText {
    /// Encodes a string with its quotes.
    ///
    /// Besides what JSON demands, it escapes what YAML 1.2 does not allow inside a quoted text, so that the string is one
    /// of YAML as well: DEL, C1, separators of lines, the byte order mark.
    ///
    /// - Complexity: linear; most texts need no escapes, and are copied whole.
    public static func string(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case ..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
                result += VisibleText.escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
