import ArgumentParser

/// `winnow budget`: what a budget of samples is best spent on.
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Spend a budget better: stop early, share it among problems, split it with verifications.",
        discussion: """
            Nothing is sampled: rules and policies are replayed on stored pools.

            Examples:
              winnow budget stop --db x.db --run 1
              winnow budget allocate --db x.db --run 1 --mean-budget 8,16
              winnow budget split --db x.db --run 1
            """,
        subcommands: [StopCommand.self, AllocateCommand.self, SplitCommand.self])
}
