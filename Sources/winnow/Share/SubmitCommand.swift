import ArgumentParser

/// `winnow submit`: has a scheduler do a plan.
struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Have a scheduler sample the shards of a plan and merge them.",
        subcommands: [SubmitSlurmCommand.self])
}
