import GRDB

extension Schema {
    /// A table, view, trigger or index, as `sqlite_schema` has it.
    struct Object: Hashable {
        let type: String
        let name: String

        /// The table or view that it is or belongs to.
        let table: String

        /// Nil for an index that SQLite makes by itself.
        let sql: String?

        /// Whether it may be beside the program's own objects, which do not run it.
        fileprivate func isHarmless(beside own: [String: [Object]]) -> Bool {
            guard own[name] == nil, name != "pack" else { return false }
            guard type == "trigger" else { return true }
            // What a trigger belongs to is in its SQL; the column beside it may say otherwise.
            let plain =
                /(?i)^CREATE TRIGGER \S+\s+(?:(?:BEFORE|AFTER|INSTEAD OF)\s+)?(?:INSERT|DELETE|UPDATE(?: OF [\w, ]+)?)\s+ON\s+["'`\[]?(\w+)["'`\]]?\s/
            guard let match = sql?.firstMatch(of: plain) else { return false }
            return own[match.1.lowercased()] == nil
        }

        static func all(in db: Database) throws -> [Object] {
            try db.rows("SELECT name, type, tbl_name, sql FROM main.sqlite_schema", of: "sqlite_schema") { row in
                try Object(type: row.text(1), name: row.text(0), table: row.text(2), sql: row.textIfAny(3))
            }
        }
    }

    /// What the migrations to the present version make, made once in memory.
    private static let present = Result { try made(byVersion: version) }

    private static func made(byVersion version: Int) throws -> [Object] {
        let queue = try DatabaseQueue()
        try migrator.migrate(queue, upTo: "v\(version)")
        return try queue.read(Object.all)
    }

    /// The objects of a version.
    static func objects(ofVersion version: Int) throws -> [Object] {
        try version == Self.version ? present.get() : made(byVersion: version)
    }

    /// What a pack has besides.
    static let packTable = "CREATE TABLE pack (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID"

    /// Refuses a database whose tables, views or triggers are not those that this program makes: their SQL is run when
    /// they are read or written, and a stranger's may do anything, or nothing for ever.
    ///
    /// Objects of other names may be there, but no triggers on the program's own tables.
    static func check(_ db: Database, version: Int, path: String) throws {
        let expected = try objects(ofVersion: version)
        let own = Dictionary(grouping: expected, by: \.name)
        var found: Set<Object> = []
        for object in try Object.all(in: db) {
            let isKnown = own[object.name] == [object] || (object.name == "pack" && object.sql == packTable)
            let isNew = found.insert(object).inserted
            guard isKnown && isNew || object.isHarmless(beside: own) else {
                throw changed(object.type, object.name, path)
            }
        }
        for object in expected where !found.contains(object) { throw changed(object.type, object.name, path) }
    }

    private static func changed(_ type: String, _ name: String, _ path: String) -> StoreError {
        StoreError(
            .corrupt, "'\(path)' has a \(type) \(name) that is not Winnow's own, or none",
            hint: "restore a copy; give what you add to the database another name")
    }

    /// The names of all tables that any version has.
    static let tables: Set<String> = [
        "problem_set", "problem", "model", "model_token", "tool", "run", "candidate", "reading", "grade", "trace_check",
        "score", "step_score", "verdict", "run_revision", "estimate", "estimate_by_problem", "text", "judgement",
        "completion", "reference", "import", "rejected",
    ]
}
