import Foundation
import GRDB
import Glibc

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

    /// Removes a file that this value made and that no candidate came into; the store must not be used
    /// afterwards.
    ///
    /// A file that was there before stays as it is, as does one that was put in its place.
    public func discardIfUnused() {
        guard isNew else { return }
        let sql = "SELECT EXISTS (SELECT 1 FROM candidate)"
        guard (try? database.read { try $0.single(sql) }) == 0 else { return }
        try? database.close()
        if let identity, FileIdentity(path) == identity { Self.removeFiles(path) }
    }

    /// Removes a database with the files that SQLite puts beside it.
    static func removeFiles(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}

/// The database file lies somewhere, and SQLite can be made to open it there.
struct DatabaseFile {
    /// The path is absolute and without symbolic links: SQLite puts its other files beside the file itself.
    private let path: String

    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// True where SQLite can write the file and make others beside it, which it needs for reading too: readers mark in
    /// `…-shm` what they read.
    var isWritable: Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return FileManager.default.isWritableFile(atPath: path) && FileManager.default.isWritableFile(atPath: folder)
    }

    /// True where there is a write-ahead log: the database is in use, or was not closed.
    var hasLog: Bool {
        FileManager.default.fileExists(atPath: path + "-wal")
    }

    /// SQLite opens this: the path, or for a closed database that cannot be written a URI that says so.
    ///
    /// `immutable` makes SQLite read without locks and other files, so it is right only where nobody writes. Where
    /// another user begins to write while this one reads, queries may fail or mix two states.
    var name: String {
        guard !isWritable, !hasLog,
            let encoded = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else { return path }
        return "file:\(encoded)?immutable=1"
    }
}

/// An identity says which file a path leads to: a file that is deleted and made again is another.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let number: UInt

    /// - Returns: nil where the path leads to no file.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
    }
}
