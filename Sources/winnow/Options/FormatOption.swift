public import ArgumentParser
public import WinnowReport

extension TableFormat: ExpressibleByArgument {}

/// The options say how a report is written.
struct FormatOption: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: "How to write the table. (default: terminal on a terminal, which it fits; markdown in pipes and files)")
    private var requested: TableFormat?

    @Flag(help: "Print all footnotes, which say how the figures were made.")
    var explain = false

    /// The format that was asked for, or that suits standard output.
    var format: TableFormat { requested ?? (Terminal.isOutputInteractive ? .terminal : .markdown) }

    /// A terminal's lines fit it; four lines of footnotes are shown unless more are asked for, and all of them in a paper.
    var layout: PageLayout {
        PageLayout(
            width: format == .terminal ? Terminal.width : nil,
            footnoteLines: explain || format == .latex ? nil : 4)
    }
}
