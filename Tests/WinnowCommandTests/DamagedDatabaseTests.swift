import Foundation
import Testing

@Suite("Damaged databases")
struct DamagedDatabaseTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try ExampleDatabase(in: folder).path
    }

    /// Puts a value into a database past all that its schema says, which is afterwards as it was.
    private func damage(_ table: String, set: String, where condition: String) throws {
        let script = """
            PRAGMA ignore_check_constraints = ON;
            PRAGMA writable_schema = ON;
            CREATE TEMP TABLE kept AS SELECT rowid AS place, * FROM sqlite_schema;
            DELETE FROM sqlite_schema WHERE type IN ('trigger', 'view');
            UPDATE sqlite_schema SET sql = replace(replace(replace(replace(replace(sql, ' STRICT', ''),
              'INTEGER NOT NULL', 'INTEGER'), 'TEXT NOT NULL', 'TEXT'), 'REAL NOT NULL', 'REAL'), 'BLOB NOT NULL', 'BLOB')
              WHERE type = 'table';
            PRAGMA writable_schema = RESET;
            UPDATE \(table) SET \(set) WHERE \(condition);
            SELECT changes();
            PRAGMA writable_schema = ON;
            DELETE FROM sqlite_schema;
            INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) SELECT * FROM kept;
            """
        let file = try folder.write(script, to: "damage.sql")
        let call = try Call(script: "sqlite3 '\(path)' < '\(file.path)'")
        #expect(call.status == 0 && call.output.hasSuffix("1\n"), "\(call.error)")
    }

    /// Each command's status and error.
    private func calls() throws -> [String: Call] {
        let commands = [
            "table": ["table"], "list": ["list", "runs"],
            "inspect": ["inspect", "--run", "1", "--problem", "1", "--sample", "0"],
            "compare": ["compare", "--a", "1:majority@1", "--b", "1:single@1"],
            "export": ["export", "--format", "jsonl", "--run", "1", folder.path("out.jsonl")],
            "pack": ["pack", folder.path("out.winnow"), "--title", "x", "--licence", "CC0-1.0"],
        ]
        var calls = try commands.mapValues { try Call($0 + ["--db", path]) }
        calls["merge"] = try Call(["merge", path, "--into", folder.path("merged.db")])
        return calls
    }

    @Test(
        "each command says which value is damaged, in one line and with exit status 1, and leaves nothing behind",
        arguments: [
            (
                "candidate", "sample_index = 9223372036854775807", "id = 1", "row 1, column sample_index",
                "table inspect compare export pack merge"
            ),
            ("run", "max_tokens = -9223372036854775807 - 1", "id = 1", "row 1, column max_tokens", "all"),
            ("tool", "kind = NULL", "id = 1", "row 1, column kind", "table inspect compare export pack merge"),
            (
                "judgement", "answer_key = x'00'", "candidate_id = 1", "candidate 1, column answer_key",
                "table list inspect compare export pack merge"
            ),
            (
                "problem", "spec_json = '['", "id = 1", "row 1, column spec_json",
                "table inspect compare export pack merge"
            ),
            ("candidate", "tokens = x'010203'", "id = 1", "row 1, column tokens", "list inspect export pack merge"),
        ])
    func damaged(table: String, set: String, condition: String, place: String, commands: String) throws {
        try damage(table, set: set, where: condition)
        let calls = try calls()
        let failing = commands == "all" ? Set(calls.keys) : Set(commands.split(separator: " ").map(String.init))
        for (name, call) in calls {
            // Others may not come across it.
            guard failing.contains(name) || call.status != 0 else { continue }
            #expect(call.status == 1, "\(name): \(call.status) \(call.error)")
            #expect(call.output.isEmpty && call.hasOneLineError, "\(name): \(call.error)")
            let message = "winnow: '\(path)' is damaged: table \(table), \(place) (expected "
            #expect(call.error.hasPrefix(message), "\(name): \(call.error)")
        }
        if failing.isSuperset(of: ["export", "pack", "merge"]) {
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
            #expect(left == ["damage.sql", "example.db"])
        }
    }

    @Test("a view that a stranger made endless is not run")
    func endless() throws {
        let sql = """
            DROP VIEW run_overview;
            CREATE VIEW run_overview AS WITH RECURSIVE n(run) AS (SELECT 1 UNION ALL SELECT run + 1 FROM n) SELECT * FROM n
            """
        #expect(try Call(script: "sqlite3 '\(path)' \"\(sql)\"").status == 0)
        for (name, call) in try calls() {
            #expect(call.status == 1 && call.hasOneLineError, "\(name): \(call.error)")
            #expect(call.error.hasPrefix("winnow: '\(path)' is damaged: its view run_overview is not winnow's own"))
        }
    }
}
