import ArgumentParser
import Foundation
import Testing

@testable import winnow

/// The help of every command, compared with files beside the tests: `RECORD_SNAPSHOTS=1 swift test` writes them anew.
@Suite("Help")
struct HelpTests {
    /// The names of all commands, the program itself as the empty name.
    static let commands = [""] + WinnowCommand.configuration.subcommands.compactMap { $0.configuration.commandName }

    @Test("the help of each command is the recorded one", arguments: commands)
    func snapshot(command: String) throws {
        let call = try Call(command.isEmpty ? ["--help"] : [command, "--help"])
        #expect(call.status == 0)
        #expect(call.error.isEmpty)
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Snapshots/\(command.isEmpty ? "winnow" : command).txt")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try Data(call.output.utf8).write(to: file)
        }
        #expect(try call.output == String(contentsOf: file, encoding: .utf8))
    }

    @Test("the help of each command has an example that can be parsed", arguments: commands)
    func examples(command: String) throws {
        let types = [WinnowCommand.self] + WinnowCommand.configuration.subcommands as [any ParsableCommand.Type]
        let name = command.isEmpty ? "winnow" : command
        let type = try #require(types.first { $0.configuration.commandName == name })
        // A backslash at the end of a line continues it.
        let discussion = type.configuration.discussion.replacing("\\\n", with: "")
        let examples = discussion.split(separator: "\n").filter { $0.hasPrefix("  winnow ") }
        #expect(!examples.isEmpty)
        for example in examples {
            let arguments = Self.arguments(of: example).dropFirst()
            if !command.isEmpty { #expect(arguments.first == command) }
            #expect(throws: Never.self) { try WinnowCommand.parseAsRoot(Array(arguments)) }
        }
    }

    /// The words of a command line; double quotes hold a word together.
    private static func arguments(of line: Substring) -> [String] {
        line.split(separator: "\"" as Character, omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " " as Character).map(String.init) : [String(part)]
        }
    }
}
