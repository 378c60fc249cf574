public import Foundation
public import WinnowCore
import WinnowRuns
import WinnowStore

/// Makes one file of runs from which all tables can be made again, to go with a paper.
///
/// A pack is a Winnow database with the runs and nothing else, and a table `pack` with its title, licence, digest and
/// tables: `sqlite3`, Datasette and all commands of Winnow read it.
public struct Packing: Sendable {
    /// The particulars are what the pack's maker says of it.
    public struct Particulars: Hashable, Sendable {
        public var title: String

        /// An SPDX identifier, such as `CC-BY-4.0`, or a sentence.
        public var licence: String

        /// Anything a reader should know, such as where samples are from.
        public var note: String

        public init(title: String, licence: String, note: String) {
            self.title = title
            self.licence = licence
            self.note = note
        }
    }

    private let source: String
    private let runs: [RowID<RunRecord>]
    private let particulars: Particulars

    /// - Parameters:
    ///   - numbers: of runs; empty for all sampled runs. Their greedy runs and the runs they come from go with them.
    ///   - path: of the database.
    public init(runs numbers: [Int64], of path: String, _ particulars: Particulars) throws {
        let store = try Store(path: path, readOnly: true)
        source = path
        self.particulars = particulars
        var picked: Set<RowID<RunRecord>> = []
        for run in try RunChoice.runs(numbers, in: store, allowing: Set(RunChoice.Special.allCases)) {
            var next: Stored<RunRecord>? = run
            while let run = next, picked.insert(run.id).inserted {
                next = try run.record.parent.flatMap { try store.run(number: $0.value) }
            }
            let identity = RunIdentity(
                run.record, model: try store.model(run.record.model),
                problemSet: try store.problemSet(run.record.problemSet))
            if let greedy = try store.run(identity: identity.greedy.sha256) { picked.insert(greedy.id) }
        }
        runs = picked.sorted()
    }

    /// Writes the pack; it appears whole or not at all.
    ///
    /// - Returns: one line that says what was written.
    /// - Throws: ``ExperimentError`` when something is in the way; `StoreError`; `CancellationError`.
    public func write(to output: URL, replacing: Bool, observe: @escaping WorkProgress.Observer) async throws -> String
    {
        let files = FileManager.default
        try OutputPlace.checkFile(output.path, makingFolders: true)
        if files.fileExists(atPath: output.path), !replacing {
            throw ExperimentError("'\(output.path)' exists", hint: "add --force to replace it, or give another name")
        }
        let folder = output.deletingLastPathComponent()
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = folder.appending(path: ".winnow-pack-\(UUID().uuidString)")
        defer { for suffix in ["", "-wal", "-shm"] { try? files.removeItem(atPath: temporary.path + suffix) } }
        // The tables are made from the pack itself, so that they cannot hang on what is not in it.
        let copy = try Store.copying(runs, of: source, into: temporary.path)
        let content = PackContent(
            title: particulars.title, licence: particulars.licence, note: particulars.note,
            createdAt: Date.now.ISO8601Format(), winnowVersion: winnowVersion,
            digest: try PackContent.digest(of: copy),
            tables: try await PackContent.tables(of: copy, observe: observe).tables)
        try copy.seal(content.entries)
        if files.fileExists(atPath: output.path) { try files.removeItem(at: output) }
        try files.moveItem(at: temporary, to: output)
        let bytes = try files.attributesOfItem(atPath: output.path)[.size] as? Int ?? 0
        return "\(runs.count) run\(runs.count == 1 ? "" : "s"), \(content.tables.count) tables and "
            + "\(bytes.formatted(.byteCount(style: .file))) in \(output.path), sha256 of rows \(content.digest)\n"
    }
}
