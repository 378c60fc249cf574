import Testing

@Suite("Whose verdicts are read")
struct JudgeChoiceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("of two recorded verifiers one has to be named; tables say which, and the list shows both")
    func rivals() throws {
        let lines = ["p", "q"].flatMap { problem in
            [("1", true, "accepted", "rejected"), ("2", false, "rejected", "accepted")].map {
                #"{"id":"\#(problem)","answer":"\#($0.0)","correct":\#($0.1),"verdicts":{"good":"\#($0.2)","bad":"\#($0.3)"}}"#
            }
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
        let database = folder.path("x.db")
        #expect(try Call(["import", folder.path("in.jsonl"), "--db", database]).status == 0)
        func right(_ verifier: String) throws -> [String] {
            let call = try Call([
                "table", "--db", database, "--strategies", "verifier", "--budgets", "2", "--verifier", verifier,
                "--format", "csv",
            ])
            #expect(call.status == 0, "\(call.error)")
            return call.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
                .map { "\($0[9]) \($0[27])" }
        }
        #expect(try right("good:recorded=yes") == ["1.0 good:recorded=yes"])
        #expect(try right("bad:recorded=yes") == ["0.0 bad:recorded=yes"])
        let asked = try Call(["table", "--db", database, "--strategies", "verifier"])
        #expect(asked.status == 1 && asked.hasOneLineError && asked.error.contains("--verifier"), "\(asked.error)")
        // Unasked, the table has what needs no verdict, and says what is missing.
        let table = try Call(["table", "--db", database, "--format", "markdown"])
        #expect(table.status == 0 && table.output.contains("say whose verdicts to read"), "\(table.error)")
        let votes = try Call(["table", "--db", database, "--strategies", "majority", "--format", "markdown"])
        #expect(votes.status == 0 && !votes.output.contains("say whose verdicts to read"), "\(votes.error)")
        let accepted = try Call(script: "sqlite3 '\(database)' 'SELECT count(accepted) FROM candidate_readable'")
        #expect(accepted.output == "0\n")
        let judges = try Call(["list", "judges", "--db", database, "--format", "csv"])
        #expect(judges.lines[0] == "run,kind,judge,version,candidates,counts,promises,evidence,sha256")
        #expect(judges.lines.contains("1,verifier,good:recorded=yes,1,4,no,no guarantee,answer,"))
    }

    @Test("runs are removed by number")
    func removing() throws {
        let example = try ExampleDatabase(in: folder)
        let call = try Call(["remove", "--db", example.path, "--run", "3"])
        #expect(call.status == 0 && call.output == "removed run 3: 3 candidates\n", "\(call.error)")
        #expect(try Call(["list", "runs", "--db", example.path, "--format", "csv"]).lines.count == 3)
        let missing = try Call(["remove", "--db", example.path, "--run", "3"])
        #expect(missing.status == 1 && missing.hasOneLineError && missing.error.contains("no run 3"))
    }
}
