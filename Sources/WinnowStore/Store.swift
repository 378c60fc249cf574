import GRDB

/// A store is a Winnow database: it has every candidate, everything that was said of it, and the views that tables are
/// made from.
///
/// Raw data is only ever added. Each mutating method is one transaction: it happens entirely or, when it throws,
/// not at all, also when the process is killed in the middle. A value may be shared between tasks; writers take
/// turns.
public struct Store: Sendable {
    /// The database was opened at this path.
    public let path: String

    /// True where the store refuses to write.
    public let isReadOnly: Bool

    /// This file was opened; nil for a database in memory.
    let identity: FileIdentity?

    /// True where opening it made the file.
    let isNew: Bool

    /// True where what is read is a copy of the file, which has an older schema.
    var isCopy = false

    let database: any DatabaseWriter

    /// Runs `body` in a read transaction: it sees one state of the database.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try database.read { db in try naming(damageIn: db) { try body(db) } }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs `body` in a write transaction, rolled back when it throws.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        guard !isReadOnly else { throw StoreError(.readOnly, "'\(path)' was opened for reading only") }
        try checkFile()
        do {
            return try database.write { db in try naming(damageIn: db) { try body(db) } }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs `body`; where it fails as it may only fail on damaged rows, finds the row.
    func naming<Value>(damageIn db: Database, schema: String = "main", _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error where StoreError.mayBeDamage(error) {
            throw try DamageSearch(db, schema: schema).first() ?? error
        }
    }

    /// Ends the use of the file and folds SQLite's write-ahead log into it.
    ///
    /// Happens by itself when the last copy of the value goes away; the store must not be used afterwards.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func close() throws(StoreError) {
        do {
            try database.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
