import GRDB

extension Schema {
    /// An object is a table, view, trigger or index, as `sqlite_schema` has it.
    struct Object: Hashable {
        let type: String
        let name: String

        /// The object is this table or view, or belongs to it.
        let table: String

        /// The SQL is nil for an index that SQLite makes by itself.
        let sql: String?

        /// Tells whether it may be beside the program's own objects, which do not run it.
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

    /// The migrations to the present version make these objects, once in memory.
    private static let present = Result { try made(byVersion: version) }

    private static func made(byVersion version: Int) throws -> [Object] {
        let queue = try DatabaseQueue()
        try migrator.migrate(queue, upTo: "v\(version)")
        return try queue.read(Object.all)
    }

    /// Makes the objects of a version.
    static func objects(ofVersion version: Int) throws -> [Object] {
        try version == Self.version ? present.get() : made(byVersion: version)
    }

    /// A pack has this table besides.
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
                throw changed(object, "not winnow's own", path)
            }
        }
        if let object = expected.first(where: { !found.contains($0) }) { throw changed(object, "missing", path) }
    }

    private static func changed(_ object: Object, _ what: String, _ path: String) -> StoreError {
        // A stranger's name may hold anything.
        let isPlain = object.name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...122).contains($0) }
        return StoreError(
            .corrupt, "'\(path)' is damaged: its \(object.type)\(isPlain ? " " + object.name : "") is \(what)",
            hint: "restore a copy of it; what you add to a database needs names and triggers of its own")
    }

    /// The tables of all versions have these names.
    static let tables: Set<String> = [
        "problem_set", "problem", "model", "model_token", "tool", "run", "candidate", "reading", "grade", "trace_check",
        "score", "step_score", "verdict", "run_revision", "estimate", "estimate_by_problem", "text", "judgement",
        "completion", "reference", "import", "rejected", "call", "batch", "run_judge", "prompt", "confidence",
        "comparison", "problem_cluster",
    ]
}
