import ArgumentParser
import Foundation

/// The database that a command writes.
struct DatabaseOption: ParsableArguments {
    @Option(
        name: .customLong("db"), help: ArgumentHelp("The database.", valueName: "file"),
        completion: .file(extensions: ["db", "sqlite"]))
    var path = DatabaseOption.usualPath

    static let usualPath = "winnow.db"
}

/// The database that a command reads.
struct ExistingDatabaseOption: ParsableArguments {
    @Option(
        name: .customLong("db"),
        help: ArgumentHelp(
            "The database. (default: winnow.db, or results/quickstart.db where only make sweep has made one)",
            valueName: "file"),
        completion: .file(extensions: ["db", "sqlite"]))
    private var requested: String?

    var path: String {
        if let requested { return requested }
        let candidates = [DatabaseOption.usualPath, "results/quickstart.db"]
        return candidates.first { FileManager.default.fileExists(atPath: $0) } ?? DatabaseOption.usualPath
    }
}
