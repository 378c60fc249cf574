import Foundation

/// Model folders made by the program itself, once for all tests.
enum TinyGenerator {
    /// The path of a chain model that writes an answer at once, nearly always a wrong one.
    static let chain = Result { try make(["--domain", "chain", "--style", "answer-only"], name: "chain-tiny") }

    /// Arguments for the smallest shape.
    static let shape = [
        "--width", "16", "--heads", "2", "--layers", "1", "--feed-forward", "32", "--batch-tokens", "512",
    ]

    private static let folder = FileManager.default.temporaryDirectory.appending(
        path: "winnow-generators-\(ProcessInfo.processInfo.processIdentifier)")

    private static func make(_ arguments: [String], name: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: TinyGenerator.folder) }
        let place = folder.appending(path: name).path
        let call = try Call(
            ["train", "generator", "--output", place, "--tokens", "60000", "--quiet"] + arguments + shape)
        guard call.status == 0 else { throw Failure(description: call.error) }
        return place
    }

    /// The training that failed.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
