import ArgumentParser
import WinnowRuns
import WinnowStore

/// `winnow remove`: runs out of a database.
struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove runs from a database, with their candidates and all that was said of them.",
        discussion: """
            The greedy run beside a sampled one goes along, and so does what no other run refers to, such as problems and \
            models. A run that another depends on is left alone unless --force is given. There is no way back: copy the \
            file first, or keep the run with winnow pack.

            Example:
              winnow remove --db x.db --run 2
            """)

    @OptionGroup var database: ExistingDatabaseOption

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp("The runs to remove, such as 2 or 2,3; see winnow list runs.", valueName: "numbers"))
    var numbers: CommaList<Int>

    @Flag(help: "Remove also what other runs depend on, such as the greedy run beside a sampled one.")
    var force = false

    func run() throws {
        let store = try DatabaseFile.open(database.path, for: .writing)
        let removal = try RunRemoval(of: numbers.elements.map(Int64.init), in: store, isForced: force)
        let summary = try removal.remove(from: store)
        try store.checkFile()
        func text(_ runs: [Stored<RunRecord>]) -> String {
            "run\(runs.count == 1 ? "" : "s") \(runs.map { "\($0.id)" }.joined(separator: ", "))"
        }
        let along = removal.greedyRuns.isEmpty ? "" : " with the greedy \(text(removal.greedyRuns))"
        Terminal.write("removed \(text(removal.runs))\(along): \(summary.candidates) candidates\n")
    }
}
