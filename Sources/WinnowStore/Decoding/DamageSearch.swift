import GRDB

/// Looks for a value that its column cannot hold, in all tables of one database.
///
/// Reading finds such values where it meets them. What SQL computes itself (sums, joins, JSON, copies into another
/// database) can only go wrong as a whole; then this finds the row at fault.
struct DamageSearch {
    private let db: Database

    /// The database is attached under this name.
    private let schema: String

    init(_ db: Database, schema: String = "main") {
        self.db = db
        self.schema = schema
    }

    /// Finds the first damaged value; nil where there is none.
    ///
    /// - Complexity: one scan of each table.
    func first() throws -> DamagedValue? {
        let tables = try db.rows(
            "SELECT name FROM \(schema).sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid",
            of: "sqlite_schema"
        ) { try $0.text(0) }
        for table in tables where Schema.tables.contains(table) {
            if let damage = try first(in: table) { return damage }
        }
        return nil
    }

    /// Throws what is wrong with a database that rows could not be copied from: a value, or an index that does not lead to
    /// the table's rows; nothing where it is sound.
    func refuseDamage(path: String) throws {
        if let damage = try first() { throw StoreError(damage, path: path) }
        let report = try db.rows("PRAGMA \(schema).integrity_check(1)", of: "sqlite_schema") { try $0.text(0) }
        guard let fault = report.first, fault != "ok" else { return }
        throw StoreError.unsound(path, fault)
    }

    /// Finds the first damaged value of a table; nil where there is none.
    func first(in table: String) throws -> DamagedValue? {
        let columns = try columns(of: table)
        guard let key = columns.first(where: \.isKey)?.name else { return nil }
        let faults = columns.flatMap { $0.faults(schema: schema) } + contradictions(of: table)
        let cases = faults.enumerated().map { "WHEN \($1.condition) THEN \($0)" }.joined(separator: " ")
        let sql = """
            SELECT \(key), fault FROM (SELECT *, CASE \(cases) END AS fault FROM \(schema).\(table) AS stored)
            WHERE fault IS NOT NULL LIMIT 1
            """
        let found = try db.rows(sql, of: "sqlite_schema") { row in
            (row: row.values()[0], fault: faults[try row.integer(1, 0...faults.count - 1)])
        }
        guard let found = found.first else { return nil }
        let value = try db.rows(
            "SELECT \(found.fault.column) FROM \(schema).\(table) AS stored WHERE \(key) IS ? AND \(found.fault.condition) LIMIT 1",
            [found.row], of: "sqlite_schema"
        ) { DamagedValue.name(of: $0.values()[0].storage) }
        return DamagedValue(
            table: table,
            row: "\(key == "id" ? "row" : key.replacing("_id", with: "")) \(DamagedValue.name(of: found.row.storage))",
            column: found.fault.column, expected: found.fault.expected, found: value.first ?? "another")
    }

    /// A fault is a condition that holds for a damaged row, and the column that is to blame.
    private struct Fault {
        let column: String
        let condition: String
        let expected: String
    }

    private struct Column {
        let name: String
        let type: String
        let allowsNull: Bool
        let isKey: Bool
        let rule: ColumnRule?

        /// The column holds the `id` of this table.
        let parent: String?

        func faults(schema: String) -> [Fault] {
            let column = "stored.\"\(name)\""
            var types = ["INTEGER": "'integer'", "REAL": "'real', 'integer'", "TEXT": "'text'", "BLOB": "'blob'"][type]
            if allowsNull { types = types.map { "\($0), 'null'" } }
            let kind = ["INTEGER": "an integer", "REAL": "a number", "TEXT": "text", "BLOB": "bytes"][type] ?? ""
            var faults: [Fault] = []
            if let types {
                faults.append(Fault(column: name, condition: "typeof(\(column)) NOT IN (\(types))", expected: kind))
            }
            if let rule {
                let holds = rule.condition.replacing("?", with: column).replacing(
                    "FROM text", with: "FROM \(schema).text")
                faults.append(
                    Fault(column: name, condition: "\(column) IS NOT NULL AND NOT (\(holds))", expected: rule.expected))
            }
            if let parent {
                faults.append(
                    Fault(
                        column: name,
                        condition: "\(column) IS NOT NULL AND \(column) NOT IN (SELECT id FROM \(schema).\(parent))",
                        expected: "the id of a \(parent)"))
            }
            return faults
        }
    }

    private func columns(of table: String) throws -> [Column] {
        var parents: [String: String] = [:]
        try db.forEachRow(
            "SELECT \"from\", \"table\" FROM pragma_foreign_key_list('\(table)', '\(schema)')", of: "sqlite_schema"
        ) { parents[try $0.text(0)] = try $0.text(1) }
        return try db.rows(
            "SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table)', '\(schema)')", of: "sqlite_schema"
        ) { row in
            let (name, type) = (try row.text(0), try row.text(1))
            return Column(
                name: name, type: type, allowsNull: try !row.flag(2) && row.integer(3, StoreLimits.any) == 0,
                isKey: try row.integer(3, StoreLimits.any) == 1,
                rule: ColumnRule.rule(of: name, in: table, type: type),
                parent: parents[name])
        }
    }

    /// Finds judgements that say what needs a tool without naming the tool.
    private func contradictions(of table: String) -> [Fault] {
        guard table == "judgement" else { return [] }
        let said = [
            ("answer_is_key", "extractor_id"), ("correct", "grader_id"), ("complete", "validator_id"),
            ("outcome", "verifier_id"), ("outcome", "repeat"), ("outcome", "calls"), ("outcome", "tokens"),
            ("outcome", "seconds"),
        ]
        return said.map { what, needed in
            Fault(
                column: needed, condition: "stored.\(what) IS NOT NULL AND stored.\(needed) IS NULL",
                expected: "a value where there is a value of \(what)")
        }
    }
}
