import Foundation
import WinnowJSON

/// A file's bytes are divided into records in one of these ways.
enum FileKind: String, Sendable {
    case lines
    /// The file is one JSON list of records.
    case list
    /// The file is one JSON value: a log with samples, or one record; or several, one behind the other.
    case document
    /// The file has JSON values on several lines each.
    case values
    case yaml
    case archive

    /// The names of packed files end so, behind the name of what they hold.
    private static let packed = [".gz", ".gzip", ".zst", ".zstd"]

    /// The name of what a packed file holds.
    static func nameInside(_ path: String) -> String {
        let lower = path.lowercased()
        return packed.first { lower.hasSuffix($0) }.map { String(path.dropLast($0.count)) } ?? path
    }

    /// - Throws: ``ImportFileError`` for a file that cannot be read.
    static func isEmpty(_ path: String) throws(ImportFileError) -> Bool {
        let file = try ImportFileError.opened(path)
        defer { try? file.close() }
        let start = (try? file.read(upToCount: 1 << 16)) ?? Data()
        return start.count < 1 << 16 && start.allSatisfy { isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }
    }

    /// Files of these kinds are often taken for recorded samples; they begin like this.
    private static let foreign: [(start: [UInt8], name: String)] = [
        (Array("PAR1".utf8), "a Parquet file"), (Array("SQLite format 3".utf8), "an SQLite database"),
        ([0x93, 0x4E, 0x55, 0x4D], "a NumPy array"),
        (Array("BZh".utf8), "compressed by bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed by xz"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"), (Array("ARROW1".utf8), "an Arrow file"),
        ([0x04, 0x22, 0x4D, 0x18], "compressed by lz4"), (Array("<!DOCTYPE".utf8), "a page of HTML"),
        (Array("<html".utf8), "a page of HTML"), (Array("version https://git-lfs".utf8), "a pointer of Git LFS"),
    ]

    /// Says what a file is that can hold no records as JSON or YAML; nil for any other.
    static func foreign(_ path: String) throws(ImportFileError) -> String? {
        let file = try ImportFileError.opened(path)
        defer { try? file.close() }
        let start = (try? file.read(upToCount: 32)) ?? Data()
        return foreign.first { start.starts(with: $0.start) }?.name
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// - Parameters:
    ///   - path: of what is read.
    ///   - name: by whose end the kind may be known.
    /// - Throws: ``ImportFileError`` for a file that cannot be read.
    init(path: String, name: String) throws(ImportFileError) {
        let name = name.lowercased()
        let file = try ImportFileError.opened(path)
        defer { try? file.close() }
        let mark = RecordReader.mark(of: file)
        let start = ((try? file.read(upToCount: 1 << 16)) ?? Data()).dropFirst(mark)
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .archive
        } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            self = .yaml
        } else {
            let isLines = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
            let text = start.drop(while: Self.isSpace)
            switch text.first {
            case UInt8(ascii: "["):
                // A line that is a list of its own is a record of a file of lines.
                let line = Self.line(of: text)
                let isAlone = text.dropFirst(line.count).allSatisfy(Self.isSpace)
                self = isLines && !isAlone && Self.isWhole(line) ? .lines : .list
            case UInt8(ascii: "{"):
                let line = Self.line(of: text)
                if Self.isWhole(line) {
                    // A record on the first line means that the others have theirs, if there are others.
                    let isAlone = text.dropFirst(line.count).allSatisfy(Self.isSpace) && start.count < 1 << 16
                    self = isAlone && !isLines ? .document : .lines
                } else if Self.hasSeveral(line) {
                    self = .values
                } else if isLines {
                    self = Self.goesOn(text, behind: line) ? .values : .lines
                } else {
                    self = !name.hasSuffix(".json") && line.count == text.count ? .lines : .document
                }
            default: self = name.hasSuffix(".json") ? .document : .lines
            }
        }
    }

    private static func line(of text: Data) -> Data { text.prefix { $0 != UInt8(ascii: "\n") } }

    private static func isWhole(_ line: Data) -> Bool { (try? JSONParser.value(of: Array(line).span)) != nil }

    /// Tells whether a line has several objects, one behind the other.
    private static func hasSeveral(_ line: Data) -> Bool {
        var (depth, isQuoted, isEscaped) = (0, false, false)
        for (place, byte) in line.enumerated() {
            if isQuoted {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                }
                continue
            }
            if byte == UInt8(ascii: "\"") { isQuoted = true }
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            guard depth == 0 else { continue }
            let rest = line.dropFirst(place + 1).filter { !isSpace($0) }
            let next = rest.first { $0 != UInt8(ascii: ",") }
            // A comma behind it is as good as another object.
            return !rest.isEmpty && (next == nil || next == UInt8(ascii: "{")) && isWhole(line.prefix(place + 1))
        }
        return false
    }

    /// Tells whether a first line breaks off where its value goes on in the next line, as in a file for people.
    private static func goesOn(_ text: Data, behind line: Data) -> Bool {
        var read = 0
        let bytes = Array(line.reversed().drop(while: isSpace).reversed())
        _ = try? JSONParser.value(of: bytes.span, read: &read)
        let next = text.dropFirst(line.count).drop(while: isSpace).first
        return read >= bytes.count && next != nil && next != UInt8(ascii: "{") || bytes == [UInt8(ascii: "{")]
    }
}
