import WinnowText

extension Table {
    /// The text is plain, with aligned columns for terminals; a best cell ends with `*`, one equal by construction with
    /// `†`.
    ///
    /// Ends with a line break.
    public var terminal: String { terminal(.whole) }

    /// Writes the table for a terminal of some width.
    ///
    /// Where it is too wide, headings and then long texts take several lines, and what is still too wide becomes several
    /// blocks, each with the first column.
    func terminal(_ layout: PageLayout) -> String {
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
        var lines: [String] = []
        if !title.isEmpty { lines = layout.lines(of: VisibleText.line(title)) + [""] }
        let widths = fitted(cells, to: layout.width)
        // A column without a word in it says nothing.
        let said = columns.indices.filter { column in
            column == 0 || layout.width == nil || rows.isEmpty || cells.dropFirst().contains { !$0[column].isEmpty }
        }
        for (index, block) in blocks(said, widths, in: layout.width).enumerated() {
            if index > 0 { lines.append("") }
            lines += self.lines(of: cells, columns: block, widths: widths)
        }
        let footnotes = layout.chosen(footnotes).map { layout.lines(of: VisibleText.line($0)) }
        for (index, note) in footnotes.enumerated() {
            // A few lines stand together, many as paragraphs.
            if index == 0 || layout.footnoteLines == nil { lines.append("") }
            lines += note
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Between two columns there are so many spaces.
    private static let gap = 2

    /// A column of texts is not made narrower than this.
    private static let narrowest = 16

    /// A longer word may be cut.
    private static let longestWord = 40

    /// Finds how wide each column is: as wide as its cells, and less where that is too wide for a terminal.
    private func fitted(_ cells: [[String]], to width: Int?) -> [Int] {
        func widest(_ column: Int, _ rows: some Sequence<[String]>) -> Int { rows.map { $0[column].count }.max() ?? 0 }
        var widths = columns.indices.map { widest($0, cells) }
        guard let width else { return widths }
        var excess: Int { widths.reduce(0, +) + Self.gap * (widths.count - 1) - width }
        guard excess > 0 else { return widths }
        // Headings break at their words.
        for column in columns.indices {
            let words = cells[0][column].split(separator: " ").map(\.count).max() ?? 0
            let needed = max(words, widest(column, cells.dropFirst()))
            widths[column] = max(needed, widths[column] - max(0, excess))
        }
        let texts = columns.indices.filter { columns[$0].alignment == .left }.sorted { widths[$0] > widths[$1] }
        for column in texts where excess > 0 {
            let word = cells.flatMap { $0[column].split(separator: " ") }.map(\.count).max() ?? 0
            let least = max(Self.narrowest, min(word, Self.longestWord))
            widths[column] = max(min(widths[column], least), widths[column] - excess)
        }
        return widths.map { min($0, width) }
    }

    /// Parts the columns into blocks that fit.
    private func blocks(_ columns: [Int], _ widths: [Int], in width: Int?) -> [[Int]] {
        guard let width, let first = columns.first else { return [columns] }
        var blocks: [[Int]] = []
        var block = [first]
        var used = widths[first]
        for column in columns.dropFirst() {
            let needed = Self.gap + widths[column]
            if used + needed > width, block.count > 1 {
                blocks.append(block)
                (block, used) = ([first], widths[first])
            }
            block.append(column)
            used += needed
        }
        return blocks + [block]
    }

    private func lines(of cells: [[String]], columns block: [Int], widths: [Int]) -> [String] {
        var lines = cells.flatMap { row -> [String] in
            let parts = block.map { wrapped(row[$0], to: max(1, widths[$0])) }
            return (0..<(parts.map(\.count).max() ?? 1)).map { index in
                let padded = zip(block, parts).map { column, part in
                    let text = index < part.count ? part[index] : ""
                    let space = String(repeating: " ", count: max(0, widths[column] - text.count))
                    return columns[column].alignment == .left ? text + space : space + text
                }
                let line = padded.joined(separator: String(repeating: " ", count: Self.gap))
                return String(line.reversed().drop { $0 == " " }.reversed())
            }
        }
        let heading = block.map { wrapped(cells[0][$0], to: max(1, widths[$0])).count }.max() ?? 1
        let rule = block.map { String(repeating: "-", count: widths[$0]) }
        lines.insert(rule.joined(separator: String(repeating: " ", count: Self.gap)), at: heading)
        return lines
    }
}
