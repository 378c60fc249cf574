import ArgumentParser
import WinnowExchange

/// `winnow merge`: several databases into one.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Add everything in some databases to another one, which is made when there is none.",
        discussion: """
            Runs, problems and candidates are recognised by their content, so merging twice adds nothing and the \
            shards of a run become one run. Contradictions are refused and nothing is added.

            Example:
              winnow merge a.db b.db --into c.db
            """)

    @Argument(help: "The databases to read.", completion: .file(extensions: ["db", "sqlite"]))
    var sources: [String]

    @Option(
        help: ArgumentHelp("The database to add to.", valueName: "file"),
        completion: .file(extensions: ["db", "sqlite"]))
    var into: String

    func run() throws {
        Terminal.write("\(try DatabaseMerge(sources, into: into))\n")
    }
}
