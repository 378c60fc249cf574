import Foundation
import Testing

@testable import winnow

@Suite("winnow report, show and list runs --watch")
struct ReportPageTests {
    /// Completions that try to get out of the place where they are shown.
    private static let hostile = [
        "</script><script>window.hacked=1</script> the answer is 5", "<img src=x onerror=window.hacked=1>",
        "\" onmouseover=\"window.hacked=1", "\u{202E}\u{1B}[31m\u{0}\u{2028}<!--",
        String(repeating: "x", count: 1_000_000),
    ]

    /// Writes a file of recorded samples without traces and log-probabilities, and imports it.
    static func imported(in folder: TemporaryFolder) throws -> String {
        let lines = try (0..<3).flatMap { problem in
            try hostile.enumerated().map { index, text in
                let record: [String: Any] = [
                    "problem": "p\(problem)", "prompt": "<b>add</b> \(problem)", "completion": text,
                    "answer": index % 2 == 0 ? "</td>\(index)" : "5", "correct": index % 2 == 1,
                ]
                return String(
                    decoding: try JSONSerialization.data(withJSONObject: record, options: .sortedKeys), as: UTF8.self)
            }
        }
        let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "samples.jsonl")
        let database = folder.path("imported.db")
        let call = try Call([
            "import", file.path, "--id-field", "problem", "--problem-field", "prompt", "--completion-field",
            "completion", "--answer-field", "answer", "--correct-field", "correct", "--db", database,
        ])
        try #require(call.status == 0, "\(call.error)")
        return database
    }

    private static func report(_ database: String, _ folder: TemporaryFolder, _ options: [String] = []) throws -> String
    {
        let file = folder.path("report-\(options.joined()).html")
        let call = try Call(["report", "--db", database, "-o", file] + options)
        try #require(call.status == 0, "\(call.error)")
        #expect(call.lines.first?.hasPrefix("\(file): ") == true, "\(call.output)")
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    @Test("a database becomes one file with a policy, the same each time")
    func page() throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder)
        let html = try Self.report(database.path, folder)
        #expect(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "))
        #expect(try Self.report(database.path, folder) == html)
        #expect(html.utf8.count < 5_000_000)
        for name in ["accuracy", "versus", "requirement", "risk", "traces", "provenance", "candidates"] {
            #expect(html.contains("<section id=\"\(name)\""))
        }
        #expect(html.contains(#""kind":"maze""#))
        let one = try Self.report(database.path, folder, ["--run", "3", "--all"])
        #expect(one.contains("chain") && !one.contains(#""kind":"maze""#))
    }

    @Test("an imported pool without traces and log-probabilities has a page, and hostile completions are inert in it")
    func hostile() throws {
        let folder = try TemporaryFolder()
        let html = try Self.report(Self.imported(in: folder), folder)
        #expect(html.components(separatedBy: "<script").count == html.components(separatedBy: "</script>").count)
        #expect(!html.contains("<script>window.hacked") && !html.contains("<img") && !html.contains("<b>add"))
        #expect(html.contains(#"\u003cscript\u003ewindow.hacked=1"#))
        #expect(html.contains(#"\\u202e\\u001b[31m"#) && !html.unicodeScalars.contains("\u{202E}"))
        #expect(html.contains("[cut: 1000000 bytes in all]"))
        #expect(html.utf8.count < 1_000_000)
    }

    @Test("what cannot be read or written is said in one line")
    func errors() throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder)
        let nowhere = try Call(["report", "--db", database.path, "-o", folder.path("none/report.html"), "--quiet"])
        #expect(nowhere.status == 1 && nowhere.hasOneLineError, "\(nowhere.error)")
        let unknown = try Call(["report", "--db", database.path, "--run", "9", "-o", folder.path("r.html")])
        #expect(unknown.status == 1 && unknown.hasOneLineError, "\(unknown.error)")
        let price = try Call(["report", "--db", database.path, "--price", "free", "-o", folder.path("r.html")])
        #expect(price.status == 1 && price.hasOneLineError, "\(price.error)")
        #expect(try Call(["report", "--db", database.path]).status == 64)
        #expect(try Call(["report", "study", "--folder", folder.path("none")]).status == 1)
    }

    @Test("runs at a glance fit the terminal", arguments: [60, 100])
    func glance(columns: Int) throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder)
        let call = try Call(
            ["show", "--db", database.path, "--run", "1"], environment: ["COLUMNS": "\(columns)"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.lines.first?.hasPrefix("At 5 samples") == true, "\(call.output)")
        #expect(call.output.contains("┤") && call.output.contains("█ "))
        #expect(call.output.contains("majority"))
        // A call to copy is never broken.
        let prose = call.lines.filter { !$0.hasPrefix("  winnow ") }
        #expect(prose.allSatisfy { $0.count <= columns }, "\(call.output)")
    }

    @Test("a watch in a pipe looks once")
    func watch() throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder)
        let call = try Call(["list", "runs", "--watch", "--db", database.path])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("All runs are whole"))
        #expect(call.output.contains("3 of 3"))
        let csv = try Call(["list", "runs", "--watch", "--db", database.path, "--format", "csv"])
        #expect(csv.lines.first == "run,domain,model,kind,problems,candidates,share,done,left")
        #expect(try Call(["list", "models", "--watch"]).status == 64)
    }

    @Test(
        "a place that is a device, a folder or in no folder is refused before any work", arguments: ["report", "plan"])
    func places(command: String) throws {
        let folder = try TemporaryFolder()
        let link = folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
        let database = try Self.imported(in: folder)
        for place in [link, folder.url.path, folder.path("none/x")] {
            let call = try Call(
                command == "report"
                    ? ["report", "--db", database, "-o", place]
                    : ["plan", "--domain", "chain", "--model", "weak", "--shards", "2", "--force", "--output", place])
            #expect(call.status == 1 && call.lines.isEmpty)
            let reasons = ["is no regular file", "is a folder", "there is no folder"]
            #expect(reasons.contains { call.error.contains($0) }, "\(call.error)")
        }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
    }
}
