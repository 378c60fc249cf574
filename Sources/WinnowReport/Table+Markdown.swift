extension Table {
    /// GitHub-flavoured Markdown: the title in bold, the table, the footnotes; ends with a line break.
    public var markdown: String {
        var lines: [String] = title.isEmpty ? [] : ["**\(markdownEscaped(title))**", ""]
        lines.append(markdownRow(columns.map { markdownEscaped($0.header) }))
        lines.append(markdownRow(columns.map { $0.alignment == .left ? ":--" : "--:" }))
        for row in rows {
            lines.append(
                markdownRow(
                    zip(row, columns).map { cell, column in
                        let text = markdownEscaped(cell.text(in: column.kind))
                        return switch cell.mark {
                        case _ where text.isEmpty: text
                        case nil: text
                        case .best: "**\(text)**"
                        case .byConstruction: "\(text) †"
                        }
                    }))
        }
        for note in footnotes { lines += ["", markdownEscaped(note)] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func markdownRow(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }

    /// A pipe would end the cell, a line break the row; the others would start markup or HTML.
    private func markdownEscaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", "|", "*", "_", "`", "<": result += "\\\(character)"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
