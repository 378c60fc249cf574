import Foundation

/// A folder of this process in memory, for readers that take paths.
enum Scratch {
    /// The folder that the environment variable `FUZZ_SCRATCH` names, or one of its own; removed when the process ends as it
    /// should.
    static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment
        let memory = URL(filePath: "/dev/shm")
        let isThere = FileManager.default.fileExists(atPath: memory.path)
        let own = (isThere ? memory : FileManager.default.temporaryDirectory)
            .appending(path: "winnow-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
        let folder = environment["FUZZ_SCRATCH"].map { URL(filePath: $0) } ?? own
        // What a process left behind that ended by a trap.
        try? FileManager.default.removeItem(at: folder)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            fatalError("cannot make \(folder.path): \(error)")
        }
        atexit { try? FileManager.default.removeItem(at: Scratch.folder) }
        return folder
    }()

    /// Writes a file and gives its path.
    @discardableResult
    static func write(_ bytes: some DataProtocol, to name: String) -> String {
        let path = folder.path + "/" + name
        // Neither a temporary file nor a rename: this is done thousands of times a second.
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
            fatalError("cannot write \(path)")
        }
        return path
    }

    /// Removes files of a name and of SQLite's suffixes.
    static func remove(_ name: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try? FileManager.default.removeItem(atPath: folder.path + "/" + name + suffix)
        }
    }
}
