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

    private func contents(_ queue: DatabaseQueue) throws -> [String: [String]] {
        try queue.read { db in
            try Dictionary(
                uniqueKeysWithValues: Self.readable.map { name in
                    (name, try Row.fetchAll(db, sql: "SELECT * FROM \(name) ORDER BY 1, 2, 3").map(\.description))
                })
        }
    }

    @Test("a database of schema 1 shows the same rows afterwards")
    func released() throws {
        try withFolder { folder in
            try FileManager.default.copyItem(atPath: fixturePath("released-v1.sqlite"), toPath: folder + "/x.db")
            let queue = try DatabaseQueue(path: folder + "/x.db")
            let before = try contents(queue)
            #expect(before["candidate_readable"]?.count == 12)
            try Schema.migrator.migrate(queue)
            #expect(try contents(queue) == before)
        }
    }

    @Test("a database of schema 2 shows the same rows in schema 3")
    func second() throws {
        try withFolder { folder in
            try FileManager.default.copyItem(atPath: fixturePath("released-v1.sqlite"), toPath: folder + "/x.db")
            let queue = try DatabaseQueue(path: folder + "/x.db")
            try Schema.migrator.migrate(queue, upTo: "v2")
            let before = try contents(queue)
            try Schema.migrator.migrate(queue)
            #expect(try contents(queue) == before)
            #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
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
                      (4, 'verifier', 'a', 1, '', '{}', 1, 1, 'answer', 0),
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
            try db.execute(sql: "INSERT INTO verdict VALUES (4, 6, 0, 'accepted', NULL, 1, 0, 0)")
        }
        let before = try contents(queue)
        #expect(before["verdict"]?.count == 8)
        try Schema.migrator.migrate(queue)
        #expect(try contents(queue) == before)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM judgement WHERE number = 0") } == 4)
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
