import Foundation

/// A database file where it lies, and how SQLite can be made to open it there.
struct DatabaseFile {
    /// Absolute, without symbolic links: SQLite puts its other files beside the file itself.
    private let path: String

    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Whether SQLite can write the file and make others beside it, which it needs for reading too: readers mark in
    /// `…-shm` what they read.
    var isWritable: Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return FileManager.default.isWritableFile(atPath: path) && FileManager.default.isWritableFile(atPath: folder)
    }

    /// Whether there is a write-ahead log: the database is in use, or was not closed.
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
