import WinnowText

extension Table {
    /// The text is plain, with aligned columns for terminals; a best cell ends with `*`, one equal by construction with
    /// `†`.
    ///
    /// Ends with a line break.
    public var terminal: String {
        let cells =
            [columns.map { VisibleText.line($0.header) }]
            + zip(rows, texts).map { row, texts in
                zip(row, texts).map { cell, said in
                    let text = VisibleText.line(said)
                    return switch cell.mark {
                    case _ where text.isEmpty: text
                    case nil: text
                    case .best: text + "*"
                    case .byConstruction: text + "†"
                    }
                }
            }
        let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        var lines = cells.map { row in
            let padded = columns.indices.map { index in
                let space = String(repeating: " ", count: widths[index] - row[index].count)
                return columns[index].alignment == .left ? row[index] + space : space + row[index]
            }
            let line = padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        lines.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
        if !title.isEmpty { lines.insert(contentsOf: [VisibleText.line(title), ""], at: 0) }
        for note in footnotes { lines += ["", VisibleText.line(note)] }
        return lines.joined(separator: "\n") + "\n"
    }
}
