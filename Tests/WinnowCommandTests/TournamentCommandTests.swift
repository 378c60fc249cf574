import Foundation
import Testing
import WinnowStore

/// Judges of several candidates are programs in these tests; the database is written by hand.
@Suite("Judges in pairs and groups")
struct TournamentCommandTests {
    private let folder: TemporaryFolder
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = folder.path("x.db")
        // Four problems of eight samples with distinct answers but for two; which is right moves from problem to problem.
        let lines = (0..<4).flatMap { problem in
            (0..<8).map { sample in
                let answer = sample == 7 ? 6 : sample
                return
                    #"{"problem_id":"p\#(problem)","completion":"\#(String(repeating: "x", count: 1 + sample))","#
                    + #""answer":"\#(answer)","correct":\#(answer == problem),"completion_tokens":\#(10 + sample)}"#
            }
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
        let call = try Call(["import", folder.path("in.jsonl"), "--db", database])
        #expect(call.status == 0, "\(call.error)")
    }

    /// A judge that says what `choice` computes of a request.
    private func judge(
        _ choice: String, _ kind: String = "knockout", _ options: [String] = [], name: String = "judge"
    ) throws -> Call {
        let script = """
            import json, sys
            for line in sys.stdin:
                request = json.loads(line)
                assert "reference" not in request and "repeat" in request
                candidates = request["candidates"]
                assert 2 <= len(candidates) <= (8 if "\(kind)" == "genselect" else 2)
                shown = [c["sample"] for c in candidates]
                problem = int(request["problem"][1:])
                print(json.dumps({"id": request["id"], "choice": \(choice), "tokens": 4}), flush=True)

            """
        try folder.write(script, to: "\(name).py")
        return try Call(
            [
                "judge", "--db", database, "--gives", kind, "--name", name, "--command",
                "python3 \(folder.path("\(name).py"))",
            ] + options)
    }

    /// Knows what is right: the sample with the number of the problem, or else the first.
    private static let perfect = "next((s for s in shown if s == problem), shown[0])"

    private func rows(_ strategy: String, _ options: [String] = []) throws -> [[Substring]] {
        let call = try Call(["table", "--db", database, "--strategies", strategy, "--format", "csv"] + options)
        #expect(call.status == 0, "\(call.error)")
        return call.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }

    @Test(
        "a perfect judge is the oracle of each kind, asked once, charged and shown",
        arguments: ["knockout", "swiss", "genselect"])
    func perfect(kind: String) throws {
        let call = try judge(Self.perfect, kind)
        #expect(call.status == 0 && call.output.contains("run 1, \(kind)-judge: "), "\(call.error)\(call.output)")
        let again = try judge(Self.perfect, kind)
        #expect(again.output.contains("nothing new"), "\(again.output)")
        let rows = try rows("\(kind)-judge")
        #expect(rows.map { $0[8] } == ["1", "2", "4", "8"])
        #expect(rows.last?[9] == "1.0")
        let oracle = try self.rows("oracle")
        #expect(oracle.last?[9] == "1.0" && rows.first?[9] == oracle.first?[9])
        // At k = 8 a call in each order of every pair of different answers.
        let calls = try #require(rows.last.flatMap { Double($0[17]) })
        switch kind {
        case "knockout": #expect(calls >= 12 && calls <= 14)
        case "genselect": #expect(calls == 2)
        default: #expect(calls >= 14 && calls <= 32)
        }
        #expect(rows.first?[17] == "0.0")
        let table = try Call(["table", "--db", database, "--format", "markdown"])
        #expect(table.output.contains("| \(kind)-judge"), "\(table.output)")
        let compared = try Call([
            "compare", "--db", database, "--a", "1:\(kind)-judge@8", "--b", "1:majority@8", "--format", "csv",
        ])
        #expect(compared.status == 0, "\(compared.error)")
        let listed = try Call(["list", "comparisons", "--db", database, "--format", "csv"])
        #expect(listed.status == 0 && listed.lines.count == 2 && listed.lines[1].hasPrefix("1,\(kind)-judge,1,"))
    }

    @Test("a judge that always says first has a position bias of 100 %, in its report, the list and the view")
    func bias() throws {
        let call = try judge("shown[0]")
        #expect(call.output.contains("0.0 % chose the same, 100.0 % whoever came first, 0.0 %"), "\(call.output)")
        let listed = try Call(["list", "comparisons", "--db", database, "--format", "markdown"])
        #expect(listed.output.contains("100.0"), "\(listed.output)")
        let view = try Call(script: "sqlite3 '\(database)' 'SELECT tournament, consistent, first FROM position_bias'")
        #expect(view.output == "knockout|0.0|1.0\n")
    }

    @Test("--pairs ends a call, and the same one goes on to the same comparisons as one call without it")
    func pairs() throws {
        let first = try judge("min(shown)", "knockout", ["--pairs", "5"])
        #expect(first.status == 0 && first.output.contains("5 comparisons"), "\(first.output)\(first.error)")
        #expect(first.output.contains("--pairs are used up"))
        // Unasked, a table names what it has to leave out; named, it is refused.
        let table = try Call(["table", "--db", database, "--format", "markdown", "--strategies", "all", "--explain"])
        #expect(table.output.contains("knockout-judge (needs comparisons by judge)"), "\(table.output)")
        let named = try Call(["table", "--db", database, "--strategies", "knockout-judge"])
        #expect(named.status == 1 && named.hasOneLineError && named.error.contains("winnow judge"), "\(named.error)")
        let none = try Call(["table", "--db", database, "--strategies", "swiss-other"])
        #expect(none.status == 1 && none.hasOneLineError && none.error.contains("--gives swiss"), "\(none.error)")
        for _ in 0..<100 where try judge("min(shown)", "knockout", ["--pairs", "5"]).output.contains("used up") {}
        try expectSameAsInOneCall()
        #expect(try rows("knockout-judge").last?[9] == "0.25")
    }

    /// Holds the comparisons of the judge against those of one call in another database, with other batches.
    private func expectSameAsInOneCall() throws {
        let whole = folder.path("whole.db")
        #expect(try Call(["import", folder.path("in.jsonl"), "--db", whole]).status == 0)
        let call = try Call([
            "judge", "--db", whole, "--gives", "knockout", "--name", "judge", "--command",
            "python3 \(folder.path("judge.py"))", "--batch", "3",
        ])
        #expect(call.status == 0, "\(call.error)")
        let query = "SELECT problem, shown_json, repeat, chosen FROM comparison_readable ORDER BY 1, 2, 3"
        let said = try [database, whole].map { try Call(script: "sqlite3 '\($0)' '\(query)'").output }
        #expect(said[0] == said[1] && !said[0].isEmpty)
    }

    @Test("a killed call has lost nothing of what was stored, and the same one goes on")
    func killed() throws {
        let slow = "(__import__('time').sleep(0.02), min(shown))[1]"
        // Asked once, so that the script is there.
        _ = try judge(slow, "knockout", ["--pairs", "1"])
        let program = try RunningProgram([
            "judge", "--db", database, "--gives", "knockout", "--name", "judge", "--batch", "1", "--command",
            "python3 \(folder.path("judge.py"))",
        ])
        func count() throws -> Int {
            try Int(Call(script: "sqlite3 '\(database)' 'SELECT count(*) FROM comparison'").output.dropLast()) ?? 0
        }
        let isHalf = try program.wait { try count() > 12 }
        #expect(isHalf)
        #expect(try program.end(with: SIGKILL).status == 128 + 9)
        let before = try count()
        let call = try judge(slow)
        #expect(call.status == 0 && call.output.contains("\(before) before"), "\(call.output)\(call.error)")
        try expectSameAsInOneCall()
    }

    @Test("repeats are asked in both orders, and another seed or number of repeats is another judge")
    func repeats() throws {
        let call = try judge("shown[request['repeat'] % 2]", "knockout", ["--verifications", "2"])
        #expect(call.status == 0, "\(call.error)")
        let store = try Store(path: database, readOnly: true)
        let run = try store.runs()[0].id
        let tools = try store.comparers(of: run)
        #expect(tools.count == 1)
        let comparisons = try store.comparisons(of: run, by: tools[0].id)
        #expect(Set(comparisons.map(\.repeat)) == [0, 1])
        for comparison in comparisons {
            #expect(
                comparisons.contains { $0.problem == comparison.problem && $0.shown == comparison.shown.reversed() })
        }
        try store.close()
        _ = try judge("min(shown)", "knockout", ["--seed", "3"])
        let listed = try Call(["list", "comparisons", "--db", database, "--format", "csv"])
        #expect(listed.lines.count == 3)
        // The newest counts.
        #expect(try rows("knockout-judge").last?[9] == "0.25")
    }

    @Test("a judge that chooses what it was not shown, or cannot, is told of, and asked again")
    func failures() throws {
        let foreign = try judge("99")
        #expect(foreign.status == 0 && foreign.output.contains("which it was not shown"), "\(foreign.output)")
        #expect(foreign.output.contains("not answered"))
        let later = try judge("None", "knockout")
        #expect(later.output.contains("without a choice"))
    }

    @Test(
        "a model behind an endpoint is read by the number behind its last judgment, and its tokens are charged",
        .enabled(if: ScriptedServer.isAvailable, "python3 runs the server"),
        arguments: [
            ("Solution 1 is long. Judgment: 0", "100.0 % whoever came first"),
            ("Judgment: 0? No. Judgement: **1**. Not 0.", "100.0 % whoever came last"),
            ("I cannot tell.", "without a choice"), ("Judgment: 12", "without a choice"),
        ])
    func endpoint(reply: String, said: String) throws {
        try folder.write("{{prompt}}\n\n{{candidates}}\n\nWhich? Judgment: NUMBER\n", to: "compare.txt")
        let server = try ScriptedServer(["ok"], words: [reply])
        let options = [
            "judge", "--db", database, "--gives", "knockout", "--name", "model", "--endpoint", server.address,
            "--model",
            "m", "--template", folder.path("compare.txt"), "--concurrency", "2",
        ]
        let call = try Call(options)
        #expect(call.status == 0 && call.output.contains(said), "\(call.output)\(call.error)")
        let prompts = try server.requests.map(\.body.prompt)
        #expect(
            prompts.allSatisfy { $0?.contains("Solution 0:\nx") == true && $0?.contains("\n\nSolution 1:\nx") == true })
        // Each question once: the order, the problem and the pair make the seed.
        #expect(try Call(options).output.contains("nothing new"))
        #expect(try server.requests.count == prompts.count)
        #expect(try rows("knockout-model").count == 4)
        try folder.write("{{answer}}", to: "compare.txt")
        let refused = try Call(options)
        #expect(refused.status == 1 && refused.hasOneLineError && refused.error.contains("{{candidates}}"))
    }

    @Test("one kind of question at a time")
    func usage() throws {
        for options in [
            ["--scorer", "orm", "--pairs", "3"], ["--gives", "knockout", "--scorer", "orm"],
            ["--gives", "knockout", "--name", "a", "--command", "cat", "--pairs", "0"],
            ["--gives", "swiss", "--name", "a", "--command", "cat", "--draws", "0"],
            ["--gives", "swiss", "--name", "a", "--command", "cat", "--verifications", "0"],
            ["--gives", "genselect", "--name", "a", "--command", "cat", "--sound"],
            ["--gives", "verdict", "--name", "a", "--command", "cat", "--pairs", "9"],
        ] {
            #expect(try Call(["judge", "--db", database] + options).status == 64, "\(options)")
        }
    }

    @Test("the example compares by length")
    func example() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let script = package.appending(path: "results/examples/compare.py").path
        let call = try Call([
            "judge", "--db", database, "--gives", "knockout", "--name", "shorter", "--command", "python3 \(script)",
        ])
        #expect(call.status == 0 && call.output.contains("100.0 % chose the same"), "\(call.output)\(call.error)")
        // The shortest is sample 0, which one problem of four has right.
        #expect(try rows("knockout-shorter").last?[9] == "0.25")
    }

    @Test("clusters are kept by an import, and widen intervals; without them --cluster is refused")
    func clusters() throws {
        let refused = try Call(["table", "--db", database, "--cluster"])
        #expect(
            refused.status == 1 && refused.hasOneLineError && refused.error.contains("--field cluster"),
            "\(refused.error)")
        let lines = (0..<24).flatMap { problem in
            (0..<2).map { sample in
                #"{"problem_id":"p\#(problem)","meta":{"template":"t\#(problem / 4)","all":"one"},"completion":"c","#
                    + #""answer":"\#(sample)","correct":\#(sample == (problem / 4) % 2)}"#
            }
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "clusters.jsonl")
        func imported(_ path: String) throws -> String {
            let database = folder.path("\(path).db")
            let call = try Call([
                "import", folder.path("clusters.jsonl"), "--db", database, "--field", "cluster=meta.\(path)",
            ])
            #expect(call.status == 0, "\(call.error)")
            if path == "template" { #expect(call.output.contains("24 problems in 6 clusters"), "\(call.output)") }
            return database
        }
        let clustered = try imported("template")
        func width(_ options: [String]) throws -> Double {
            let call = try Call(
                ["table", "--db", clustered, "--strategies", "single", "--estimator", "prefix", "--budgets", "1"]
                    + options + ["--format", "csv"])
            #expect(call.status == 0, "\(call.error)")
            let cells = call.lines[1].split(separator: ",", omittingEmptySubsequences: false)
            return try #require(Double(cells[11])) - #require(Double(cells[10]))
        }
        // Six clusters that are all right or all wrong are six problems.
        #expect(try width(["--cluster"]) > 1.5 * width([]))
        let short = try Call(["table", "--db", clustered, "--cluster", "--format", "markdown"])
        #expect(short.output.contains("24 problems in 6 clusters × 2"), "\(short.output)")
        let table = try Call(["table", "--db", clustered, "--cluster", "--format", "markdown", "--explain"])
        #expect(table.output.contains("over 6 clusters of 24 problems"), "\(table.output)")
        let compared = try Call([
            "compare", "--db", clustered, "--cluster", "--a", "1:single@1", "--b", "1:oracle@2", "--format", "markdown",
        ])
        #expect(compared.status == 0 && compared.output.contains("6 clusters of 24 problems"), "\(compared.output)")
        let one = try Call(["table", "--db", try imported("all"), "--cluster"])
        #expect(one.status == 1 && one.hasOneLineError && one.error.contains("one cluster"), "\(one.error)")
        #expect(try Call(["table", "--db", clustered, "--cluster", "--save"]).status == 64)
        let rules = try Call(["compare", "--db", clustered, "--rules", "--budget", "2", "--cluster"])
        #expect(
            rules.status == 0 && rules.output.contains("24 problems in 6 clusters × 2 candidates")
                && rules.output.contains("over clusters; p: sign-flip"), "\(rules.output)\(rules.error)")
        #expect(try Call(["compare", "--db", clustered, "--loops", "--cluster"]).status == 64)
        let plot = ["--db", clustered, "--cluster", "--output", folder.url.path, "--format", "svg"]
        #expect(try Call(["plot", "histogram"] + plot).status == 64)
        let drawn = try Call(["plot", "accuracy", "--strategies", "single"] + plot)
        #expect(drawn.status == 0, "\(drawn.error)")
        let script = try String(contentsOfFile: folder.path("accuracy-budget.gp"), encoding: .utf8)
        #expect(script.contains("intervals over clusters"), "\(script.suffix(400))")
    }
}
