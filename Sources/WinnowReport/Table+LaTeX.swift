import WinnowText

extension Table {
    /// The text is a LaTeX `table` with rules of the package booktabs; it ends with a line break.
    public var latex: String {
        var lines = [#"\begin{table}"#, #"\centering"#]
        if !title.isEmpty { lines.append(#"\caption{"# + LaTeXText.escaped(title) + "}") }
        // Behind the caption, whose number it refers to.
        if let label { lines.append(#"\label{"# + label.text + "}") }
        let alignment = columns.map { $0.alignment == .left ? "l" : "r" }.joined()
        lines += [#"\begin{tabular}{"# + alignment + "}", #"\toprule"#]
        lines += [LaTeXText.row(columns.map { LaTeXText.escaped($0.header) }), #"\midrule"#]
        for (row, texts) in zip(rows, texts) {
            lines.append(
                LaTeXText.row(
                    zip(row, texts).map { cell, said in
                        let text = LaTeXText.escaped(said)
                        return switch cell.mark {
                        case _ where text.isEmpty: text
                        case nil: text
                        case .best: #"\textbf{"# + text + "}"
                        case .byConstruction: text + #"\textsuperscript{\dag}"#
                        }
                    }))
        }
        lines += [#"\bottomrule"#, #"\end{tabular}"#]
        for note in footnotes { lines.append(#"\par\footnotesize "# + LaTeXText.escaped(note)) }
        lines.append(#"\end{table}"#)
        return lines.joined(separator: "\n") + "\n"
    }
}
