import WinnowText

extension Table {
    /// The text is that of ``csv(spreadsheet:)`` for programs.
    public var csv: String { csv(spreadsheet: false) }

    /// Writes comma-separated values with a header and all digits; missing values are empty.
    ///
    /// Title, footnotes and marks are left out. Lines end with a line feed alone, which every reader takes.
    ///
    /// - Parameter spreadsheet: whether texts that a spreadsheet would take for formulas get an apostrophe in front.
    ///
    /// Source: RFC 4180 for quoting.
    public func csv(spreadsheet: Bool) -> String {
        let lines =
            [dataNames.map { CSVText.field($0, spreadsheet: spreadsheet) }]
            + rows.map { row in
                data(of: row).map { datum in
                    switch datum {
                    case .missing: ""
                    case .text(let text): CSVText.field(text, spreadsheet: spreadsheet)
                    case .number(let number): number
                    }
                }
            }
        return lines.map { $0.joined(separator: ",") + "\n" }.joined()
    }
}
