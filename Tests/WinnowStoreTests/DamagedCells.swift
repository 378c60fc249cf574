import Foundation
import GRDB
import Testing

@testable import WinnowStore

/// A small database with a row in every table, and copies of it in which one cell holds what its column cannot hold.
struct DamagedCells {
    let store: Store
    let run: RowID<RunRecord>
    let set: RowID<ProblemSetRecord>
    let judges: Judges
    let scorer: RowID<ToolRecord>
    let candidate: RowID<CandidateRecord>

    struct Column: Sendable {
        let table: String
        let name: String
        let type: String
        let allowsNull: Bool

        /// Whether the declaration of the column excludes a value.
        func excludes(_ value: DatabaseValue) -> Bool {
            switch value.storage {
            case .null: !allowsNull
            case .int64: type == "TEXT" || type == "BLOB"
            case .double: type != "REAL" && type != "ANY"
            case .string: type != "TEXT" && type != "ANY"
            case .blob: type != "BLOB" && type != "ANY"
            }
        }
    }

    /// What is put into a column: each kind of value, and the ends of the integers where it holds integers.
    static func values(for column: Column) -> [DatabaseValue] {
        let kinds = [.null, "[".databaseValue, Data([7]).databaseValue, 1.5.databaseValue, Int64.max.databaseValue]
        switch column.type {
        case "TEXT", "BLOB": return kinds
        case "REAL": return kinds + [Double.infinity.databaseValue, (-1).databaseValue]
        default: return kinds + [Int64.min, -1, 1 << 31].map(\.databaseValue)
        }
    }

    init() throws {
        let example = try Example()
        (store, run, set, judges) = (example.store, example.run, example.set, example.judges)
        let ids = try store.append(example.entries(1...3, 0..<2), to: run, judgedBy: judges)
        candidate = ids[0]
        var revision = example.entry(1, 0, round: 1)
        revision.candidate.parent = ids[0]
        try store.append(example.batch(of: revision))
        try example.importText()
        try store.append([(of: ids[0], .example())])
        try store.setClusters([example.problems[0]: "template 1"])
        scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
        try store.append([ScoreRecord(candidate: ids[0], value: 0.5, steps: [0.25, 0.75])], by: scorer)
        try store.append(
            [ComparisonRecord(problem: example.problems[0], shown: [0, 1], chosen: 1, tokens: 5)], of: run, by: scorer)
        try store.append(
            CandidateBatch(
                calls: [
                    run: [
                        CallRecord(
                            problem: example.problems[0], sampleIndex: 0, purpose: .guide, tool: scorer, calls: 2,
                            tokensIn: 3, tokensOut: 5, flops: 7, seconds: 0.5)
                    ]
                ], paces: [run: .init(candidates: 6, seconds: 1.5)]))
        var estimate = EstimateRecord.example("majority", budget: 2, right: 0.5)
        estimate.byProblem = [
            ProblemEstimate(
                problem: example.problems[0], right: 0.5, wrong: 0.5, abstained: 0, samplesSpent: 2, tokensSpent: 9,
                flopsSpent: 1, verifierCalls: 0)
        ]
        try store.save([estimate], of: run, revision: store.revision(of: run))
    }

    /// The columns of a table.
    func columns(of table: String) throws -> [Column] {
        try store.rows(
            "SELECT name, type, NOT \"notnull\" AND NOT pk FROM pragma_table_info('\(table)')"
        ).map { row in
            let parts = row.split(separator: "|").map(String.init)
            return Column(table: table, name: parts[0], type: parts[1], allowsNull: parts[2] == "1")
        }
    }

    /// A copy with a value in the first row of a column, and with the schema that all databases have; nil where not
    /// even a table without types takes the value.
    func copy(with value: DatabaseValue, in column: Column) throws -> Store? {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(configuration: configuration)
        try store.database.backup(to: queue)
        let isTaken = try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    CREATE TEMP TABLE kept AS SELECT rowid AS place, * FROM sqlite_schema;
                    PRAGMA ignore_check_constraints = ON;
                    PRAGMA writable_schema = ON;
                    DELETE FROM sqlite_schema WHERE type IN ('trigger', 'view');
                    """)
            for (strict, lax) in Self.laxer {
                try db.execute(
                    sql: "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table'",
                    arguments: [strict, lax])
            }
            try db.execute(sql: "PRAGMA writable_schema = RESET")
            do {
                let place = "SELECT \(try key(of: column.table)) FROM \(column.table) LIMIT 1"
                try db.execute(
                    sql:
                        "UPDATE \(column.table) SET \"\(column.name)\" = ? WHERE (\(key(of: column.table))) = (\(place))",
                    arguments: [value])
                guard db.changesCount == 1 else { return false }
            } catch let error as DatabaseError where error.resultCode != .SQLITE_ERROR {
                return false
            }
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    DELETE FROM sqlite_schema;
                    INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) SELECT * FROM kept;
                    DROP TABLE temp.kept;
                    PRAGMA writable_schema = RESET;
                    """)
            return true
        }
        guard isTaken else { return nil }
        return Store(path: "x.db", isReadOnly: false, identity: nil, isNew: false, database: queue)
    }

    private func key(of table: String) throws -> String {
        try store.rows("SELECT name FROM pragma_table_info('\(table)') WHERE pk ORDER BY pk").joined(separator: ", ")
    }

    /// What makes a table take any value: types are conversions there, so none is left but that of the identifiers.
    private static let laxer = [
        (" STRICT", ""), ("INTEGER PRIMARY KEY", "IDENTIFIER"), ("INTEGER NOT NULL", "BLOB"), ("TEXT NOT NULL", "BLOB"),
        ("REAL NOT NULL", "BLOB"), ("BLOB NOT NULL", "BLOB"), (" INTEGER", " BLOB"), (" TEXT", " BLOB"),
        (" REAL", " BLOB"), (" ANY", " BLOB"), ("IDENTIFIER", "INTEGER PRIMARY KEY"), ("),  --", "),--"),
        (",\n)", "\n)"), ("BLOB PRIMARY", "TEXT PRIMARY"),
    ]
}
