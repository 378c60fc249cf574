import ArgumentParser

/// `winnow report`: pages of several analyses, of a database or of the files that commands wrote.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write one HTML file with every study of a database and a browser of its candidates.",
        discussion: """
            The file needs no server and no network. `winnow report study` writes the pages of a study from CSV files.

            Examples:
              winnow report --db results/quickstart.db -o report.html
              winnow report --db x.db --run 1,3 -o report.html
              winnow report study --folder results/study --pages results/study
            """,
        subcommands: [ReportPageCommand.self, ReportStudyCommand.self], defaultSubcommand: ReportPageCommand.self)
}
