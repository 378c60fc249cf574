extension Table {
    /// A JSON object with `title`, `rows` (one object per row, in the columns' order, all digits, null for missing
    /// values) and `footnotes`; marks are left out. Ends with a line break.
    ///
    /// Source: RFC 8259.
    public var json: String {
        let names = dataNames.map(jsonString)
        let objects = rows.map { row in
            let members = zip(names, data(of: row)).map { name, datum in
                let value =
                    switch datum {
                    case .missing: "null"
                    case .text(let text): jsonString(text)
                    case .number(let number): number
                    }
                return "\(name): \(value)"
            }
            return "\n    {" + members.joined(separator: ", ") + "}"
        }
        let notes = footnotes.map { "\n    " + jsonString($0) }
        return """
            {
              "title": \(jsonString(title)),
              "rows": \(jsonArray(objects)),
              "footnotes": \(jsonArray(notes))
            }

            """
    }

    private func jsonArray(_ lines: [String]) -> String {
        lines.isEmpty ? "[]" : "[" + lines.joined(separator: ",") + "\n  ]"
    }

    private func jsonString(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
