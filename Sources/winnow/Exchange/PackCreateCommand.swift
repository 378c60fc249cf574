import ArgumentParser
import Foundation
import WinnowCore
import WinnowExchange

/// `winnow pack create`: runs as one file from which every table can be made again.
struct PackCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Write runs into one file from which every table can be made again.",
        discussion: """
            A pack is what a paper would attach: the candidates with everything that was said of them, the problems, \
            models and tools, the licence, a digest, and the tables as they came out. It is an SQLite database with \
            the tables and views of any other, so that sqlite3, Datasette and all commands of winnow read it; \
            winnow pack check checks it and makes the tables again.

            Greedy runs, and the runs that a run comes from, go with it. The references that graders compare with are \
            in it too.

            Examples:
              winnow pack create --db x.db pool.winnow
              winnow pack create --db x.db --run 1,3 --licence CC-BY-4.0 \\
                --title "Table 2" pool.winnow
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(help: ArgumentHelp("Numbers of runs, separated by commas. (default: all sampled runs)", valueName: "runs"))
    var run: CommaList<Int> = []

    @Option(help: ArgumentHelp("Under which licence others may use it.", valueName: "text"))
    var licence = "unspecified"

    @Option(help: ArgumentHelp("What it is.", valueName: "text"))
    var title = ""

    @Option(help: ArgumentHelp("What a reader should know, such as where the samples are from.", valueName: "text"))
    var note = ""

    @Flag(help: "Replace an earlier file.")
    var force = false

    @OptionGroup var quiet: QuietOption

    @Argument(help: "The new file.", completion: .file())
    var output: String

    func run() async throws {
        try OutputPlace.checkFile(output, makingFolders: true)
        let packing = try Packing(
            runs: run.elements.map(Int64.init), of: database.path,
            Packing.Particulars(title: title, licence: licence, note: note))
        let (bar, url, force) = (quiet.progressBar, URL(filePath: output), force)
        Terminal.write(
            try await interruptible {
                try await bar.during { try await packing.write(to: url, replacing: force, observe: $0) }
            })
    }
}
