/// A style is a colour of a terminal.
///
/// Source: ECMA-48, select graphic rendition.
public enum TerminalStyle: String, CaseIterable, Sendable {
    case bold = "1"
    case red = "31"
    case green = "32"

    private static let reset = "\u{1B}[0m"

    /// Makes the text in the style. What is foreign in it must be shown already (``VisibleText``).
    public func styled(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\(Self.reset)" }

    /// Makes a page of several lines in which nothing but these styles acts on the terminal.
    public static func shown(_ text: String) -> String {
        let sequences = (allCases.map { "\u{1B}[\($0.rawValue)m" } + [reset]).map { Array($0.unicodeScalars) }
        var result = ""
        var rest = Array(text.unicodeScalars)[...]
        while let escape = rest.firstIndex(of: "\u{1B}") {
            result += VisibleText.shown(String(String.UnicodeScalarView(rest[..<escape])), lines: true)
            rest = rest[escape...]
            if let sequence = sequences.first(where: { rest.starts(with: $0) }) {
                result.unicodeScalars += sequence
                rest = rest.dropFirst(sequence.count)
            } else {
                result += VisibleText.escape("\u{1B}")
                rest = rest.dropFirst()
            }
        }
        return result + VisibleText.shown(String(String.UnicodeScalarView(rest)), lines: true)
    }
}
