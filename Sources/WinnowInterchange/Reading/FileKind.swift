import Foundation
import WinnowJSON

/// How a file's bytes are divided into records.
enum FileKind: String, Sendable {
    case lines
    /// One JSON list of records.
    case list
    /// One JSON value: a log with samples, or one record.
    case document
    case yaml
    case archive

    /// - Throws: ``ImportFileError`` for a file that cannot be read.
    init(path: String) throws(ImportFileError) {
        let name = path.lowercased()
        let file = try ImportFileError.opened(path)
        defer { try? file.close() }
        let start = (try? file.read(upToCount: 1 << 16)) ?? Data()
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .archive
        } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            self = .yaml
        } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
            self = .lines
        } else {
            switch start.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            case UInt8(ascii: "["): self = .list
            case UInt8(ascii: "{"):
                // A record on the first line means that the others have theirs.
                let line = start.prefix { $0 != UInt8(ascii: "\n") }
                let isRecord = (try? JSONParser.value(of: Array(line).span)) != nil
                self = isRecord || !name.hasSuffix(".json") && line.count == start.count ? .lines : .document
            default: self = name.hasSuffix(".json") ? .document : .lines
            }
        }
    }
}

/// A file that cannot be read at all.
public struct ImportFileError: Error, Sendable, CustomStringConvertible {
    public var what: String
    public var hint: String

    public var description: String { "\(what): \(hint)" }

    /// Opens a file for reading.
    static func opened(_ path: String) throws(ImportFileError) -> FileHandle {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ImportFileError(what: "there is no file '\(path)'", hint: "check the path")
        }
        let isFolder = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
        guard isFolder != true, let file = FileHandle(forReadingAtPath: path) else {
            throw ImportFileError(what: "cannot read '\(path)'", hint: "check that it is a file and its permissions")
        }
        return file
    }
}
