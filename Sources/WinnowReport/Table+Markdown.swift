import WinnowText

extension Table {
    /// The text is GitHub-flavoured Markdown: the title in bold, the table, the footnotes; it ends with a line break.
    public var markdown: String { markdown(.whole) }

    /// Writes the table in Markdown with the footnotes of a layout.
    func markdown(_ layout: PageLayout) -> String {
        var lines: [String] = title.isEmpty ? [] : ["**\(MarkdownText.escaped(title))**", ""]
        lines.append(MarkdownText.row(columns.map { MarkdownText.escaped($0.header) }))
        lines.append(MarkdownText.row(columns.map { $0.alignment == .left ? ":--" : "--:" }))
        for (row, texts) in zip(rows, texts) {
            lines.append(
                MarkdownText.row(
                    zip(row, texts).map { cell, said in
                        let text = MarkdownText.escaped(said)
                        return switch cell.mark {
                        case _ where text.isEmpty: text
                        case nil: text
                        case .best: "**\(text)**"
                        case .byConstruction: "\(text) †"
                        }
                    }))
        }
        for note in layout.chosen(footnotes) { lines += ["", MarkdownText.escaped(note, startsLine: true)] }
        return lines.joined(separator: "\n") + "\n"
    }
}
