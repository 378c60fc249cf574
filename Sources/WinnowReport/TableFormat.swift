/// A format is a way to write a ``Table``, by the name that users type.
public enum TableFormat: String, CaseIterable, Hashable, Sendable {
    case markdown
    case latex
    case csv

    /// The format is CSV in which no text is a formula; see ``Table/csv(spreadsheet:)``.
    case spreadsheet = "csv-spreadsheet"
    case json
    case terminal

    /// True where programs read it: all rows and digits are there, and nothing is put differently for people.
    public var isData: Bool {
        switch self {
        case .csv, .spreadsheet, .json: true
        case .markdown, .latex, .terminal: false
        }
    }
}

extension Table {
    /// Writes the table in a format, for people in a layout.
    public func rendered(as format: TableFormat, _ layout: PageLayout = .whole) -> String {
        switch format {
        case .markdown: forPeople.markdown(layout)
        case .latex: forPeople.latex
        case .csv: csv
        case .spreadsheet: csv(spreadsheet: true)
        case .json: json
        case .terminal: forPeople.terminal(layout)
        }
    }

    /// The table without the columns that programs alone read.
    var forPeople: Table {
        let shown = columns.indices.filter { !columns[$0].isForPrograms }
        guard shown.count < columns.count else { return self }
        var table = Table(title: title, columns: shown.map { columns[$0] }, footnotes: footnotes)
        table.label = label
        for row in rows { table.append(shown.map { row[$0] }) }
        return table
    }
}
