import ArgumentParser
import Foundation
import TestGuards
import Testing

@testable import winnow

/// The help of every command, compared with files beside the tests: `RECORD_SNAPSHOTS=1 swift test` writes them anew.
@Suite("Help")
struct HelpTests {
    /// The names of all commands as they are typed, the program itself as the empty name.
    static let commands = names(of: WinnowCommand.self, below: [])

    private static func names(of type: any ParsableCommand.Type, below path: [String]) -> [String] {
        [path.joined(separator: " ")]
            + type.configuration.subcommands.flatMap {
                names(of: $0, below: path + [$0.configuration.commandName ?? ""])
            }
    }

    private static func type(of command: String) throws -> any ParsableCommand.Type {
        try command.split(separator: " " as Character).reduce(WinnowCommand.self as any ParsableCommand.Type) {
            type, name in
            try #require(type.configuration.subcommands.first { $0.configuration.commandName == String(name) })
        }
    }

    @Test("the help of each command is the recorded one", arguments: commands)
    func snapshot(command: String) throws {
        let call = try Call(command.split(separator: " " as Character).map(String.init) + ["--help"])
        #expect(call.status == 0)
        #expect(call.error.isEmpty)
        let name = command.isEmpty ? "winnow" : command.replacing(" ", with: "-")
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
        if try isRecording("RECORD_SNAPSHOTS") {
            try Data(call.output.utf8).write(to: file)
        }
        #expect(try call.output == String(contentsOf: file, encoding: .utf8))
    }

    @Test("the help of each command has an example that can be parsed", arguments: commands)
    func examples(command: String) throws {
        let type = try Self.type(of: command)
        let help = try Call(command.split(separator: " " as Character).map(String.init) + ["--help"]).output
        // A backslash at the end of a line continues it.
        let lines = type.configuration.discussion.replacing("\\\n", with: "\\\r").split(separator: "\n" as Character)
        let examples = lines.map { $0.replacing("\r", with: "\n") }.filter { $0.hasPrefix("  winnow ") }
        #expect(!examples.isEmpty)
        for example in examples {
            // It is shown as it stands, so that it can be pasted.
            #expect(help.contains(example), "\(example)")
            let arguments = Self.arguments(of: example.replacing("\\\n", with: "")[...]).dropFirst()
            #expect(arguments.joined(separator: " ").hasPrefix(command))
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
