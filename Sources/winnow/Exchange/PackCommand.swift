import ArgumentParser

/// `winnow pack`: runs as one file that others can check.
struct PackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Write runs into one file from which every table can be made again, and check such a file.",
        discussion: """
            Examples:
              winnow pack create --db x.db pool.winnow
              winnow pack check pool.winnow
            """,
        subcommands: [PackCreateCommand.self, PackCheckCommand.self], defaultSubcommand: PackCreateCommand.self)
}
