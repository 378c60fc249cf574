import WinnowText

/// A table is a value: it holds what it says, apart from how it is drawn.
///
/// ```swift
/// let table = Table(
///     title: "chain, medium",
///     columns: [Column("strategy"), Column("right", kind: .estimate(.percent(digits: 1)))],
///     rows: [[.text("majority"), Cell(.estimate(0.5, low: 0.4, high: 0.6), mark: .best)]])
/// print(table.markdown)
/// ```
public struct Table: Hashable, Sendable {
    public var title: String
    public var columns: [Column]

    /// Each row has one cell per column.
    public private(set) var rows: [[Cell]]

    /// The footnotes are sentences below the table: sizes, rates, what the marks mean.
    public var footnotes: [String]

    /// LaTeX refers to the table by this label; nil for none.
    public var label: LaTeXLabel?

    /// A row whose number of cells is not the number of columns is a bug of the caller and traps.
    public init(title: String = "", columns: [Column], rows: [[Cell]] = [], footnotes: [String] = []) {
        self.title = title
        self.columns = columns
        self.rows = []
        self.footnotes = footnotes
        for row in rows { append(row) }
    }

    /// Adds a row at the end.
    public mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "\(row.count) cells in a table of \(columns.count) columns")
        rows.append(row)
    }
}

extension Table {
    /// The texts are those of the rows for people, without marks; names of a column that look alike are told apart.
    var texts: [[String]] {
        var texts = rows.map { row in zip(row, columns).map { cell, column in cell.text(in: column.kind) } }
        for column in columns.indices {
            let names = rows.indices.filter { if case .text = rows[$0][column].value { true } else { false } }
            for (row, name) in zip(names, LookAlikes.marked(names.map { texts[$0][column] })) {
                texts[row][column] = name
            }
        }
        return texts
    }
}
