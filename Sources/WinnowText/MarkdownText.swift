/// The text of GitHub-flavoured Markdown is encoded here, in table cells and elsewhere.
public enum MarkdownText {
    /// Encodes text of one line so that it is read as text: nothing of it is markup, a link, an entity, mathematics, HTML
    /// or the end of a cell. Hidden signs are shown as escapes. GitHub makes a link of an address of e-mail in any text.
    ///
    /// - Parameter startsLine: whether the text begins a line, where some signs begin a heading, a list or a quotation.
    /// - Complexity: linear.
    ///
    /// Source: CommonMark 0.31.2, section 2.4 (backslash escapes); GitHub Flavored Markdown 0.29, sections 4.10 and 6.9.
    public static func escaped(_ text: String, startsLine: Bool = false) -> String {
        var scalars = Array(VisibleText.line(text).unicodeScalars)
        // Four spaces would make it code.
        if startsLine { scalars = Array(scalars.drop { $0 == " " }) }
        let lineSign = startsLine ? lineSign(scalars) : nil
        var result = ""
        for (place, scalar) in scalars.enumerated() {
            let next = place + 1 < scalars.count ? scalars[place + 1] : nil
            let begins: Bool =
                switch scalar {
                case "\\", "|", "*", "_", "`", "<", "~", "$": true
                // A link, or the definition of one.
                case "]": next == "(" || next == "[" || next == ":"
                case "&": next == "#" || next?.properties.isAlphabetic == true || next?.properties.numericType != nil
                // An address, which GitHub makes a link of.
                case ":": next == "/"
                case ".": place >= 3 && scalars[place - 3..<place].allSatisfy { $0 == "w" || $0 == "W" }
                default: false
                }
            if begins || place == lineSign { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// Encodes a row of a table.
    ///
    /// - Parameter cells: in Markdown already.
    public static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// Finds the sign that would make the line something else than a paragraph.
    private static func lineSign(_ scalars: [Unicode.Scalar]) -> Int? {
        guard let first = scalars.first else { return nil }
        if "#>+-=[".unicodeScalars.contains(first) { return 0 }
        let digits = scalars.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, digits.endIndex < scalars.count, ".)".unicodeScalars.contains(scalars[digits.endIndex])
        else { return nil }
        return digits.endIndex
    }
}
