import Foundation
import TestGuards
import Testing

/// A page of the documentation in `Sources/winnow/Winnow.docc`.
enum Page {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let catalogue = package.appending(path: "Sources/winnow/Winnow.docc")

    /// The names of all pages, sorted.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: catalogue.path(percentEncoded: false))
            .filter { $0.hasSuffix(".md") }.sorted()
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: catalogue.appending(path: name), encoding: .utf8)
    }

    /// Expects that a generated page is what it is made from; `RECORD_SNAPSHOTS=1` writes it anew.
    static func expect(_ name: String, is text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = catalogue.appending(path: name)
        if try isRecording("RECORD_SNAPSHOTS") { try Data(text.utf8).write(to: file) }
        let page = try? String(contentsOf: file, encoding: .utf8)
        #expect(
            page == text, "\(name) is stale: RECORD_SNAPSHOTS=1 swift test --filter DocumentationTests",
            sourceLocation: sourceLocation)
    }

    /// A text as a cell of a table.
    static func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }
}
