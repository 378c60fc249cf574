public import ArgumentParser
public import WinnowReport

extension TableFormat: ExpressibleByArgument {}

/// The option says how a table is written.
struct FormatOption: ParsableArguments {
    @Option(name: .customLong("format"), help: "How to write the table.")
    var format = TableFormat.markdown
}
