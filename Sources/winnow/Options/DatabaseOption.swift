import ArgumentParser

/// The database that a command reads or writes.
struct DatabaseOption: ParsableArguments {
    @Option(
        name: .customLong("db"), help: ArgumentHelp("The database.", valueName: "file"),
        completion: .file(extensions: ["db", "sqlite"]))
    var path = "winnow.db"
}
