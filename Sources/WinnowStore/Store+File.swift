import Foundation
import GRDB

/// The file may be replaced or deleted while it is open.
extension Store {
    /// Checks that the file is still where it was opened.
    ///
    /// Each transaction that writes does the same first. SQLite itself goes on with a file that has no name any more.
    ///
    /// - Throws: ``StoreError`` of kind `missing` when it was deleted or another was put in its place.
    public func checkFile() throws(StoreError) {
        guard let identity, FileIdentity(path) != identity else { return }
        throw StoreError(
            .missing, "'\(path)' was deleted or replaced while it was in use",
            hint: "what was stored in it since is lost; run the same command again")
    }

    /// Removes a file that this value made and that no candidate and no import came into; the store must not be used
    /// afterwards.
    ///
    /// A file that was there before stays as it is, as does one that was put in its place.
    public func discardIfUnused() {
        guard isNew else { return }
        let sql = "SELECT EXISTS (SELECT 1 FROM candidate) OR EXISTS (SELECT 1 FROM rejected)"
        guard (try? database.read { try $0.single(sql) }) == 0 else { return }
        try? database.close()
        if let identity, FileIdentity(path) == identity { Self.removeFiles(path) }
    }

    /// Removes a database with the files that SQLite puts beside it.
    static func removeFiles(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
