import Crypto
import Foundation
import WinnowCore

/// SHA-256 of a file and of its beginnings, read once and in pieces.
struct FileDigest {
    /// Of the whole file.
    let sha256: String
    let bytes: Int

    /// Of the first bytes, for each number of them that was asked for and that the file has.
    let prefixes: [Int: String]

    /// - Parameters:
    ///   - sizes: of the beginnings.
    ///   - observe: takes the share that is read.
    /// - Throws: ``ExperimentError`` for a file that cannot be read; `CancellationError`.
    init(of path: String, prefixes sizes: Set<Int>, observe: (Double) async -> Void) async throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ExperimentError("cannot read '\(path)'", hint: "check its permissions")
        }
        defer { try? file.close() }
        let size = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        var digest = Digest()
        var prefixes: [Int: String] = [:]
        var ends = sizes.sorted().filter { $0 <= size }[...]
        var position = 0
        while true {
            try Task.checkCancellation()
            let next = min(ends.first ?? .max, position + 4 << 20)
            let piece = try file.read(upToCount: next - position) ?? Data()
            digest.combine(piece)
            position += piece.count
            if position == ends.first {
                prefixes[position] = digest.hexadecimal
                ends.removeFirst()
            }
            if piece.isEmpty && next > position { break }
            await observe(Double(position) / Double(max(1, size)))
        }
        sha256 = digest.hexadecimal
        bytes = position
        self.prefixes = prefixes
    }
}
