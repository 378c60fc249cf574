import WinnowText

extension Table {
    /// A JSON object with `title`, `rows` (one object per row, in the columns' order, all digits, null for missing
    /// values) and `footnotes`; marks are left out. Ends with a line break.
    ///
    /// Source: RFC 8259.
    public var json: String {
        let names = dataNames.map(JSONText.string)
        let objects = rows.map { row in
            let members = zip(names, data(of: row)).map { name, datum in
                let value =
                    switch datum {
                    case .missing: "null"
                    case .text(let text): JSONText.string(text)
                    case .number(let number): number
                    }
                return "\(name): \(value)"
            }
            return "\n    {" + members.joined(separator: ", ") + "}"
        }
        let notes = footnotes.map { "\n    " + JSONText.string($0) }
        return """
            {
              "title": \(JSONText.string(title)),
              "rows": \(jsonArray(objects)),
              "footnotes": \(jsonArray(notes))
            }

            """
    }

    private func jsonArray(_ lines: [String]) -> String {
        lines.isEmpty ? "[]" : "[" + lines.joined(separator: ",") + "\n  ]"
    }
}
