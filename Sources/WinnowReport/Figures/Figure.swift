/// One number of a report: where it stands, what it is, and how many problems it is from.
public struct Figure: Hashable, Sendable {
    /// The row that it stands in, such as a strategy.
    public var row: String

    /// The budget, where the row has one.
    public var budget: Int?

    /// This is measured; figures of one name stand below each other.
    public var column: Column

    public var cell: Cell

    /// The problems that it is from.
    public var problems: Int

    public init(row: String, budget: Int? = nil, column: Column, cell: Cell, problems: Int) {
        self.row = row
        self.budget = budget
        self.column = column
        self.cell = cell
        self.problems = problems
    }
}

/// Figures that people read as one table, and scripts as one row for each figure.
///
/// A report of several tables that differ in shape cannot be one CSV file of wide rows; a long one of figures can.
public struct FigureGroup: Hashable, Sendable {
    /// Scripts call the group so.
    public var name: String

    public var title: String

    /// The header says what the rows are, such as `strategy`.
    public var rowHeader: String

    public var figures: [Figure]

    public var footnotes: [String]

    public init(name: String, title: String, rowHeader: String, figures: [Figure] = [], footnotes: [String] = []) {
        self.name = name
        self.title = title
        self.rowHeader = rowHeader
        self.figures = figures
        self.footnotes = footnotes
    }
}
