import Foundation
import WinnowCore

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
