extension Table {
    /// A LaTeX `table` with rules of the package booktabs; ends with a line break.
    public var latex: String {
        var lines = [#"\begin{table}"#, #"\centering"#]
        if !title.isEmpty { lines.append(#"\caption{"# + latexEscaped(title) + "}") }
        let alignment = columns.map { $0.alignment == .left ? "l" : "r" }.joined()
        lines += [#"\begin{tabular}{"# + alignment + "}", #"\toprule"#]
        lines += [latexRow(columns.map { latexEscaped($0.header) }), #"\midrule"#]
        for row in rows {
            lines.append(
                latexRow(
                    zip(row, columns).map { cell, column in
                        let text = latexEscaped(cell.text(in: column.kind))
                        return switch cell.mark {
                        case _ where text.isEmpty: text
                        case nil: text
                        case .best: #"\textbf{"# + text + "}"
                        case .byConstruction: text + #"\textsuperscript{\dag}"#
                        }
                    }))
        }
        lines += [#"\bottomrule"#, #"\end{tabular}"#]
        for note in footnotes { lines.append(#"\par\footnotesize "# + latexEscaped(note)) }
        lines.append(#"\end{table}"#)
        return lines.joined(separator: "\n") + "\n"
    }

    /// A row that begins with a bracket would be read as an argument of the line break before it.
    private func latexRow(_ cells: [String]) -> String {
        let row = cells.joined(separator: " & ")
        return (row.hasPrefix("[") || row.hasPrefix("*") ? "{}" : "") + row + #" \\"#
    }

    private func latexEscaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
            case "\\": result += #"\textbackslash{}"#
            case "~": result += #"\textasciitilde{}"#
            case "^": result += #"\textasciicircum{}"#
            case "<": result += #"\textless{}"#
            case ">": result += #"\textgreater{}"#
            case "|": result += #"\textbar{}"#
            case "†": result += #"\dag{}"#
            case "≥": result += #"$\ge$"#
            case "−": result += "$-$"
            case "×": result += #"$\times$"#
            case "·": result += #"$\cdot$"#
            case "∞": result += #"$\infty$"#
            case "Σ": result += #"$\Sigma$"#
            case "…": result += #"\dots{}"#
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
