public import WinnowStore

/// A database is opened here, for commands that name its file.
public enum DatabaseFile {
    /// The access says how a database is opened.
    public enum Access: Sendable {
        /// An existing file, left as it is.
        case reading
        /// An existing file.
        case writing
        /// A file that is made when there is none.
        case creating
    }

    /// Opens a database.
    public static func open(_ path: String, for access: Access = .reading) throws -> Store {
        try Store(path: path, readOnly: access == .reading, create: access == .creating)
    }

    /// Opens a database for some work.
    ///
    /// When the work fails, a file that this call made and that nothing was stored in is removed again.
    ///
    /// - Throws: what the work throws; `StoreError` when the file cannot be opened, and when it is not there any more
    ///   after the work.
    public static func with(
        _ path: String, for access: Access, _ work: (Store) async throws -> Void
    ) async throws {
        let store = try open(path, for: access)
        do {
            try await work(store)
        } catch {
            store.discardIfUnused()
            throw error
        }
        if access != .reading { try store.checkFile() }
    }
}
