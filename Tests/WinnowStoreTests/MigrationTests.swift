import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Migrating")
struct MigrationTests {
    /// What schema 1 had in tables and views; identifiers included.
    private static let readable = [
        "candidate", "reading", "grade", "trace_check", "verdict", "candidate_judgement", "candidate_readable",
        "run_overview", "trace_confusion", "trace_length_by_difficulty", "first_trace_errors", "accuracy_by_budget",
    ]

    /// The rows of the tables and views, by column.
    private func contents(_ queue: DatabaseQueue) throws -> [String: [[String: DatabaseValue]]] {
        try queue.read { db in
            try Dictionary(
                uniqueKeysWithValues: Self.readable.map { name in
                    let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(name) ORDER BY 1, 2, 3")
                    return (name, rows.map { Dictionary(uniqueKeysWithValues: $0) })
                })
        }
    }

    /// Columns may be added, and nothing else may change but the rate of accepted candidates: until schema 4 it left out
    /// those without an answer.
    private func expectSame(_ before: [String: [[String: DatabaseValue]]], in queue: DatabaseQueue) throws {
        let after = try contents(queue)
        for (name, rows) in before {
            let kept = Set(rows.first.map { Array($0.keys) } ?? []).subtracting(
                name == "run_overview" ? ["accepted"] : [])
            func only(_ rows: [[String: DatabaseValue]]) -> [[String: DatabaseValue]] {
                rows.map { $0.filter { kept.contains($0.key) } }
            }
            #expect(after[name].map(only) == only(rows), "\(name)")
        }
    }

    @Test("a database of an older schema shows the same rows afterwards", arguments: ["v1", "v2", "v3", "v4"])
    func released(version: String) throws {
        try withFolder { folder in
            try FileManager.default.copyItem(atPath: fixturePath("released-v1.sqlite"), toPath: folder + "/x.db")
            let queue = try DatabaseQueue(path: folder + "/x.db")
            try Schema.migrator.migrate(queue, upTo: version)
            let before = try contents(queue)
            #expect(before["candidate_readable"]?.count == 12)
            try Schema.migrator.migrate(queue)
            try expectSame(before, in: queue)
            #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
            #expect(try queue.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }.isEmpty)
        }
    }

    @Test("what schema 3 kept in columns and scores of other meaning has a place of its own")
    func smuggled() throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue, upTo: "v3")
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO problem_set VALUES (1, 'chain', 'set', 1, 'a');
                    INSERT INTO problem VALUES (1, 1, 1, 'h', 'easy', 'test', '{"specification":"p"}', 'p');
                    INSERT INTO model VALUES (1, 'm', 's', 'generator', 1, '{}');
                    INSERT INTO run VALUES
                      (1, 'i', 'imported', NULL, 1, 1, 1, -1, NULL, NULL, 0, '', 'recorded', '{}', '0', 't'),
                      (2, 'e', 'sample', NULL, 1, 1, 1, 0.5, NULL, NULL, 8, '', 'endpoint, stopped by esc', '{}', '0', 't'),
                      (3, 's', 'search', NULL, 1, 1, 1, 0.8, NULL, NULL, 8, '', 'avx2', '{"width":"2"}', '0', 't'),
                      (4, 'd', 'sample', NULL, 1, 1, 1, -1, NULL, NULL, 8, '', 'avx2', '{}', '0', 't');
                    INSERT INTO tool VALUES (1, 'scorer', 'search-generator', 1, '', '{}', NULL, NULL, NULL, NULL),
                      (2, 'scorer', 'search-guide', 1, '', '{}', NULL, NULL, NULL, NULL);
                    """)
            // Two whole groups, and one of which a candidate was not paid for.
            for index in 0..<6 {
                try db.execute(
                    sql: """
                        INSERT INTO candidate VALUES (?, 3, 1, ?, NULL, 0, x'0100', -1, -1, 4, 2, 1, 'end', 30);
                        INSERT INTO score VALUES (?, 1, 0, 0, ?, 64);
                        """, arguments: [index + 1, index, index + 1, 10 + index])
                guard index != 5 else { continue }
                try db.execute(
                    sql: "INSERT INTO score VALUES (?, 2, 0, ?, 0, 0.5)", arguments: [index + 1, Double(index) / 8])
            }
        }
        try Schema.migrator.migrate(queue)
        func rows(_ sql: String) throws -> [String] {
            try queue.read { db in
                try Row.fetchAll(db, sql: sql).map { row in
                    row.databaseValues.map { $0.isNull ? "-" : String.fromDatabaseValue($0) ?? "?" }
                        .joined(separator: " ")
                }
            }
        }
        #expect(
            try rows("SELECT id, CAST(temperature AS TEXT), kernel_path FROM run ORDER BY id").map {
                $0.replacing("? ", with: "")
            } == ["- recorded", "0.5 endpoint", "0.8 avx2", "-1.0 avx2"])
        #expect(
            try rows(
                """
                SELECT purpose, CAST(sample_index AS TEXT), CAST(tokens_out AS TEXT), CAST(flops AS TEXT) FROM call
                WHERE run_id = 3 AND sample_index < 4 ORDER BY purpose, sample_index
                """) == ["generate 0 21 128.0", "generate 2 25 128.0", "guide 0 0 1.0", "guide 2 0 1.0"])
        // The third group lacks the guide's row and is searched again.
        #expect(try rows("SELECT purpose FROM call WHERE sample_index = 4") == ["generate"])
        #expect(try rows("SELECT name FROM tool") == ["search-guide"])
        #expect(
            try rows("SELECT CAST(value AS TEXT), CAST(flops AS TEXT) FROM score ORDER BY candidate_id")
                == ["0.0 0.0", "0.125 0.0", "0.25 0.0", "0.375 0.0", "0.5 0.0"])
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM score") } }
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "UPDATE run SET seed = 2") } }
    }

    @Test("a file of an older schema is read as it is through a copy, and keeps its bytes")
    func reading() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            try FileManager.default.copyItem(atPath: fixturePath("released-v1.sqlite"), toPath: path)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let store = try Store(path: path, readOnly: true)
            #expect(try store.overview().reduce(0) { $0 + $1.candidates } == 12)
            #expect(try store.calls(of: store.runs()[0].id).isEmpty)
            try store.close()
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.db"])
            // Where its tables are read as they are, it has to be of this schema.
            let error = #expect(throws: StoreError.self) { try Store.merge([path], into: folder + "/y.db") }
            #expect(error?.kind == .olderSchema)
        }
    }

    @Test("judgements of several tools and repeats keep their rows, and texts every character")
    func manyTools() throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue, upTo: "v1")
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO problem_set VALUES (1, 'chain', 'set', 1, 'a');
                    INSERT INTO problem VALUES (1, 1, 1, 'h', 'easy', 'test', '{}', 'p');
                    INSERT INTO model VALUES (1, 'm', 's', 'generator', 1, '{}');
                    INSERT INTO run VALUES (1, 'i', 'sample', NULL, 1, 1, 1, 1, NULL, NULL, 8, 'plain', 'k', '{}', '0', 't');
                    INSERT INTO tool VALUES (1, 'extractor', 'e', 1, '', '{}', NULL, NULL, NULL, NULL),
                      (2, 'grader', 'g', 1, '', '{}', NULL, NULL, NULL, NULL),
                      (3, 'validator', 'v', 1, '', '{}', NULL, NULL, NULL, NULL),
                      (4, 'verifier', 'chain-verifier', 1, '', '{}', 1, 1, 'answer', 0),
                      (5, 'extractor', 'e', 2, '', '{}', NULL, NULL, NULL, NULL),
                      (6, 'verifier', 'b', 1, '', '{}', 0, 0, 'answer', 0),
                      (7, 'validator', 'v', 2, '', '{}', NULL, NULL, NULL, NULL);
                    INSERT INTO candidate SELECT value + 1, 1, 1, value, NULL, 0, x'0100', -1, -1, 1, 1, 1, 'end', 5
                    FROM json_each('[0,1,2,3]');
                    INSERT INTO reading VALUES (1, 1, '3', '3'), (1, 5, '3 ', '3'), (2, 1, NULL, NULL), (3, 5, 'x', NULL);
                    INSERT INTO grade VALUES (1, 2, 1), (2, 2, 0);
                    INSERT INTO trace_check VALUES (1, 3, NULL, 0, 'e', 2, 'the ∑ of'), (1, 7, 1, 1, NULL, NULL, NULL);
                    """)
            let critiques = [
                #"[{"a":"x},{y"},{},{}]"#, #"[{"a":1}]"#, "[]", "not JSON", "", "},{",
                #"[{"a":"é"},{"a":"é"},{"a":1}]"#,
            ]
            for (index, text) in critiques.enumerated() {
                try db.execute(
                    sql: "INSERT INTO verdict VALUES (?, ?, ?, ?, ?, 1, 2, 0.5)",
                    arguments: [
                        1 + index % 2, index % 3 == 0 ? 6 : 4, index, index % 2 == 0 ? "rejected" : "error", text,
                    ])
            }
            try db.execute(sql: "INSERT INTO verdict VALUES (4, 4, 0, 'accepted', NULL, 1, 0, 0)")
        }
        let before = try contents(queue)
        #expect(before["verdict"]?.count == 8)
        try Schema.migrator.migrate(queue)
        try expectSame(before, in: queue)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM judgement WHERE number = 0") } == 4)
        let counting = try queue.read { db in
            try Int.fetchAll(db, sql: "SELECT tool_id FROM run_judge WHERE counts ORDER BY tool_id")
        }
        #expect(counting == [2, 4, 5, 7])
        // Candidate 1 is undecided, 2 and 3 have no answer.
        #expect(try queue.read { try Double.fetchOne($0, sql: "SELECT accepted FROM run_overview") } == 1.0 / 3)
    }

    @Test("critiques are kept to the character, and what they share is kept once")
    func critiques() throws {
        let example = try Example()
        let texts = [
            #"[{"kind":"a"},{"kind":"b"}]"#, #"[{"kind":"a"},{"kind":"c"},{"kind":"b"}]"#, "[]", "", "},{},{", "{},{}",
        ]
        let entries = texts.enumerated().map { index, text in
            var entry = example.entry(1, index)
            entry.judgements.verdict = VerdictRecord(outcome: .rejected, critiquesJSON: text)
            return entry
        }
        try example.store.append(entries, to: example.run, judgedBy: example.judges)
        #expect(try example.stored() == entries)
        for text in texts { #expect(SharedTexts.pieces(of: text).joined(separator: ",") == text) }
        #expect(try example.store.rows(#"SELECT count(*) FROM text WHERE content = '[{"kind":"a"}'"#) == ["1"])
    }
}
