import Foundation

/// The lines of a file or of standard input, one at a time.
enum TextLines {
    /// The path that means standard input.
    static let standardInput = "-"

    /// Calls `body` with each line, without its line break; invalid UTF-8 is repaired.
    ///
    /// - Throws: ``ExperimentError`` when the file cannot be read.
    /// - Complexity: linear, in the memory of the longest line.
    static func forEach(in path: String, _ body: (String) -> Void) throws(ExperimentError) {
        if path == standardInput {
            while let line = readLine() { body(line) }
            return
        }
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            try forEach(in: file, body)
        } catch {
            throw ExperimentError("cannot read '\(path)'", hint: hint(path))
        }
    }

    private static func forEach(in file: FileHandle, _ body: (String) -> Void) throws {
        let lineFeed = UInt8(ascii: "\n")
        var pending: [UInt8] = []
        while let chunk = try file.read(upToCount: 1 << 16), !chunk.isEmpty {
            var rest = [UInt8](chunk)[...]
            while let end = rest.firstIndex(of: lineFeed) {
                pending += rest[..<end]
                body(String(decoding: pending, as: UTF8.self))
                pending.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
            }
            pending += rest
        }
        if !pending.isEmpty { body(String(decoding: pending, as: UTF8.self)) }
    }

    private static func hint(_ path: String) -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            return "there is no such file; - means standard input"
        }
        let values = try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey])
        return values?.isDirectory == true ? "it is a folder" : "check its permissions"
    }
}
