import WinnowJSON

extension Table {
    /// A JSON object with `title`, `rows` (one object per row, in the columns' order, all digits, null for missing
    /// values, the texts `inf` and `-inf` for infinite numbers, which JSON has none of) and `footnotes`; marks are left out. Ends with a line break.
    ///
    /// Source: RFC 8259.
    public var json: String {
        var writer = JSONWriter(.indented(levels: 2))
        let names = dataNames
        writer.writeObject { writer in
            writer.write(name: "title")
            writer.write(string: title)
            writer.write(name: "rows")
            writer.writeArray { writer in
                for row in rows { writer.writeObject { write(row, names, to: &$0) } }
            }
            writer.write(name: "footnotes")
            writer.writeArray { writer in for note in footnotes { writer.write(string: note) } }
        }
        return writer.text + "\n"
    }

    private func write(_ row: [Cell], _ names: [String], to writer: inout JSONWriter) {
        for (name, datum) in zip(names, data(of: row)) {
            writer.write(name: name)
            switch datum {
            case .missing: writer.write(literal: "null")
            case .text(let text): writer.write(string: text)
            case .number(let number) where number.hasSuffix("inf"): writer.write(string: number)
            case .number(let number): writer.write(literal: number)
            }
        }
    }
}
