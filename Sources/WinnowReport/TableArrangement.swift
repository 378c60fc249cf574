import WinnowText

/// An arrangement says which columns of a table of strategies and budgets a reader wants, and what stands above it.
///
/// ```swift
/// let arrangement = TableArrangement(columns: [.budgets], label: LaTeXLabel("tab:right"), caption: "Right answers.")
/// ```
public struct TableArrangement: Hashable, Sendable {
    /// The columns stand in this order behind the rows' names; empty for those of the table.
    public var columns: [Choice]

    /// LaTeX refers to the table by this label; nil for none.
    public var label: LaTeXLabel?

    /// The caption stands in place of the table's title; nil for the title.
    public var caption: String?

    /// A choice is a column, or several, by the name that users type.
    public enum Choice: String, CaseIterable, Hashable, Sendable {
        /// Strategies stand across and budgets down.
        case strategies

        /// Budgets stand across.
        case budgets
        case guarantee
        case wrong
        case abstained
        case samples
        case tokens
    }

    public init(columns: [Choice] = [], label: LaTeXLabel? = nil, caption: String? = nil) {
        self.columns = columns
        self.label = label
        self.caption = caption
    }

    /// True where the arrangement changes nothing.
    public var isEmpty: Bool { columns.isEmpty && label == nil && caption == nil }
}

extension Table {
    /// The columns of right answers at budgets begin with this name, which the budget follows.
    public static let rightAtBudget = "right_at_"

    /// Arranges a table with a row for each strategy and a column ``rightAtBudget`` for each budget.
    ///
    /// Columns that the table does not have are left out.
    public func arranged(_ arrangement: TableArrangement) -> Table {
        var table = arrangement.columns.contains(.strategies) ? transposed : self
        if !arrangement.columns.isEmpty, !arrangement.columns.contains(.strategies) {
            table = table.selecting(
                [0]
                    + arrangement.columns.flatMap { choice in
                        table.columns.indices.filter { $0 > 0 && isChosen($0, choice) }
                    })
        }
        table.label = arrangement.label
        if let caption = arrangement.caption { table.title = caption }
        return table
    }

    private func isChosen(_ column: Int, _ choice: TableArrangement.Choice) -> Bool {
        let name = columns[column].name
        switch choice {
        case .strategies: return false
        case .budgets: return name.hasPrefix(Self.rightAtBudget)
        case .guarantee, .wrong, .abstained: return name == choice.rawValue
        case .samples, .tokens: return name == choice.rawValue + "_spent"
        }
    }

    private func selecting(_ places: [Int]) -> Table {
        Table(
            title: title, columns: places.map { columns[$0] }, rows: rows.map { row in places.map { row[$0] } },
            footnotes: footnotes)
    }

    /// The table has a column for each row, and a row for each column of a budget.
    private var transposed: Table {
        let budgets = columns.indices.filter { columns[$0].name.hasPrefix(Self.rightAtBudget) }
        let kind = budgets.first.map { columns[$0].kind } ?? .text
        let names = texts.map { $0[0] }
        return Table(
            title: title,
            columns: [Column("budget")]
                + zip(rows, names).map { row, name in
                    Column(name, header: row[0].mark == .byConstruction ? name + " †" : name, kind: kind)
                },
            rows: budgets.map { column in
                [.text(columns[column].header)] + rows.map { $0[column] }
            }, footnotes: footnotes)
    }
}

extension Report {
    /// Takes the tables alone, arranged; programs read the same tables.
    public func arranged(_ arrangement: TableArrangement) -> Report {
        Report(tables.map { .table($0.arranged(arrangement)) })
    }
}
