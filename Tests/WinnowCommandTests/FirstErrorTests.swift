import Foundation
import TestGuards
import Testing

/// From a file of ProcessBench's layout to its metrics, with programs as judges.
@Suite("First wrong steps", .enabled(if: Python.isAvailable, "python3 runs the programs"))
struct FirstErrorTests {
    private let folder: TemporaryFolder
    private let database: String

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init() throws {
        folder = try TemporaryFolder()
        database = folder.path("x.db")
        let file = Self.root.appending(path: "Tests/WinnowInterchangeTests/Fixtures/processbench.jsonl").path
        let call = try Call(["import", file, "--db", database, "--quiet"])
        try #require(call.status == 0, "\(call.error)")
    }

    private func judge(_ name: String, _ script: String, _ options: [String]) throws -> Call {
        try folder.write(script, to: "\(name).py")
        return try Call(
            ["judge", "--db", database, "--name", name, "--command", "python3 \(folder.path("\(name).py"))", "--quiet"]
                + options)
    }

    private static let example =
        (try? String(contentsOf: root.appending(path: "results/examples/first_error.py"), encoding: .utf8)) ?? ""

    /// Scores steps by the example's rule.
    private static var scores: String {
        example.replacing("first = next(", with: "unused = next(").replacing(
            "\"first_error\": first", with: "\"step_values\": [0.2 if is_wrong(s) else 0.8 for s in request[\"steps\"]]"
        )
    }

    /// The values of a judge's row by their measures.
    private func row(_ judge: String, _ options: [String] = []) throws -> [String: Double] {
        let call = try Call(["scorers", "--db", database, "--first-error", "--format", "csv"] + options)
        #expect(call.status == 0, "\(call.error)")
        let rows = call.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = try #require(rows.first)
        let places = try ["row", "measure", "value"].map { try #require(header.firstIndex(of: $0)) }
        var found: [String: Double] = [:]
        for row in rows.dropFirst() where row[places[0]] == judge { found[row[places[1]]] = Double(row[places[2]]) }
        return found
    }

    @Test("a program that names steps and one that scores them are held against the labels")
    func metrics() throws {
        // All candidates are asked about, also the one without an answer.
        let named = try judge("sums", Self.example, ["--gives", "first-error"])
        #expect(named.status == 0 && named.output.contains("6 scored"), "\(named.output)\(named.error)")
        #expect(try judge("sums", Self.example, ["--gives", "first-error"]).output.contains("nothing new"))
        let scored = try judge("prm", Self.scores, ["--gives", "score"])
        #expect(scored.status == 0 && scored.output.contains("6 scored"), "\(scored.output)\(scored.error)")
        // Of five errors one is no false sum.
        for (judge, threshold) in [("sums", nil), ("prm", 0.8)] {
            let row = try row(judge)
            #expect(row["erroneous"] == 5 && row["correct"] == 7 && row["unjudged"] == 0, "\(judge): \(row)")
            #expect(row["erroneous_accuracy"] == 0.8 && row["correct_accuracy"] == 1)
            #expect(abs((row["f1"] ?? 0) - 2 * 0.8 / 1.8) < 1e-4 && row["threshold"] == threshold, "\(row)")
        }
        let strict = try row("prm", ["--threshold", "0.1"])
        #expect(strict["erroneous_accuracy"] == 0 && strict["correct_accuracy"] == 1 && strict["f1"] == 0)
        let first = try row("sums", ["--scorer", "sums", "--run", "2"])
        #expect(first["erroneous"] == 5 && first["correct"] == 1)
        let text = try Call(["scorers", "--db", database, "--first-error"])
        #expect(text.output.contains("finds the first wrong step best, F1 88.9 % ["), "\(text.output)")
        let whole = try Call(["scorers", "--db", database, "--first-error", "--explain"])
        #expect(whole.output.replacing("\n", with: " ").contains("arXiv 2412.06559"))
    }

    @Test("replies that are no step of the solution are refused and said")
    func replies() throws {
        let replies = [
            "\"first_error\": 99": "\"first_error\" in -1...", "\"first_error\": -2": "\"first_error\" in -1...",
            "\"first_error\": 0.5": "\"first_error\" in -1...", "\"value\": 1": "\"first_error\" in -1...",
        ]
        for (reply, message) in try nonEmpty(replies) {
            let script = Self.example.replacing("\"first_error\": first", with: reply)
            let call = try judge("bad", script, ["--gives", "first-error"])
            #expect(call.status == 1 && call.hasOneLineError && call.error.contains(message), "\(reply) \(call.error)")
        }
        let short = Self.scores.replacing("for s in request[\"steps\"]]", with: "for s in request[\"steps\"][1:]]")
        let call = try judge("short", short, ["--gives", "score"])
        #expect(
            call.status == 1 && call.hasOneLineError && call.error.contains("or with 3 step_values"), "\(call.error)")
        let none = Self.example.replacing("\"first_error\": first", with: "\"outcome\": \"error\"")
        #expect(try judge("none", none, ["--gives", "first-error"]).output.contains("6 not scored"))
    }

    @Test(
        "calls that cannot be answered are refused in one line",
        arguments: [
            (["scorers", "--first-error"], 1, "no judge has said anything"),
            (["scorers", "--first-error", "--labels", "mine"], 1, "no run with labels"),
            (["scorers", "--first-error", "--scorer", "mine"], 1, "says nothing of the steps"),
            (["scorers", "--first-error", "--tune-run", "1"], 1, "but those of --tune-run"),
            (["scorers", "--threshold", "0.5"], 64, "go with --first-error"),
            (["scorers", "--first-error", "--threshold", "nan"], 64, "finite"),
            (["scorers", "--first-error", "--transfer"], 64, "give one"),
            (["judge", "--name", "label", "--command", "x", "--gives", "first-error"], 1, "give another --name"),
            (
                ["judge", "--name", "x", "--command", "x", "--gives", "first-error", "--evidence", "answer"], 64,
                "as texts"
            ),
        ])
    func refusals(arguments: [String], status: Int32, message: String) throws {
        let call = try Call(arguments + ["--db", database])
        #expect(call.status == status && call.error.contains(message), "\(call.error)")
        #expect(status == 64 || call.hasOneLineError)
    }

    @Test("traces of tokens have no paragraphs")
    func tokens() throws {
        let path = try ExampleDatabase(in: folder).path
        let call = try Call([
            "judge", "--db", path, "--run", "1", "--name", "x", "--command", "cat", "--gives", "first-error",
        ])
        #expect(call.status == 1 && call.hasOneLineError && call.error.contains("no texts"), "\(call.error)")
    }
}
