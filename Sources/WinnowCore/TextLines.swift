import Foundation
import WinnowBounds

/// The lines of a file or of standard input, one at a time.
public enum TextLines {
    /// The path that means standard input.
    public static let standardInput = "-"

    /// Calls `body` with each line, without its line break; invalid UTF-8 is repaired.
    ///
    /// - Throws: ``ExperimentError`` when the file cannot be read, or has a line of more than ``Bounds/textLine``.
    /// - Complexity: linear, in the memory of the longest line.
    public static func forEach(in path: String, _ body: (String) -> Void) throws(ExperimentError) {
        do {
            let isStandardInput = path == standardInput
            let file = isStandardInput ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
            defer { if !isStandardInput { try? file.close() } }
            try forEach(in: file, named: path, body)
        } catch let error as ExperimentError {
            throw error
        } catch {
            throw ExperimentError("cannot read '\(path)'", hint: hint(path))
        }
    }

    private static func forEach(in file: FileHandle, named path: String, _ body: (String) -> Void) throws {
        let lineFeed = UInt8(ascii: "\n")
        var pending: [UInt8] = []
        var number = 1
        while let chunk = try file.read(upToCount: 1 << 16), !chunk.isEmpty {
            var rest = [UInt8](chunk)[...]
            while let end = rest.firstIndex(of: lineFeed) {
                pending += rest[..<end]
                body(String(decoding: pending, as: UTF8.self))
                pending.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
                number += 1
            }
            pending += rest
            guard pending.count <= Bounds.textLine.limit else {
                throw ExperimentError(
                    "line \(number) of '\(path)' is longer than \(Bounds.textLine)", hint: "break it, or leave it out")
            }
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
