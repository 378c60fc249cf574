import Foundation
import GRDB

extension Store {
    /// Makes a database of runs and all that belongs to them.
    ///
    /// Rows keep their identifiers. The parents of a run, and its greedy run, are copied only if they are named.
    ///
    /// - Parameters:
    ///   - source: the path of the database that has the runs; it is not changed.
    ///   - path: where there is no file yet.
    /// - Returns: the new database, to be ended by ``seal(_:)``.
    /// - Throws: ``StoreError`` when the database cannot be written.
    public static func copying(
        _ runs: [RowID<RunRecord>], of source: String, into path: String
    ) throws(StoreError) -> Store {
        // Says what is wrong with the source before it is attached.
        try checkIsCurrent(source)
        let store = try Store(path: path)
        do {
            try store.copy(runs, from: source)
        } catch {
            store.discardIfUnused()
            throw error
        }
        return store
    }

    /// Adds what a pack says of itself, and ends the use of the store: one file is left, without a log beside it.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func seal(_ entries: [PackEntry]) throws(StoreError) {
        try append(entries)
        try leaveLog()
        try close()
    }

    private func copy(_ runs: [RowID<RunRecord>], from source: String) throws(StoreError) {
        do {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "ATTACH ? AS source", arguments: [DatabaseFile(source).name])
                defer { try? db.execute(sql: "DETACH source") }
                try db.inTransaction {
                    if let damage = try DamageSearch(db, schema: "source").first() { throw damage }
                    try db.execute(
                        sql: """
                            \(Schema.packTable);
                            CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY);
                            """)
                    for run in runs {
                        try db.execute(sql: "INSERT INTO picked VALUES (?)", arguments: [run.value])
                    }
                    try Self.copyTables(db, from: source)
                    try db.execute(
                        sql: """
                            INSERT INTO main.run_revision SELECT run_id, revision FROM source.run_revision
                            WHERE run_id IN temp.picked; DROP TABLE temp.picked
                            """)
                    return .commit
                }
            }
        } catch {
            throw StoreError(error, path: source)
        }
    }

    private static func copyTables(_ db: Database, from path: String) throws {
        do {
            for table in PackedTable.all {
                let columns = try db.columns(in: table.name).map(\.name).joined(separator: ", ")
                try db.execute(
                    sql: """
                        INSERT INTO main.\(table.name) (\(columns)) SELECT \(columns)
                        FROM source.\(table.name) WHERE \(table.condition) ORDER BY \(table.key)
                        """)
            }
        } catch {
            if !isDiskError(error) { try DamageSearch(db, schema: "source").refuseDamage(path: path) }
            throw error
        }
    }

    private func append(_ entries: [PackEntry]) throws(StoreError) {
        try write { db in
            for entry in entries {
                try db.execute(
                    sql: "INSERT INTO pack (name, content) VALUES (?, ?)", arguments: [entry.name, entry.content])
            }
        }
    }

    private func leaveLog() throws(StoreError) {
        do {
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE; VACUUM") }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Reads what a pack says of itself, by name; nil for a database that is no pack.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func packEntries() throws(StoreError) -> [PackEntry]? {
        try read { db in
            guard try db.tableExists("pack") else { return nil }
            return try db.rows("SELECT name, content FROM pack ORDER BY name", of: "pack") { row in
                try PackEntry(name: row.text(0), content: row.text(1))
            }
        }
    }

    /// Refuses a file in which a value or a page is damaged, also where no row would show it.
    ///
    /// - Throws: ``StoreError`` of kind `corrupt`.
    /// - Complexity: some scans of the whole file.
    public func refuseDamage() throws(StoreError) {
        try read { try DamageSearch($0).refuseDamage(path: path) }
    }

    /// Calls `body` with the bytes of each row of raw data: the table's name, then each value.
    ///
    /// A value is a letter for its type (`n`ull, `i`nteger, `r`eal, `t`ext, `b`lob) and its bytes: eight of an integer
    /// or of a real number's IEEE 754 form, least significant first; of texts (UTF-8) and blobs their length as an
    /// integer's eight bytes, then themselves. Tables come in the order of their references, rows in that of their key.
    ///
    /// - Throws: ``StoreError`` of kind `corrupt` for a file that SQLite finds damaged.
    /// - Complexity: linear, in constant memory.
    public func forEachRowBytes(_ body: ([UInt8]) -> Void) throws(StoreError) {
        try read { db in
            for table in PackedTable.all {
                try db.forEachRow("SELECT * FROM \(table.name) ORDER BY \(table.key)", of: "sqlite_schema") { row in
                    var bytes = Array(table.name.utf8)
                    for value in row.values() { Self.append(value, to: &bytes) }
                    body(bytes)
                }
            }
        }
    }

    private static func append(_ value: DatabaseValue, to bytes: inout [UInt8]) {
        func append(_ bits: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
            }
        }
        switch value.storage {
        case .null: bytes.append(UInt8(ascii: "n"))
        case .int64(let integer):
            bytes.append(UInt8(ascii: "i"))
            append(UInt64(bitPattern: integer))
        case .double(let number):
            bytes.append(UInt8(ascii: "r"))
            append(number.bitPattern)
        case .string(let text):
            bytes.append(UInt8(ascii: "t"))
            append(UInt64(text.utf8.count))
            bytes += text.utf8
        case .blob(let data):
            bytes.append(UInt8(ascii: "b"))
            append(UInt64(data.count))
            bytes += data
        }
    }
}

/// An entry is one thing that a pack says of itself.
public struct PackEntry: Hashable, Sendable {
    public var name: String
    public var content: String

    public init(name: String, content: String) {
        self.name = name
        self.content = content
    }
}
