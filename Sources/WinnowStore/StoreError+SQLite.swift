import GRDB

extension StoreError {
    /// Translates what SQLite reports about the file at `path`; a ``StoreError`` stays as it is.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DamagedValue: self.init(error, path: path)
        case let error as SuspectedDamage: self = .damaged(path, error.what)
        case let error as DatabaseError: self.init(error, path: path)
        default: self.init(.other, "'\(path)': \(error)")
        }
    }

    /// Tells whether values that their columns cannot hold may be behind an error.
    static func mayBeDamage(_ error: any Error) -> Bool {
        switch error {
        case is SuspectedDamage: true
        // Malformed JSON, sums that are too large, and rows that another database does not take.
        case let error as DatabaseError:
            [.SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_CONSTRAINT].contains(error.resultCode)
        default: false
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let message = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB:
            self = .notWinnow(path)
        case .SQLITE_CORRUPT:
            self = .unsound(path, message)
        case .SQLITE_FULL:
            self.init(
                .full, "no space left for '\(path)'; nothing of this batch was stored",
                hint: "free some space and run the same command again, it resumes")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, "'\(path)' is in use by another process", hint: "wait for it to finish and try again")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .notWritable(path)
        case .SQLITE_IOERR:
            self.init(
                .other, "reading or writing '\(path)' failed (\(message))", hint: "check the disk and its free space")
        case .SQLITE_CONSTRAINT:
            self.init(.conflict, "'\(path)' refuses what contradicts its data (\(message))")
        default:
            self.init(.other, "'\(path)': \(message)")
        }
    }

    /// Makes the error of a file that SQLite itself finds damaged.
    static func unsound(_ path: String, _ message: String) -> StoreError {
        StoreError(
            .corrupt, "'\(path)' is damaged (\(message.replacing("\n", with: " ")))",
            hint: "restore a copy, or save what can be read with: sqlite3 '\(path)' .recover")
    }

    static func notWinnow(_ path: String) -> StoreError {
        StoreError(.notADatabase, "'\(path)' is not a Winnow database", hint: "give the path of a file made by winnow")
    }

    static func notWritable(_ path: String) -> StoreError {
        StoreError(
            .readOnly, "cannot write '\(path)'",
            hint: "check the permissions of the file and its folder, or copy it to a folder of your own")
    }

    static func notClosed(_ path: String) -> StoreError {
        StoreError(
            .readOnly, "'\(path)' was not closed, and its folder takes no files: a part of it is in '\(path)-wal'",
            hint: "copy both files to a folder of your own and read the copy")
    }

    static func noDatabase(_ path: String) -> StoreError {
        StoreError(
            .missing, "there is no database at '\(path)'",
            hint: "check the path, or make one with: winnow sweep --db '\(path)'")
    }
}
