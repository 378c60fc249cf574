import Foundation
import WinnowCore

/// A place is where an export goes: it appears there whole or not at all.
struct ExportPlace {
    /// All that an export to a folder writes.
    private static let names: Set = [
        "config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json",
        "README.md",
    ]

    private let url: URL

    init(_ url: URL) { self.url = url.standardizedFileURL }

    /// Fills a new folder beside the place and moves it there.
    ///
    /// - Throws: ``ExperimentError`` when something is in the way, and what `fill` throws.
    func writeFolder(replacing: Bool, _ fill: (URL) throws -> Void) throws {
        try check(replacing: replacing)
        let files = FileManager.default
        let parent = url.deletingLastPathComponent()
        try files.createDirectory(at: parent, withIntermediateDirectories: true)
        let new = parent.appending(path: ".winnow-export-\(UUID().uuidString)")
        defer { try? files.removeItem(at: new) }
        try files.createDirectory(at: new, withIntermediateDirectories: false)
        try fill(new)
        guard files.fileExists(atPath: url.path) else { return try files.moveItem(at: new, to: url) }
        let old = parent.appending(path: ".winnow-replaced-\(UUID().uuidString)")
        try files.moveItem(at: url, to: old)
        do {
            try files.moveItem(at: new, to: url)
        } catch {
            try? files.moveItem(at: old, to: url)
            throw error
        }
        try files.removeItem(at: old)
    }

    /// Writes a file beside the place and moves it there.
    ///
    /// - Throws: ``ExperimentError`` when something is in the way.
    func writeFile(_ data: Data, replacing: Bool) throws {
        try OutputPlace.checkFile(url.path, makingFolders: true)
        if FileManager.default.fileExists(atPath: url.path), !replacing {
            throw ExperimentError("'\(url.path)' exists", hint: "add --force to replace it, or give another name")
        }
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url, options: .atomic)
    }

    /// Nothing may be in the way but an empty folder or, when replacing, an earlier export and nothing else: a training
    /// folder holds checkpoints beside its model.
    private func check(replacing: Bool) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        guard isFolder else {
            throw ExperimentError("'\(url.path)' is not a folder", hint: "give the name of a new folder")
        }
        let entries = Set(try FileManager.default.contentsOfDirectory(atPath: url.path))
        guard entries.isEmpty || replacing else {
            throw ExperimentError(
                "'\(url.path)' is not empty", hint: "add --force to replace an earlier export, or give another folder")
        }
        if let other = entries.subtracting(Self.names).min() {
            throw ExperimentError(
                "'\(url.path)' holds \(other), which is not part of an export", hint: "give another folder")
        }
    }

    private var isFolder: Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
    }
}

/// A folder that appears with all that is written into it, or not at all.
struct NewFolder {
    private let url: URL

    /// - Throws: ``ExperimentError`` when something other than an empty folder is there.
    init(_ url: URL) throws {
        self.url = url.standardizedFileURL
        let files = FileManager.default
        guard files.fileExists(atPath: self.url.path) else { return }
        guard (try? files.contentsOfDirectory(atPath: self.url.path))?.isEmpty == true else {
            throw ExperimentError("'\(url.path)' exists", hint: "give the name of a new folder")
        }
    }

    /// Fills a folder beside the place and moves it there.
    func filled<Value>(_ fill: (URL) async throws -> Value) async throws -> Value {
        let files = FileManager.default
        let parent = url.deletingLastPathComponent()
        let new = parent.appending(path: ".winnow-export-\(UUID().uuidString)")
        try files.createDirectory(at: new, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: new) }
        let value = try await fill(new)
        if files.fileExists(atPath: url.path) { try files.removeItem(at: url) }
        try files.moveItem(at: new, to: url)
        return value
    }
}
