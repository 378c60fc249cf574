public import ArgumentParser
import WinnowCore
public import WinnowReport

extension TableArrangement.Choice: ExpressibleByArgument {}

extension LaTeXLabel: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// These options say which columns a table of strategies has, and what a paper calls it.
struct ArrangementOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The columns behind the strategies: budgets, guarantee, wrong, abstained, samples, tokens; or strategies alone "
                + "for strategies across and budgets down. (default: those of the format)", valueName: "columns"))
    var columns: CommaList<TableArrangement.Choice> = []

    @Option(help: ArgumentHelp("The \\label of a LaTeX table, such as tab:right.", valueName: "label"))
    var label: LaTeXLabel?

    @Option(help: ArgumentHelp("What stands above the table in place of its title.", valueName: "text"))
    var caption: String?

    func validate() throws {
        if columns.elements.contains(.strategies), columns.elements.count > 1 {
            throw ValidationError("--columns strategies stands alone: budgets are its rows.")
        }
    }

    /// The arrangement; nil where none is asked for.
    private var arrangement: TableArrangement? {
        let arrangement = TableArrangement(columns: columns.elements, label: label, caption: caption)
        return arrangement.isEmpty ? nil : arrangement
    }

    /// True where the table is arranged by the user.
    var isGiven: Bool { arrangement != nil }

    /// Arranges the tables of a report, or leaves it as it is where nothing is asked for.
    ///
    /// - Throws: ``ExperimentError`` where several tables would have one label or caption.
    func arranged(_ report: Report) throws(ExperimentError) -> Report {
        guard let arrangement else { return report }
        guard report.tables.count < 2 || (label == nil && caption == nil) else {
            throw ExperimentError(
                "a label and a caption are of one table, and here are \(report.tables.count)",
                hint: "name one --run, without --by-difficulty")
        }
        return report.arranged(arrangement)
    }
}
