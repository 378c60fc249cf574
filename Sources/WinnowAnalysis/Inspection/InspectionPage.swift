import WinnowText

/// Lays out lines for a terminal: wrapping at spaces, indentation, colours.
struct InspectionPage {
    /// The columns at which lines are wrapped; a longer word keeps its line to itself.
    let width: Int
    let isColored: Bool

    /// The text behind a label, both indented by two, its further lines below the first.
    ///
    /// What could make the terminal do things is shown as escapes.
    func wrapped(_ label: String, _ text: String) -> [String] {
        let margin = "  " + label
        var lines: [String] = []
        var line = margin
        var isEmpty = true
        for word in VisibleText.shown(text).split(separator: " ") {
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

    /// The lines of a picture, indented.
    func indented(_ picture: String) -> [String] {
        picture.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + VisibleText.shown(String($0)) }
    }

    func bold(_ text: String) -> String { styled(text, .bold) }
    func red(_ text: String) -> String { styled(text, .red) }
    func green(_ text: String) -> String { styled(text, .green) }

    private func styled(_ text: String, _ style: TerminalStyle) -> String { isColored ? style.styled(text) : text }
}
