/// Lays out lines for a terminal: wrapping at spaces, indentation, colours.
struct InspectionPage {
    /// The columns at which lines are wrapped; a longer word keeps its line to itself.
    let width: Int
    let isColored: Bool

    /// The text behind a label, both indented by two, its further lines below the first.
    ///
    /// Control characters, which could make the terminal do things, are replaced.
    func wrapped(_ label: String, _ text: String) -> [String] {
        let margin = "  " + label
        var lines: [String] = []
        var line = margin
        var isEmpty = true
        for word in harmless(text).split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: margin.count)
                isEmpty = true
            }
            line += isEmpty ? String(word) : " " + word
            isEmpty = false
        }
        return lines + [line]
    }

    private func harmless(_ text: String) -> String {
        String(text.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "\u{FFFD}" : $0 })
    }

    /// The lines of a picture, unchanged but for the indentation.
    func indented(_ picture: String) -> [String] {
        picture.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func red(_ text: String) -> String { styled(text, "31") }
    func green(_ text: String) -> String { styled(text, "32") }

    /// Source: ECMA-48, select graphic rendition.
    private func styled(_ text: String, _ code: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
