/// A visible text has nothing that acts on the terminal, the editor or the reader's eye without being seen.
///
/// Text from models, files, servers and tools may hold escape sequences, line breaks that forge lines, and signs that
/// reorder or hide what stands around them. Each such scalar is shown as the escape that JSON has for it, such as
/// `\u001b` or `\n`; everything else stays as it is, also a backslash.
///
/// Source: Unicode Standard, sections 23.1 (control codes), 23.2 and 23.3 (layout controls, deprecated format characters);
/// Boucher and Anderson, "Trojan Source", arXiv 2111.00169, for the bidirectional ones.
public enum VisibleText {
    /// Shows what cannot be seen as escapes.
    ///
    /// - Parameter lines: whether line feeds and tabs stay, because the text is several lines of our own.
    /// - Complexity: linear; a text without anything to show is returned as it is.
    public static func shown(_ text: String, lines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { isHidden($0) && !(lines && isLayout($0)) }) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 32)
        for scalar in text.unicodeScalars {
            if isHidden(scalar), !(lines && isLayout(scalar)) {
                result += escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Shows a text in one line: its line breaks become spaces, and the rest is as ``shown(_:lines:)`` has it.
    public static func line(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\u{2028}", "\u{2029}":
                if scalar == "\n", result.last == "\r" { result.removeLast() }
                result.append(" ")
            default: result.append(scalar)
            }
        }
        return shown(String(result))
    }

    /// Makes the escape that JSON has for a scalar, two of them for one beyond the first 65,536.
    public static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: UTF16.encode(scalar)?.map(unit).joined() ?? ""
        }
    }

    /// Tells whether a scalar is a control character (C0, DEL, C1), a line or paragraph separator, or an invisible sign
    /// that only changes how others are laid out. The two joiners are not among them: scripts and emoji need them.
    public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xAC: false
        case ..<0x20, 0x7F...0x9F: true
        case 0x200C, 0x200D: false
        case 0x2028, 0x2029: true
        default: scalar.properties.generalCategory == .format && scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func isLayout(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }

    private static func unit(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
