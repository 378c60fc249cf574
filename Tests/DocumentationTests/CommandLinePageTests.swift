import ArgumentParser
import Testing

@testable import winnow

/// The page on the command line, made from the help texts.
@Suite("The page on the command line")
struct CommandLinePageTests {
    private typealias Command = any ParsableCommand.Type

    @Test("is what the help says")
    func page() throws {
        let configuration = WinnowCommand.configuration
        var sections = configuration.groupedSubcommands.map { group in
            "## \(group.name)\n\n"
                + group.subcommands.flatMap { Self.sections(of: $0, below: []) }.joined(separator: "\n")
        }
        let others = configuration.ungroupedSubcommands.flatMap { Self.sections(of: $0, below: []) }
        if !others.isEmpty { sections.append("## Commands\n\n" + others.joined(separator: "\n")) }
        #expect(!sections.isEmpty)
        try Page.expect("CommandLine.md", is: Self.text(sections))
    }

    private static func text(_ sections: [String]) -> String {
        """
        # The command line

        All commands, as `winnow COMMAND --help` explains them.

        ## Overview

        ```
        \(WinnowCommand.helpMessage(for: WinnowCommand.self, columns: 100))
        ```

        Shells complete commands and options after this (bash; `zsh` and `fish` as well):

        ```sh
        mkdir -p ~/.local/share/bash-completion/completions
        .build/release/winnow --generate-completion-script bash > ~/.local/share/bash-completion/completions/winnow
        ```

        \(sections.joined(separator: "\n"))
        """
    }

    /// The sections of a command that is shown, and of those below it.
    private static func sections(of command: Command, below path: [String]) -> [String] {
        let configuration = command.configuration
        guard configuration.shouldDisplay else { return [] }
        let path = path + [configuration.commandName ?? ""]
        let section = """
            ### \(path.joined(separator: " "))

            ```
            \(WinnowCommand.helpMessage(for: command, columns: 100))
            ```

            """
        return [section] + configuration.subcommands.flatMap { sections(of: $0, below: path) }
    }
}
