import WinnowText

extension Table {
    /// Writes the table as an HTML figure: a caption, a header cell for each column and row, and the footnotes below.
    ///
    /// Every cell with a number has it in `data-v` with all digits, for a script that sorts.
    ///
    /// - Parameter isFolded: whether readers open it to see it.
    public func html(isFolded: Bool = false) -> String {
        let table = forPeople
        let notes = table.footnotes.map { "<p>\(HTMLText.escaped($0))</p>" }.joined()
        let caption = table.title.isEmpty || isFolded ? "" : "<caption>\(HTMLText.escaped(table.title))</caption>"
        let body = """
            <div class="scroll" tabindex="0" role="group" aria-label="\(HTMLText.escaped(label(of: table)))"><table>\
            \(caption)\(table.head)\(table.body)</table></div>
            """
        let made =
            notes.isEmpty
            ? "" : "<details class=\"notes\"><summary>How these figures were made</summary>\(notes)</details>"
        guard isFolded else { return "<div class=\"figure\">\(body)\(made)</div>\n" }
        return """
            <details class="folded"><summary>\(HTMLText.escaped(table.title.isEmpty ? "Table" : table.title))</summary>\
            \(body)\(made)</details>

            """
    }

    private func label(of table: Table) -> String { table.title.isEmpty ? "table" : table.title }

    private var head: String {
        let cells = columns.map { column in
            "<th scope=\"col\"\(column.alignment == .right ? " class=\"n\"" : "")>\(HTMLText.escaped(column.header))</th>"
        }
        return "<thead><tr>\(cells.joined())</tr></thead>"
    }

    private var body: String {
        let lines = zip(rows, texts).map { row, texts in
            let cells = columns.indices.map { place in
                let column = columns[place]
                let tag = place == 0 ? "th scope=\"row\"" : "td"
                let text = row[place].html(as: texts[place], in: column.kind)
                let sides = column.alignment == .right ? " class=\"n\"" : ""
                return "<\(tag)\(sides)\(row[place].sortKey)>\(text)</\(place == 0 ? "th" : "td")>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return "<tbody>\(lines.joined())</tbody>"
    }
}

extension Cell {
    /// The number that a script sorts by, as an attribute; empty for words.
    fileprivate var sortKey: String {
        let number: Double? =
            switch value {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            case .estimate(let number, _, _): number
            case .text, .missing: nil
            }
        guard let number, !number.isNaN else { return "" }
        let text = number.isInfinite ? (number > 0 ? "1e999" : "-1e999") : "\(number)"
        return " data-v=\"\(text)\""
    }

    /// Writes the cell with its mark; the interval of an estimate is apart from its value.
    fileprivate func html(as text: String, in kind: Column.Kind) -> String {
        guard !text.isEmpty else { return "" }
        var shown = HTMLText.escaped(text)
        if case .estimate = value, let bracket = shown.firstIndex(of: "[") {
            shown = "\(shown[..<bracket])<span class=\"ci\">\(shown[bracket...])</span>"
        }
        return switch mark {
        case nil: shown
        case .best: "<strong>\(shown)</strong>"
        case .byConstruction: "\(shown) †"
        }
    }
}
