import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Damaged values")
struct DamageTests {
    /// Every table of raw data, and what is kept beside it.
    static let tables = [
        "problem_set", "problem", "model", "model_token", "tool", "run", "candidate", "score", "step_score",
        "run_revision", "estimate", "estimate_by_problem", "text", "judgement", "completion", "reference", "import",
        "rejected", "call", "batch", "run_judge", "prompt", "confidence",
        "comparison", "problem_cluster",
    ]

    /// What a text is that is not there is not told from what has none, and nothing is made of the order of judgements.
    private static let unread = ["judgement.number", "judgement.error", "judgement.explanation"]

    @Test("the tables that are damaged here are all that there are")
    func allTables() throws {
        let found = try Store.inMemory().rows(
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
            """)
        #expect(Set(found) == Set(Self.tables))
        #expect(Schema.tables.isSuperset(of: found))
    }

    @Test(
        "no value of any column makes a function that reads trap, or fail without naming the damage", arguments: tables)
    func everyCell(table: String) throws {
        let cells = try DamagedCells()
        var unnoticed: [String] = []
        for column in try cells.columns(of: table) {
            for value in DamagedCells.values(for: column) {
                guard let store = try cells.copy(with: value, in: column) else { continue }
                let findings = cells.findings(in: store, of: table)
                var isNoticed = false
                for (name, result) in findings {
                    guard case .failure(let error) = result else { continue }
                    isNoticed = true
                    let text = "\(name), \(column.name) = \(value): \(error)"
                    #expect(error.kind == .corrupt, "\(text)")
                    #expect(error.what.hasPrefix("'x.db' is damaged: "), "\(text)")
                    #expect(!error.description.contains("\n") && !error.description.contains("SELECT"), "\(text)")
                }
                guard column.excludes(value) else { continue }
                if !isNoticed, !Self.unread.contains("\(table).\(column.name)") {
                    unnoticed.append("\(column.name) = \(value)")
                }
                let damage = try store.read { try DamageSearch($0).first(in: table) }
                #expect(damage?.column == column.name, "\(column.name) = \(value): \(String(describing: damage))")
            }
        }
        #expect(unnoticed.isEmpty)
    }

    @Test("a damaged value is named with its table, row and column, what was expected and what was found")
    func message() throws {
        let cells = try DamagedCells()
        func error(_ table: String, _ name: String, _ value: DatabaseValue, _ finding: String) throws -> String? {
            let column = try #require(try cells.columns(of: table).first { $0.name == name })
            let store = try #require(try cells.copy(with: value, in: column))
            guard case .failure(let error) = cells.findings(in: store, of: table)[finding] else { return nil }
            #expect(error.hint == "restore a copy of it, or make it again")
            return error.what
        }
        let begin = "'x.db' is damaged: table "
        #expect(
            try error("judgement", "answer_key", Data([1, 2]).databaseValue, "pool")
                == begin + "judgement, candidate 1, column answer_key (expected text, found 2 bytes)")
        #expect(
            try error("candidate", "sample_index", Int64.max.databaseValue, "candidates")
                == begin + "candidate, row 1, column sample_index (expected an integer in 0...9007199254740992, "
                + "found 9223372036854775807)")
        #expect(
            try error("run", "max_tokens", Int64.min.databaseValue, "runs")
                == begin + "run, row 1, column max_tokens (expected an integer in 0...1099511627776, "
                + "found -9223372036854775808)")
        #expect(
            try error("tool", "kind", "poet".databaseValue, "tools")
                == begin + "tool, row 1, column kind (expected extractor, grader, validator, scorer, verifier, "
                + "found another word)")
        #expect(
            try error("problem", "spec_json", "[".databaseValue, "problems")
                == begin + "problem, row 1, column spec_json (expected JSON with a specification, found other text)")
        // What SQL computes itself is searched for.
        #expect(
            try error("judgement", "critiques", "[".databaseValue, "candidates")
                == begin + "judgement, candidate 1, column critiques (expected the id of a text, or a JSON array of "
                + "those, found text)")
        #expect(
            try error("completion", "completion_tokens", Int64.max.databaseValue, "overview")
                == begin + "completion, candidate 8, column completion_tokens (expected an integer in "
                + "0...1099511627776, found 9223372036854775807)")
        #expect(
            try error("candidate", "problem_id", 99.databaseValue, "pool")
                == begin + "candidate, row 1, column problem_id (expected the id of a problem, found 99)")
        #expect(
            try error("judgement", "verifier_id", .null, "judges")
                == begin + "judgement, candidate 1, column verifier_id (expected a value where there is a value of "
                + "outcome, found nothing)")
        #expect(
            try error("model_token", "token", 7.databaseValue, "model")
                == begin + "model_token, model 1, column token (expected 0, found 1)")
    }

    @Test("a tool that judged a candidate twice is found, not counted twice")
    func doubled() throws {
        let example = try Example()
        try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        try example.store.write { db in
            try db.execute(
                sql: """
                    INSERT INTO judgement (candidate_id, number, grader_id, correct)
                    SELECT candidate_id, 1, grader_id, correct FROM judgement
                    """)
        }
        let error = #expect(throws: StoreError.self) {
            try example.store.forEachPoolRow(of: example.run, judgedBy: example.judges) { _ in }
        }
        #expect(
            error?.what
                == "':memory:' is damaged: table judgement, candidate 1, column number (expected one row by each "
                + "tool, found several)")
    }

    @Test("a merge or a pack of a damaged database says which of its values is at fault, and leaves nothing")
    func mergedAndPacked() throws {
        try withFolder { folder in
            let cells = try DamagedCells()
            let column = try #require(try cells.columns(of: "candidate").first { $0.name == "round" })
            let store = try #require(try cells.copy(with: .null, in: column))
            let path = folder + "/x.db"
            try store.write { _ in }
            try store.database.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
            let message =
                "'\(path)' is damaged: table candidate, row 1, column round (expected an integer, found nothing)"
            let errors = [
                #expect(throws: StoreError.self) { try Store.merge([path], into: folder + "/y.db") },
                #expect(throws: StoreError.self) { try Store.copying([cells.run], of: path, into: folder + "/y.db") },
            ]
            for error in errors { #expect(error?.what == message) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.db"])
        }
    }

    @Test(
        "a merge of a database whose index leads to other rows says that the file is damaged, not that it contradicts")
    func damagedIndex() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append(example.entries(1...2, 0..<2), to: example.run, judgedBy: example.judges)
            try example.store.close()
            // Once in the table and once in its index.
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let place = try #require(bytes.range(of: Data("hash-1".utf8)))
            #expect(bytes[place.upperBound...].range(of: Data("hash-1".utf8)) != nil)
            bytes.replaceSubrange(place, with: Data("hash-9".utf8))
            try bytes.write(to: URL(fileURLWithPath: path))
            let other = folder + "/y.db"
            try Example(Store(path: other)).store.close()
            let error = #expect(throws: StoreError.self) { try Store.merge([path], into: other) }
            #expect(error?.kind == .corrupt)
            #expect(error?.what.hasPrefix("'\(path)' is damaged (") == true, "\(String(describing: error))")
            #expect(error?.what.contains("index") == true, "\(String(describing: error))")
        }
    }

    @Test(
        "a store refuses to write what it would call damaged",
        arguments: [
            { $0.candidate.promptTokens = StoreLimits.cost + 1 }, { $0.candidate.traceTokens = -1 },
            { $0.candidate.answerTokens = .max }, { $0.candidate.sampleIndex = StoreLimits.number + 1 },
            { $0.candidate.flops = .infinity }, { $0.candidate.flops = -1 }, { $0.candidate.flops = 2e40 },
            { $0.candidate.logProbability = .infinity },
            { $0.candidate.completion = CompletionText(text: "", completionTokens: .max) },
            { $0.judgements.verdict?.calls = -1 }, { $0.judgements.verdict?.tokens = .max },
            { $0.judgements.verdict?.repeat = StoreLimits.lastRepeat + 1 },
            { $0.judgements.verdict?.seconds = .infinity },
        ] as [@Sendable (inout CandidateEntry) -> Void])
    func refused(change: @Sendable (inout CandidateEntry) -> Void) throws {
        let example = try Example()
        var entry = example.entry(1, 0)
        change(&entry)
        let error = #expect(throws: StoreError.self) {
            try example.store.append([entry], to: example.run, judgedBy: example.judges)
        }
        #expect(error?.kind == .invalid)
        #expect(try example.stored().isEmpty)
    }
}
