import Testing

@Suite("Grades by hand")
struct HandGradeTests {
    private let folder: TemporaryFolder
    private let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder).path
    }

    private func grade(_ options: [String]) throws -> Call { try Call(["grade", "--db", database] + options) }

    private func right() throws -> String {
        let script = "sqlite3 '\(database)' 'SELECT sum(correct) FROM candidate_readable WHERE run = 1 AND problem = 1'"
        return try Call(script: script).output
    }

    @Test("a grade is kept beside the grader's, shown and exported, and counts once it is asked to")
    func grades() throws {
        let before = try right()
        let call = try grade(["--candidate", "1/1/3", "--right", "--why", "seen | twice", "--author", "ada"])
        #expect(call.status == 0 && call.output.contains("right by ada (seen | twice)"), "\(call.error)")
        #expect(call.output.contains("the grade that counts says wrong"))
        #expect(try right() == before)
        let shown = try Call(["inspect", "--db", database, "--run", "1", "--problem", "1", "--sample", "3"])
        #expect(shown.output.contains("by hand  right, says ada: seen | twice"))
        let json = try Call([
            "inspect", "--db", database, "--run", "1", "--problem", "1", "--sample", "3", "--format", "json",
        ])
        #expect(json.output.contains("\"author\""))
        let exported = try Call(["export", "--db", database, "--run", "1", "--format", "csv", "-"])
        #expect(exported.lines[0].hasSuffix("grade_by_hand,grade_author,grade_reason"), "\(exported.error)")
        #expect(exported.lines.contains { $0.hasSuffix("1,ada,seen | twice") })

        let counting = try grade(["--run", "1", "--count"])
        #expect(
            counting.status == 0 && counting.output.contains("1 of which differ"), "\(counting.error)\(counting.output)"
        )
        #expect(Int(try right().dropLast()) == Int(before.dropLast()).map { $0 + 1 })
        // The same again changes nothing, and a later reason is above an earlier one.
        #expect(try grade(["--run", "1", "--count"]).status == 0)
        let again = try grade(["--candidate", "1/1/3", "--wrong", "--why", "mistaken", "--author", "ada", "--count"])
        #expect(again.status == 0, "\(again.error)")
        #expect(try right() == before)
        let table = try Call(["table", "--db", database, "--run", "1", "--format", "csv"])
        #expect(table.status == 0, "\(table.error)")
    }

    @Test("an earlier grade is never overwritten, and what cannot be graded is said")
    func refusals() throws {
        #expect(try grade(["--candidate", "1/1/0", "--wrong", "--why", "no", "--author", "ada"]).status == 0)
        #expect(try grade(["--candidate", "1/1/0", "--wrong", "--why", "no", "--author", "ada"]).status == 0)
        let other = try grade(["--candidate", "1/1/0", "--right", "--why", "no", "--author", "ada"])
        #expect(other.status == 1 && other.hasOneLineError && other.error.contains("for the same reason"))
        for place in ["1/99/0", "1/1/99", "9/1/0"] {
            let call = try grade(["--candidate", place, "--right", "--why", "x"])
            #expect(call.status == 1 && call.hasOneLineError, "\(place): \(call.error)")
        }
        #expect(try grade(["--candidate", "1/1/0", "--right", "--why", " "]).status == 1)
        #expect(try grade(["--candidate", "1/1", "--right", "--why", "x"]).status == 64)
        #expect(try grade(["--candidate", "1/1/0", "--right", "--wrong", "--why", "x"]).status == 64)
        #expect(try grade(["--run", "3", "--count"]).status == 1)
    }
}

@Suite("Audits of checkers")
struct AuditCommandTests {
    @Test("a run of mazes is audited, with a row for each strict word and each checker")
    func maze() throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder).path
        let call = try Call(["audit", "--db", database, "--run", "1", "--format", "csv"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.lines[0] == "checker,accepted,agreement,false_accepts,false_rejects,right_by_it")
        let names = call.lines.dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) }
        #expect(names == ["strict", "searchformer-plan", "strict-trace", "trace-validator-a", "trace-validator-b"])
        #expect(call.lines[1].contains(",1.0,0,0,"))
        let text = try Call(["audit", "--db", database, "--run", "1", "--format", "markdown", "--explain"])
        #expect(text.output.hasPrefix("Run 1") && text.output.contains("smallest counter-examples"))
        let other = try Call(["audit", "--db", database, "--run", "3"])
        #expect(other.status == 1 && other.hasOneLineError && other.error.contains("no published checker"))
    }

    @Test("an imported countdown file is audited: reuse, powers and factorials")
    func countdown() throws {
        let folder = try TemporaryFolder()
        let lines = [
            #"{"id":"a","problem":"9 7 5 > 25","answer":"5*5"}"#,
            #"{"id":"a","problem":"9 7 5 > 25","answer":"9+7+5"}"#,
            #"{"id":"b","problem":"9 7 5 > 11","answer":"(9+7)-5"}"#,
            #"{"id":"b","problem":"9 7 5 > 11","answer":"9+7-5"}"#,
        ]
        try folder.write(lines.joined(separator: "\n") + "\n", to: "in.jsonl")
        let database = folder.path("x.db")
        let imported = try Call(["import", folder.path("in.jsonl"), "--domain", "countdown", "--db", database])
        #expect(imported.status == 0, "\(imported.error)")
        let call = try Call(["audit", "--db", database, "--run", "1", "--format", "csv"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.lines.contains { $0.hasPrefix("sos-path,3,0.75,1,0,") }, "\(call.output)")
        #expect(call.lines.contains { $0.hasPrefix("tinyzero,2,1.0,0,0,") }, "\(call.output)")
    }
}
