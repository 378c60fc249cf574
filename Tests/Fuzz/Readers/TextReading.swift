import WinnowReport
import WinnowText

/// The encoders: what they write has nothing that acts on whoever reads it.
enum TextReading {
    static func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        require(!VisibleText.line(text).unicodeScalars.contains(where: VisibleText.isHidden), "a line hides nothing")
        let shown = VisibleText.shown(text, lines: true)
        require(
            shown.unicodeScalars.allSatisfy { !VisibleText.isHidden($0) || $0 == "\n" || $0 == "\t" },
            "a page hides nothing")
        require(TerminalStyle.shown(shown).utf8.elementsEqual(shown.utf8), "a page without styles is one with none")
        quotes(GnuplotText.string(text))
        require(CSVText.field(text).utf8.count >= text.utf8.count, "a field has all of its text")
        require(LaTeXText.escaped(text).utf8.count >= VisibleText.line(text).utf8.count, "LaTeX has all of a text")
        require(!MarkdownText.escaped(text).utf8.contains(UInt8(ascii: "\n")), "a cell is one line")
        _ = ShellText.word(text)
        _ = Redaction(of: String(text.prefix(20))).applied(to: text)
        _ = LookAlikes.marked([text, "a" + text, text.uppercased()])
        let table = Table(
            title: text, columns: [Column(text)], rows: [[.text(text)], [.text(text + "é")]], footnotes: [text])
        for format in TableFormat.allCases { _ = table.rendered(as: format) }
    }

    /// Outside of its strings a gnuplot expression has nothing but dots.
    private static func quotes(_ expression: String) {
        var quote: Unicode.Scalar?
        for scalar in expression.unicodeScalars {
            if let open = quote {
                if scalar == open { quote = nil }
            } else {
                require(scalar == "'" || scalar == "\"" || scalar == ".", "gnuplot reads strings alone")
                if scalar != "." { quote = scalar }
            }
        }
        require(quote == nil, "gnuplot's strings end")
    }
}
