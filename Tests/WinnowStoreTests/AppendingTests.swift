import GRDB
import Testing

@testable import WinnowStore

@Suite("Appending")
struct AppendingTests {
    @Test("a batch that fails in the middle stores nothing")
    func atomicity() throws {
        let example = try Example()
        try example.store.append([example.entry(2, 1)], to: example.run, judgedBy: example.judges)
        let counts = """
            SELECT (SELECT count(*) FROM candidate), (SELECT count(*) FROM reading), (SELECT count(*) FROM grade),
              (SELECT count(*) FROM trace_check), (SELECT count(*) FROM verdict),
              (SELECT revision FROM run_revision)
            """
        let before = try example.store.rows(counts)
        let error = #expect(throws: StoreError.self) {
            try example.store.append(example.entries(1...3, 0..<4), to: example.run, judgedBy: example.judges)
        }
        #expect(error?.kind == .conflict)
        #expect(error?.what.contains("sample 1 of problem 2") == true)
        #expect(try example.store.rows(counts) == before)
        // The store is usable afterwards.
        try example.store.append(example.entries(3...3, 0..<4), to: example.run, judgedBy: example.judges)
        #expect(try example.stored().count == 5)
    }

    @Test(
        "of a large batch the sample that exists already, or comes twice, is named",
        arguments: [0, 100, 127, 128, 200, 299])
    func conflictInLargeBatch(_ place: Int) throws {
        let example = try Example()
        let entries = example.entries(1...1, 0..<300)
        try example.store.append([entries[place]], to: example.run, judgedBy: example.judges)
        var twice = entries.map { entry in
            var entry = entry
            entry.candidate.problem = example.problems[1]
            return entry
        }
        twice.append(twice[place])
        for (batch, problem) in [(entries, 0), (twice, 1)] {
            let error = #expect(throws: StoreError.self) {
                try example.store.append(batch, to: example.run, judgedBy: example.judges)
            }
            #expect(error?.kind == .conflict)
            let name = "sample \(place) of problem \(example.problems[problem]), round 0,"
            #expect(error?.what.contains(name) == true, "\(String(describing: error))")
        }
        #expect(try example.stored() == [entries[place]])
    }

    @Test("a batch of any size is stored whole, under consecutive identifiers", arguments: [1, 15, 16, 127, 128, 300])
    func batchSizes(_ count: Int) throws {
        let example = try Example()
        try example.store.append([example.entry(2, 0)], to: example.run, judgedBy: example.judges)
        let entries = example.entries(1...1, 0..<count)
        let ids = try example.store.append(entries, to: example.run, judgedBy: example.judges)
        #expect(ids.map(\.value) == (2..<2 + Int64(count)).map { $0 })
        #expect(try Array(example.stored().prefix(count)) == entries)
    }

    @Test("NaN is refused instead of becoming NULL")
    func notANumber() throws {
        let example = try Example()
        var entry = example.entry(1, 0)
        entry.candidate.logProbability = .nan
        let error = #expect(throws: StoreError.self) { try example.store.append([entry], to: example.run) }
        #expect(error?.kind == .invalid)
        #expect(try example.stored().isEmpty)
    }

    @Test("a judgement without its tool is a programming error")
    func missingTool() async {
        await #expect(processExitsWith: .failure) {
            let example = try Example()
            try example.store.append([example.entry(1, 0)], to: example.run)
        }
    }

    @Test("a resumed run knows its samples, also with gaps")
    func resume() throws {
        let example = try Example()
        try example.store.append(example.entries(1...2, 0..<4), to: example.run, judgedBy: example.judges)
        try example.store.append(example.entries(2...2, 6..<8), to: example.run, judgedBy: example.judges)
        try example.store.append(
            [example.entry(3, 5), example.entry(4, 0, round: 1)], to: example.run,
            judgedBy: example.judges)
        let indices = try example.store.sampleIndices(of: example.run)
        #expect(
            indices == [
                example.problems[0]: RangeSet(0..<4),
                example.problems[1]: RangeSet([0..<4, 6..<8]),
                example.problems[2]: RangeSet(5..<6),
            ])
        let other = try Example(example.store, identity: "run-b")
        #expect(try example.store.sampleIndices(of: other.run).isEmpty)
    }

    @Test("another tool's judgement is added beside the first, and counts once it is chosen")
    func rejudging() throws {
        let example = try Example()
        let ids = try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        var grader = Example.grader
        grader.version = 2
        let newer = Judges(grader: try example.store.findOrInsert(grader))
        #expect(try example.store.rows("SELECT correct FROM candidate_readable") == ["0"])
        try example.store.judge([ids[0]: Judgements(correct: true)], by: newer)
        #expect(try example.store.rows("SELECT correct FROM grade ORDER BY tool_id") == ["0", "1"])
        #expect(try example.store.rows("SELECT correct FROM candidate_readable") == ["0"])
        #expect(try example.store.judges(of: example.run) == example.judges)
        let revision = try example.store.revision(of: example.run)
        try example.store.choose(newer, of: example.run)
        #expect(try example.store.rows("SELECT correct FROM candidate_readable") == ["1"])
        #expect(try example.store.judges(of: example.run).grader == newer.grader)
        #expect(try example.store.revision(of: example.run) == revision + 1)
        // And back again; a tool that has judged nothing there is not taken.
        try example.store.choose(example.judges, of: example.run)
        let stranger = Judges(grader: try example.store.findOrInsert(ToolRecord(kind: .grader, name: "x", version: 1)))
        try example.store.choose(stranger, of: example.run)
        #expect(try example.store.judges(of: example.run) == example.judges)
        #expect(try example.store.rows("SELECT correct FROM candidate_readable") == ["0"])
        let error = #expect(throws: StoreError.self) {
            try example.store.judge([ids[0]: Judgements(correct: false)], by: newer)
        }
        #expect(error?.kind == .conflict)
        #expect(try example.store.rows("SELECT correct FROM grade ORDER BY tool_id") == ["0", "1"])
    }

    @Test("of several verifiers the domain's own counts, else the only one, else none")
    func otherVerifiers() throws {
        let example = try Example()
        var entry = example.entry(1, 0)
        entry.judgements.verdict = nil
        let ids = try example.store.append([entry], to: example.run, judgedBy: example.judges)
        let names = ["first", "second", "chain-verifier"]
        let judges = try names.map { name in
            var tool = Example.verifier
            tool.name = name
            return Judges(verifier: try example.store.findOrInsert(tool))
        }
        func accepted() throws -> [String] { try example.store.rows("SELECT accepted FROM candidate_readable") }
        let accept = [ids[0]: Judgements(verdict: VerdictRecord(outcome: .accepted))]
        #expect(try accepted() == [""])
        try example.store.judge(accept, by: judges[0])
        #expect(try accepted() == ["1"])
        #expect(try example.store.judges(of: example.run).verifier == judges[0].verifier)
        try example.store.judge(accept, by: judges[1])
        #expect(try accepted() == [""])
        #expect(try example.store.judges(of: example.run).verifier == nil)
        try example.store.judge([ids[0]: Judgements(verdict: VerdictRecord(outcome: .rejected))], by: judges[2])
        #expect(try accepted() == ["0"])
        #expect(try example.store.judges(of: example.run).verifier == judges[2].verifier)
        // What a verifier says again of a candidate is not of another candidate.
        try example.store.judge(
            [ids[0]: Judgements(verdict: VerdictRecord(outcome: .rejected, repeat: 1))], by: judges[0])
        let overview = try example.store.judgeOverview(of: example.run).filter { $0.tool.record.kind == .verifier }
        #expect(overview.map(\.tool.record.name) == ["chain-verifier", "first", "second"])
        #expect(overview.map(\.counts) == [true, false, false])
        #expect(overview.map(\.candidates) == [1, 1, 1])
    }

    @Test("a newer verifier that is not sound does not hide a sound one")
    func soundFirst() throws {
        let example = try Example()
        let ids = try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        let learned = ToolRecord(
            kind: .verifier, name: "self", version: 1,
            declaration: .init(sound: false, complete: false, evidence: "answer", solvesTheProblem: false))
        let judges = Judges(verifier: try example.store.findOrInsert(learned))
        try example.store.judge([ids[0]: Judgements(verdict: VerdictRecord(outcome: .accepted))], by: judges)
        #expect(try example.store.rows("SELECT accepted FROM candidate_readable") == ["0"])
        #expect(try example.store.judges(of: example.run).verifier == example.judges.verifier)
    }

    @Test("candidates are read from indices, without sorting")
    func readingPlan() throws {
        let example = try Example()
        let plans = try [
            CandidateQuery.sql(where: "true"),
            CandidateQuery.sql(where: "position = 1 AND sample_index = 0 AND round = 0"),
        ].flatMap { sql in
            try example.store.read { db in
                try Row.fetchAll(
                    db, sql: "EXPLAIN QUERY PLAN " + sql,
                    arguments: CandidateQuery.arguments(example.run, example.judges)
                ).filter { $0["parent"] == 0 }.map { $0["detail"] as String }
            }
        }
        #expect(plans.contains { $0.contains("sqlite_autoindex_candidate_1 (run_id=? AND problem_id=?") })
        #expect(!plans.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") })
    }
}
