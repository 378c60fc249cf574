import WinnowText

/// A layout says how much of a report people see at a time; formats for programs always have all of it.
public struct PageLayout: Hashable, Sendable {
    /// Lines on a terminal have at most so many columns; nil for lines of any length.
    public var width: Int?

    /// Each table is followed by at most so many lines of footnotes; nil for all of them.
    public var footnoteLines: Int?

    public init(width: Int?, footnoteLines: Int?) {
        self.width = width.map { max(20, $0) }
        self.footnoteLines = footnoteLines
    }

    /// The whole report, in lines of any length.
    public static let whole = PageLayout(width: nil, footnoteLines: nil)

    /// True where nothing is left out.
    public var isWhole: Bool { footnoteLines == nil }

    /// Footnotes are counted in lines of so many columns where lines may have any length.
    private static let usualWidth = 100

    /// The last line of footnotes that are not all there says so.
    private static let more = "More on these figures: --explain"

    /// Chooses the footnotes that fit, from the first on; whole ones only.
    func chosen(_ footnotes: [String]) -> [String] {
        guard let footnoteLines else { return footnotes }
        func lines(_ text: String) -> Int { wrapped(text, to: width ?? Self.usualWidth).count }
        guard footnotes.reduce(0, { $0 + lines($1) }) > footnoteLines else { return footnotes }
        var left = footnoteLines - 1
        let shown = footnotes.prefix {
            left -= lines($0)
            return left >= 0
        }
        return shown + [Self.more]
    }

    /// Breaks a text of one line at spaces into lines that fit, with hidden signs shown.
    public func broken(_ text: String) -> [String] { lines(of: VisibleText.line(text)) }

    /// Breaks a text at spaces into lines that fit; a longer word is cut.
    func lines(of text: String) -> [String] {
        guard let width else { return [text] }
        return wrapped(text, to: width)
    }
}

/// Breaks a text at spaces into lines of at most so many characters; a longer word is cut.
///
/// - Complexity: linear in the text.
func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var count = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        var word = word
        var length = word.count
        if count > 0, count + 1 + length <= width {
            line += " " + word
            count += 1 + length
            continue
        }
        if count > 0 { lines.append(line) }
        while length > width {
            lines.append(String(word.prefix(width)))
            word = word.dropFirst(width)
            length -= width
        }
        (line, count) = (String(word), length)
    }
    if count > 0 || lines.isEmpty { lines.append(line) }
    return lines
}
