import GRDB

/// A Winnow database: every candidate, everything that was said of it, and the views that tables are made from.
///
/// Raw data is only ever added. Each mutating method is one transaction: it happens entirely or, when it throws,
/// not at all, also when the process is killed in the middle. A value may be shared between tasks; writers take
/// turns.
public struct Store: Sendable {
    /// The path the database was opened at.
    public let path: String

    /// Whether the store refuses to write.
    public let isReadOnly: Bool

    let database: any DatabaseWriter

    /// Runs `body` in a read transaction: it sees one state of the database.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try database.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs `body` in a write transaction, rolled back when it throws.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        guard !isReadOnly else { throw StoreError(.readOnly, "'\(path)' was opened for reading only") }
        do {
            return try database.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Ends the use of the file and folds SQLite's write-ahead log into it.
    ///
    /// Happens by itself when the last copy of the value goes away; the store must not be used afterwards.
    public func close() throws(StoreError) {
        do {
            try database.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
