import Foundation
import Testing

/// A command as the program describes itself (`--experimental-dump-help`).
private struct DescribedCommand: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable { var kind: String, name: String }
        var kind: String
        var names: [Name]?

        var longName: String? { names?.first { $0.kind == "long" }.map { "--" + $0.name } }
    }

    var commandName: String
    var subcommands: [DescribedCommand]?
    var arguments: [Argument]?

    /// The words of every command without commands of its own, with its options.
    func all(_ path: [String] = []) -> [(path: [String], options: [String])] {
        let inner = (subcommands ?? []).filter { $0.commandName != "help" }
        guard inner.isEmpty else { return inner.flatMap { $0.all(path + [$0.commandName]) } }
        return [(path, (arguments ?? []).filter { $0.kind == "option" }.compactMap(\.longName))]
    }
}

@Suite("Options with extreme numbers")
struct ExtremeOptionTests {
    /// What a command needs besides, so that it comes to the option's own value; the last word of its name decides.
    private func arguments(of command: String, in folder: TemporaryFolder) -> [String] {
        switch command {
        case "sweep", "sample", "search":
            ["--domain", "chain", "--model", "weak", "--problems", "1", "--samples", "1"].dropLast(
                command == "search" ? 2 : 0)
        case "generate", "logits": ["--domain", "chain", "--model", "weak"]
        case "import": [folder.path("in.jsonl")]
        case "verify-with", "score": ["--name", "t", "--command", "cat"]
        case "judge":
            [
                "--endpoint", "http://127.0.0.1:9", "--model", "m", "--name", "j", "--template", folder.path("t"),
                "--accepts",
                "yes", "--rejects", "no", "--retries", "0",
            ]
        case "plot": ["histogram", "--output", folder.path("plots")]
        case "confidence": ["--run", "1", "--tune-run", "1"]
        case "inspect": ["--problem", "1", "--sample", "0"]
        case "dial": ["--tpr", ".9", "--fpr", ".1"]
        case "crossing": ["--a", "majority", "--b", "single"]
        default: []
        }
    }

    /// Options whose values are files and names, which no number is.
    private static let names: Set = [
        "--output", "--format", "--stats", "--model", "--domain", "--command", "--template", "--endpoint", "--name",
        "--extract",
        "--licence", "--title", "--note", "--system", "--few-shot", "--problems-file", "--scorer-folder",
        "--key-variable",
    ]

    @Test(
        "no number that an option is given ends the program by a trap",
        arguments: ["nan", "9223372036854775807", "-9223372036854775808", "1e308"])
    func extremes(value: String) throws {
        struct Help: Decodable { var command: DescribedCommand }
        let described = try Call(["--experimental-dump-help"]).output
        let commands = try JSONDecoder().decode(Help.self, from: Data(described.utf8)).command.all()
        #expect(commands.count > 30)
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder).path
        try folder.write("{\"problem_id\": \"p\", \"answer\": \"1\"}\n", to: "in.jsonl")
        try folder.write("{{answer}}", to: "t")
        for (place, (path, options)) in commands.enumerated() {
            // A verdict of verify is its exit status, and training takes time.
            guard let command = path.last, path.first != "train", command != "verify" else { continue }
            // Each value meets its share of the options, all values together every option.
            let share = options.enumerated().filter {
                ($0.offset + place) % 4 == ["n", "9", "-", "1"].firstIndex(of: value.prefix(1))
            }
            for option in share.map(\.element) where !Self.names.contains(option) && option != "--db" {
                var words = arguments(of: command, in: folder)
                if let known = words.firstIndex(of: option) { words.removeSubrange(known...known + 1) }
                words += [option, value]
                if options.contains("--db") { words += ["--db", database] }
                let call = try Call(path + words)
                #expect(call.status < 128, "winnow \((path + words).joined(separator: " ")): \(call.error.prefix(300))")
                #expect(call.status == 0 || !call.error.isEmpty)
            }
        }
    }
}
