import Foundation
import Testing

@Suite("Strategies that are programs")
struct ProgramChoiceTests {
    private let folder: TemporaryFolder
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder).path
    }

    private func judge(_ script: String, _ options: [String] = []) throws -> Call {
        try folder.write(script, to: "rule.py")
        return try Call(
            [
                "judge", "--db", database, "--run", "1", "--gives", "choice", "--name", "rule", "--draws", "4",
                "--command",
                "python3 \(folder.path("rule.py"))",
            ] + options)
    }

    private static let first = """
        import json, sys
        for line in sys.stdin:
            request = json.loads(line)
            samples = [c["sample"] for c in request["candidates"] if c["answer"] is not None]
            assert "reference" not in request and "correct" not in request["candidates"][0]
            print(json.dumps({"id": request["id"], "choice": min(samples, default=None)}), flush=True)

        """

    private func rows(_ strategy: String, _ options: [String] = []) throws -> [[Substring]] {
        let call = try Call(
            ["table", "--db", database, "--run", "1", "--strategies", strategy, "--format", "csv"] + options)
        #expect(call.status == 0, "\(call.error)")
        return call.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    @Test("choices are kept, asked once, and a row of tables and comparisons")
    func strategy() throws {
        let call = try judge(Self.first)
        #expect(call.status == 0, "\(call.error)")
        // Three mazes; 1, 2 and 4 of five candidates, four times each, and all five.
        #expect(call.output.contains("39 chosen, 0 without a choice") || call.output.contains("without a choice"))
        #expect(try judge(Self.first).output == "run 1, rule: nothing new, 39 chosen before\n")
        let rows = try rows("rule")
        #expect(rows.map { $0[8] } == ["1", "2", "4", "5"])
        #expect(rows.allSatisfy { $0[18...].contains("monte-carlo") })
        // Of all candidates sample 0 has an answer, which is right.
        #expect(rows.last?[9] == "1.0")
        let unasked = try Call(["table", "--db", database, "--run", "1", "--format", "markdown"])
        #expect(unasked.output.contains("| rule |"), "\(unasked.output)")
        let compared = try Call([
            "compare", "--db", database, "--a", "1:rule@5", "--b", "1:majority@5", "--format", "csv",
        ])
        #expect(compared.status == 0 && compared.output.contains("rule"), "\(compared.error)")
        let other = try Call(["table", "--db", database, "--run", "1", "--strategies", "rule", "--budgets", "3"])
        #expect(other.status == 1 && other.hasOneLineError, "\(other.error)")
        let unknown = try Call(["table", "--db", database, "--run", "1", "--strategies", "rul"])
        #expect(unknown.status == 1 && unknown.hasOneLineError)
        // What a program chose is no score.
        let scorers = try Call(["scorers", "--db", database, "--run", "1"])
        #expect(scorers.status == 1 && !scorers.error.contains("of rule"), "\(scorers.error)")
    }

    @Test("a program that chooses none abstains, and one that chooses what it was not shown is said to")
    func refusals() throws {
        let none = Self.first.replacing("min(samples, default=None)", with: "None")
        #expect(try judge(none).output.contains("0 chosen, 39 without a choice"))
        let last = try rows("rule").last
        #expect(last?[9] == "0.0" && last?[12] == "0.0" && last?[13] == "1.0")
        let foreign = try judge(Self.first.replacing("min(samples, default=None)", with: "99"))
        #expect(foreign.output.contains("39 not answered") && foreign.output.contains("not shown"), "\(foreign.output)")
        #expect(try judge(Self.first, ["--workers", "2"]).status == 64)
        #expect(try Call(["judge", "--db", database, "--scorer", "orm", "--draws", "3"]).status == 64)
    }

    @Test("the example's rule chooses for every problem")
    func example() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let script = try String(contentsOf: package.appending(path: "results/examples/choose.py"), encoding: .utf8)
        let call = try judge(script)
        #expect(call.status == 0 && call.output.contains("chosen"), "\(call.error)")
    }
}
