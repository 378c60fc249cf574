import Foundation
import GRDB

extension Store {
    /// Opens a database, or makes one.
    ///
    /// The file is looked at before anything is written: a file that is not Winnow's stays as it is, byte for byte.
    ///
    /// A database can be read while others write it. Closing the last use of it leaves one file, also after reading:
    /// where the file and its folder can be written, the log of a process that was killed is folded into it. Where
    /// they cannot, a database that was closed is read without making any file; one that was not closed (there is a
    /// `…-wal` beside it) can be read only while the `…-shm` of its writers is there too.
    ///
    /// - Parameters:
    ///   - readOnly: refuse to write; the file must exist. One of an older schema stays as it is: what is read is a copy
    ///     of it that was brought to this schema, and that goes with the store.
    ///   - create: make the file when there is none.
    /// - Throws: ``StoreError`` of every kind but `conflict` and `invalid`.
    public init(path: String, readOnly: Bool = false, create: Bool = true) throws(StoreError) {
        try self.init(path: path, readOnly: readOnly, create: create, busyTimeout: Self.patience)
    }

    /// Makes a database in memory, for tests and dry runs.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public static func inMemory() throws(StoreError) -> Store {
        do {
            let store = Store(
                path: ":memory:", isReadOnly: false, identity: nil, isNew: false,
                database: try DatabaseQueue(configuration: configuration(Self.patience)))
            try Schema.migrator.migrate(store.database)
            return store
        } catch {
            throw StoreError(error, path: ":memory:")
        }
    }

    init(path: String, readOnly: Bool, create: Bool, busyTimeout: Double) throws(StoreError) {
        try Store.checkFile(at: path, readOnly: readOnly, create: create)
        let file = DatabaseFile(path)
        let isNew = !FileManager.default.fileExists(atPath: path)
        var configuration = Store.configuration(busyTimeout)
        // A connection that may not write would leave its `-shm` and `-wal` behind; `write` refuses in its place.
        configuration.readonly = readOnly && !file.isWritable
        do {
            let queue = try DatabaseQueue(path: readOnly ? file.name : path, configuration: configuration)
            do {
                if try queue.read({ try Store.needsMigration($0, path: path, readOnly: readOnly) }) {
                    if readOnly {
                        let copy = try Store.migratedCopy(of: queue, busyTimeout)
                        try? queue.close()
                        self.init(
                            path: path, isReadOnly: true, identity: FileIdentity(path), isNew: false, isCopy: true,
                            database: copy)
                        return
                    }
                    try Store.migrate(queue)
                }
            } catch {
                if isNew, Store.isDiskError(error) {
                    // Not even the tables could be made.
                    try? queue.close()
                    Store.removeFiles(path)
                }
                throw error
            }
            self.init(
                path: path, isReadOnly: readOnly, identity: FileIdentity(path), isNew: isNew, database: queue)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN && readOnly && file.hasLog {
            throw .notClosed(path)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    static func isDiskError(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_IOERR
    }

    /// Other processes that write are waited for so many seconds; a busy machine may need many for one transaction.
    private static let patience = 60.0

    private static func configuration(_ busyTimeout: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.prepareDatabase { db in
            // In WAL mode NORMAL survives a killed process, and the file stays sound after a power failure.
            try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY")
            // The file may come from anybody.
            try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        return configuration
    }

    /// Says what is wrong with the path before SQLite does, in plainer words.
    private static func checkFile(at path: String, readOnly: Bool, create: Bool) throws(StoreError) {
        let files = FileManager.default
        if files.fileExists(atPath: path) {
            let isFolder = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
            if isFolder == true {
                throw StoreError(.notADatabase, "'\(path)' is a folder", hint: "give the path of a file")
            }
            if !readOnly, !files.isWritableFile(atPath: path) { throw .notWritable(path) }
            try checkHeader(at: path)
            return
        }
        guard create, !readOnly else { throw .noDatabase(path) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard files.fileExists(atPath: folder) else {
            throw StoreError(.missing, "there is no folder '\(folder)' for '\(path)'", hint: "make it first")
        }
        if !files.isWritableFile(atPath: folder) { throw .notWritable(path) }
    }

    /// Refuses what does not begin as a database does; SQLite itself would overwrite a file shorter than a page.
    private static func checkHeader(at path: String) throws(StoreError) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw StoreError(.missing, "cannot read '\(path)'", hint: "check the permissions of the file")
        }
        defer { try? file.close() }
        let header = Data("SQLite format 3\0".utf8)
        let start = (try? file.read(upToCount: header.count)) ?? Data()
        if !start.isEmpty, start != header { throw .notWinnow(path) }
    }

    /// Tells whether the file is empty or of an older schema.
    private static func needsMigration(_ db: Database, path: String, readOnly: Bool) throws -> Bool {
        let version = try db.single("PRAGMA user_version")
        let application = try db.single("PRAGMA application_id")
        // The migrator's own table is all there is when a process was killed while making the file.
        let isEmpty = try db.single("SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") == 0
        guard application == Int64(Schema.applicationID) || (isEmpty && !readOnly) else {
            throw StoreError.notWinnow(path)
        }
        if version > Schema.version {
            throw StoreError(
                .newerSchema, "'\(path)' has schema \(version), this winnow knows \(Schema.version)",
                hint: "update winnow")
        }
        if isEmpty { return true }
        guard version > 0 else { throw StoreError.notWinnow(path) }
        try Schema.check(db, version: Int(version), path: path)
        return version < Schema.version
    }

    /// Makes a private copy with this program's schema, which SQLite keeps in memory or in a file that has no name.
    ///
    /// - Complexity: linear in the file.
    private static func migratedCopy(of queue: DatabaseQueue, _ busyTimeout: Double) throws -> DatabaseQueue {
        let copy = try DatabaseQueue(path: "", configuration: configuration(busyTimeout))
        try queue.backup(to: copy)
        try Schema.migrator.migrate(copy)
        return copy
    }

    /// Refuses a file of an older schema where its tables are read as they are.
    ///
    /// - Throws: ``StoreError`` of kind `olderSchema`, and those of ``init(path:readOnly:create:)``.
    static func checkIsCurrent(_ path: String) throws(StoreError) {
        let store = try Store(path: path, readOnly: true)
        let isCopy = store.isCopy
        try store.close()
        guard !isCopy else {
            throw StoreError(
                .olderSchema, "'\(path)' has an older schema than this winnow writes, which is \(Schema.version)",
                hint: "make a copy and open it with a command that writes, such as winnow sweep")
        }
    }

    private static func migrate(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        func version() throws -> Int { Int(try queue.read { try $0.single("PRAGMA user_version") }) }
        var reached = try version()
        while true {
            do {
                return try Schema.migrator.migrate(queue)
            } catch {
                // Another process may have taken the step that this one was about to take: it goes on behind it.
                let now = try version()
                if now == Schema.version { return }
                guard now > reached else { throw error }
                reached = now
            }
        }
    }
}
