/// A figure is one number of a report: where it stands, what it is, and how many problems it is from.
public struct Figure: Hashable, Sendable {
    /// The figure stands in this row, such as a strategy.
    public var row: String

    /// The figure is at this budget, where the row has one.
    public var budget: Int?

    /// This is measured; figures of one name stand below each other.
    public var column: Column

    public var cell: Cell

    /// The figure is from so many problems.
    public var problems: Int

    public init(row: String, budget: Int? = nil, column: Column, cell: Cell, problems: Int) {
        self.row = row
        self.budget = budget
        self.column = column
        self.cell = cell
        self.problems = problems
    }
}

/// A group of figures is what people read as one table, and scripts as one row for each figure.
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

extension FigureGroup {
    /// Finds the value of a figure; nil where it is missing or no number.
    public func value(row: String, column: String, budget: Int? = nil) -> Double? {
        switch figure(row, column, budget)?.cell.value {
        case .number(let value), .estimate(let value, _, _): value.isNaN ? nil : value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    /// Writes a figure as its table does, for a sentence, where a percent sign stands apart; nil where it is missing.
    public func text(row: String, column: String, budget: Int? = nil) -> String? {
        guard let figure = figure(row, column, budget) else { return nil }
        let text = figure.cell.text(in: figure.column.kind)
        return text.isEmpty ? nil : text.replacing("%", with: " %")
    }

    private func figure(_ row: String, _ column: String, _ budget: Int?) -> Figure? {
        figures.first { $0.row == row && $0.column.name == column && (budget == nil || $0.budget == budget) }
    }

    /// The table has the figures with rows down and measures across, both in the order in which they first occur.
    ///
    /// The number of problems is a column at the end where it is the same along each row; where it is not, the group's
    /// headers or footnotes have to say it.
    public var table: Table {
        var columns: [Column] = []
        var rows: [RowKey] = []
        var cells: [RowKey: [String: Cell]] = [:]
        var problems: [RowKey: Set<Int>] = [:]
        for figure in figures {
            let key = RowKey(row: figure.row, budget: figure.budget)
            if !columns.contains(where: { $0.name == figure.column.name }) { columns.append(figure.column) }
            if cells[key] == nil { rows.append(key) }
            cells[key, default: [:]][figure.column.name] = figure.cell
            problems[key, default: []].insert(figure.problems)
        }
        let hasBudgets = rows.contains { $0.budget != nil }
        let hasProblems = problems.values.allSatisfy { $0.count == 1 }
        var table = Table(
            title: title,
            columns: [Column(rowHeader)] + (hasBudgets ? [Column("budget", header: "k", kind: .integer)] : [])
                + columns + (hasProblems ? [Column("problems", kind: .integer)] : []),
            footnotes: footnotes)
        for key in rows {
            var row: [Cell] = [.text(key.row)]
            if hasBudgets { row.append(key.budget.map(Cell.integer) ?? .missing) }
            row += columns.map { cells[key]?[$0.name] ?? .missing }
            if hasProblems { row.append(problems[key]?.first.map(Cell.integer) ?? .missing) }
            table.append(row)
        }
        return table
    }

    private struct RowKey: Hashable {
        var row: String
        var budget: Int?
    }
}

/// A subject, such as a run, has its figures in groups.
public struct SubjectFigures: Hashable, Sendable {
    /// The figures are about this, as columns for scripts, such as the run's number.
    public var subject: [Label]

    public var groups: [FigureGroup]

    public init(subject: [Label], groups: [FigureGroup]) {
        self.subject = subject
        self.groups = groups
    }

    /// A label is a column that says what the figures are about.
    public struct Label: Hashable, Sendable {
        public var column: Column
        public var cell: Cell

        public init(_ column: Column, _ cell: Cell) {
            self.column = column
            self.cell = cell
        }
    }

    /// It reads as `Run 1 maze medium`, for a sentence.
    public var title: String {
        let words = subject.map { $0.cell.text(in: $0.column.kind) }
        return (subject.first?.column.name == "run" ? "Run " : "") + words.joined(separator: " ")
    }

    /// Makes one row of each figure, those of all subjects below each other; footnotes are those of all groups, each once.
    public static func longTable(_ subjects: [SubjectFigures]) -> Table {
        var table = Table(
            columns: (subjects.first?.subject ?? []).map(\.column) + [
                Column("group"), Column("row"), Column("budget", kind: .integer), Column("measure"),
                Column("value", kind: .estimate(.decimal(digits: 4))), Column("problems", kind: .integer),
            ])
        for subject in subjects {
            for group in subject.groups {
                for figure in group.figures {
                    table.append(
                        subject.subject.map(\.cell) + [
                            .text(group.name), .text(figure.row), figure.budget.map(Cell.integer) ?? .missing,
                            .text(figure.column.name), Cell(figure.cell.value), .integer(figure.problems),
                        ])
                }
                table.footnotes += group.footnotes.filter { !table.footnotes.contains($0) }
            }
        }
        return table
    }
}

extension Report {
    /// Makes a report of figures: for people one table for each group, for programs one row for each figure.
    ///
    /// - Parameter main: the names of the groups that people see first, the others being details; nil for all.
    public init(_ subjects: [SubjectFigures], answer: [Note] = [], main: Set<String>? = nil) {
        self.init(
            answer: answer,
            subjects.flatMap(\.groups).map {
                main?.contains($0.name) ?? true ? .table($0.table) : .detail($0.table)
            }, data: SubjectFigures.longTable(subjects))
    }
}
