/// The text of HTML is encoded here, between tags, in quoted attributes and in blocks of data.
public enum HTMLText {
    /// Encodes text of one line so that it is read as text: nothing of it is a tag, an entity or the end of an attribute.
    /// Hidden signs, such as those that change the direction of what follows, are shown as escapes.
    ///
    /// - Complexity: linear; a text without anything to encode is returned as it is.
    ///
    /// Source: HTML Living Standard, section 13.1.2.3 (attributes) and 13.1.4 (character references).
    public static func escaped(_ text: String) -> String {
        let text = VisibleText.line(text)
        guard text.utf8.contains(where: isSign) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 32)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Encodes JSON so that it can stand in a `script` element of data: nothing of it ends the element or begins a comment,
    /// and it is the same JSON.
    ///
    /// - Parameter json: in which `<`, `>` and `&` stand inside strings only, as in all JSON.
    /// - Complexity: linear.
    ///
    /// Source: HTML Living Standard, section 4.12.1.3 (restrictions for contents of script elements); ECMA-262, section
    /// 12.3 (line terminators).
    public static func data(_ json: String) -> String {
        guard json.utf8.contains(where: { isSign($0) || $0 == 0xE2 }) else { return json }
        var result = ""
        result.reserveCapacity(json.utf8.count + json.utf8.count / 16)
        for scalar in json.unicodeScalars {
            switch scalar {
            case "<", ">", "&", "\u{2028}", "\u{2029}": result += VisibleText.escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
