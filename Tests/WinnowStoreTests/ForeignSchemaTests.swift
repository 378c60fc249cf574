import Foundation
import GRDB
import Testing

@testable import WinnowStore

@Suite("Schemas of strangers")
struct ForeignSchemaTests {
    /// Makes a database with candidates, changes it by SQL and opens it again.
    private func opening(after sql: String, _ body: (String) throws -> Void) throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            let example = try Example(Store(path: path))
            try example.store.append(example.entries(1...2, 0..<2), to: example.run, judgedBy: example.judges)
            try example.store.close()
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
            try queue.close()
            try body(path)
        }
    }

    @Test(
        "a table, view or trigger that is not Winnow's own is refused before it is run, and named",
        arguments: [
            (
                """
                DROP VIEW run_overview;
                CREATE VIEW run_overview AS WITH RECURSIVE n(run) AS (SELECT 1 UNION ALL SELECT run + 1 FROM n)
                SELECT * FROM n;
                """, "view run_overview is not winnow's own"
            ),
            ("DROP VIEW leaderboard", "view leaderboard is missing"),
            ("DROP TRIGGER candidate_is_never_updated", "trigger candidate_is_never_updated is missing"),
            ("ALTER TABLE tool ADD COLUMN colour TEXT", "table tool is not winnow's own"),
            ("CREATE TABLE pack (name, content)", "table pack is not winnow's own"),
            ("CREATE VIEW pack AS SELECT 1 AS name, 2 AS content", "view pack is not winnow's own"),
            (
                "CREATE TRIGGER mine AFTER INSERT ON Candidate BEGIN DELETE FROM estimate; END",
                "trigger mine is not winnow's own"
            ),
            (
                #"CREATE TRIGGER "a\#n\#u{1B}[31m" AFTER INSERT ON tool BEGIN DELETE FROM estimate; END"#,
                "its trigger is not winnow's own"
            ),
        ])
    func changed(sql: String, message: String) throws {
        try opening(after: sql) { path in
            for readOnly in [true, false] {
                let error = #expect(throws: StoreError.self) { try Store(path: path, readOnly: readOnly) }
                #expect(error?.kind == .corrupt)
                #expect(error?.what.hasPrefix("'\(path)' is damaged: ") == true)
                #expect(error?.what.contains(message) == true, "\(String(describing: error))")
            }
        }
    }

    @Test("what people add under names of their own is left alone, and everything can be read and written beside it")
    func additions() throws {
        let sql = """
            CREATE TABLE note (run INTEGER, words TEXT);
            CREATE VIEW best AS SELECT * FROM leaderboard WHERE rank = 1;
            CREATE INDEX candidate_by_stop ON candidate (stop_reason);
            CREATE TRIGGER note_is_dated AFTER INSERT ON note BEGIN UPDATE note SET words = words || '.'; END;
            CREATE TRIGGER "note_2" BEFORE UPDATE OF words, run ON "note" BEGIN SELECT 1; END;
            ANALYZE;
            """
        try opening(after: sql) { path in
            let store = try Store(path: path)
            let example = try Example(store)
            try store.append([example.entry(3, 0)], to: example.run, judgedBy: example.judges)
            #expect(try store.overview().map(\.candidates) == [5])
            try store.write { try $0.execute(sql: "INSERT INTO note VALUES (1, 'good')") }
            #expect(try store.rows("SELECT * FROM note") == ["1|good."])
        }
    }

    @Test("a changed view of an older schema is refused, and the file is not migrated")
    func older() throws {
        try withFolder { folder in
            let path = folder + "/x.db"
            try FileManager.default.copyItem(atPath: fixturePath("released-v1.sqlite"), toPath: path)
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "DROP VIEW leaderboard; CREATE VIEW leaderboard AS SELECT 1") }
            try queue.close()
            let error = #expect(throws: StoreError.self) { try Store(path: path) }
            #expect(error?.what == "'\(path)' is damaged: its view leaderboard is not winnow's own")
            let version = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
            #expect(version == 1)
        }
    }

    @Test("a database whose version is 0 or less is none of Winnow's", arguments: [0, -1])
    func version(number: Int) throws {
        try opening(after: "PRAGMA user_version = \(number)") { path in
            let error = #expect(throws: StoreError.self) { try Store(path: path) }
            #expect(error?.kind == .notADatabase)
        }
    }

    @Test("functions that a schema may not be trusted with are off, and pages are checked when they are read")
    func settings() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/x.db")
            #expect(try store.rows("PRAGMA trusted_schema") == ["0"])
            #expect(try store.rows("PRAGMA cell_size_check") == ["1"])
        }
    }
}
