import ArgumentParser
import WinnowCore
import WinnowExchange

/// `winnow pack check`: check a pack and make its tables again.
struct PackCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a pack and make its tables again, to the digit.",
        discussion: """
            The digest of the rows is checked, all tables are computed again from the candidates and compared with \
            those in the pack, and the table of strategies is printed. Exit status 1 when anything differs.

            Examples:
              winnow pack check pool.winnow
              winnow pack check pool.winnow --format latex
            """)

    @OptionGroup var format: FormatOption
    @OptionGroup var quiet: QuietOption

    @Argument(help: "A file made by winnow pack create.", completion: .file())
    var file: String

    func run() async throws {
        let replay = try Replay(file)
        let (bar, format) = (quiet.progressBar, format.format)
        let finding = try await interruptible {
            try await bar.during { try await replay.run(as: format, observe: $0) }
        }
        Terminal.writeError(finding.report)
        Terminal.write(finding.tables, as: format)
        guard finding.different.isEmpty else {
            throw ExperimentError(
                "\(finding.different.joined(separator: " and ")) of '\(file)' came out otherwise",
                hint: "replay it with the winnow that packed it, on a machine of the same kind")
        }
    }
}
