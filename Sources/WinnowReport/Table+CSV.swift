extension Table {
    /// Comma-separated values with a header and all digits; missing values are empty.
    ///
    /// Title, footnotes and marks are left out. Lines end with a line feed alone, which every reader takes.
    ///
    /// Source: RFC 4180 for quoting.
    public var csv: String {
        let lines =
            [dataNames.map(csvField)]
            + rows.map { row in
                data(of: row).map { datum in
                    switch datum {
                    case .missing: ""
                    case .text(let text): csvField(text)
                    case .number(let number): number
                    }
                }
            }
        return lines.map { $0.joined(separator: ",") + "\n" }.joined()
    }

    private func csvField(_ text: String) -> String {
        // A carriage return and a line feed are one Character, so the search is among scalars.
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        var result = "\""
        for character in text { result += character == "\"" ? "\"\"" : String(character) }
        return result + "\""
    }
}
