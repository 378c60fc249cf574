import Foundation

@testable import WinnowInterchange

/// The path of a file beside the tests.
func fixturePath(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
}

/// Runs `body` with the path of a new folder, deleted afterwards.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

/// All that a file gives.
struct FileContent {
    var format = ""
    var candidates: [ImportedCandidate] = []
    var faults: [String] = []

    init(_ path: String, fields: FieldMapping = FieldMapping()) async throws {
        let file = try await RecordFile(path: path, format: nil, fields: fields)
        format = file.format.name
        var (candidates, faults): ([ImportedCandidate], [String]) = ([], [])
        try await file.read { record in
            for result in record.candidates {
                switch result {
                case .success(let candidate): candidates.append(candidate)
                case .failure(let fault): faults.append("\(record.line): \(fault)")
                }
            }
            return true
        }
        (self.candidates, self.faults) = (candidates, faults)
    }
}
