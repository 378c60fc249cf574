import Foundation
import WinnowJSON

/// A file of recorded samples is ready to be read record by record.
public struct RecordFile: Sendable {
    public let path: String
    public let format: any ImportFormat

    /// True where a reader can go on at a position in bytes.
    public var isReadByLine: Bool { kind == .lines }

    private let kind: FileKind
    private let reader: RecordReader

    /// Looks at a file's beginning.
    ///
    /// - Parameters:
    ///   - format: nil to recognise it.
    ///   - limits: what is read at once.
    /// - Throws: ``ImportFileError`` for a file that cannot be read or in which nothing can be recognised, or what
    ///   reading it throws.
    public init(
        path: String, format: (any ImportFormat)?, fields: FieldMapping, limits: RecordLimits = RecordLimits()
    ) async throws {
        self.path = path
        kind = try FileKind(path: path)
        reader = RecordReader(path: path, fields: fields, limits: limits)
        if let format {
            self.format = format
            return
        }
        var found: (any ImportFormat)?
        var fault: RecordFault?
        var looked = 0
        try await reader.read(kind) { place, value in
            looked += 1
            switch value {
            case .success(let record): found = ImportFormats.all.first { $0.recognises(record, in: place.record) }
            case .failure(let reason): fault = fault ?? reason
            }
            // The first lines may be broken, but not all of them.
            return found == nil && looked < 100
        }
        guard let found else {
            throw ImportFileError(
                what: "'\(path)' has no record that can be recognised" + (fault.map { " (\($0))" } ?? ""),
                hint: "name its format with --format: \(ImportFormats.all.map(\.name).joined(separator: ", "))")
        }
        self.format = found
    }

    /// Hands on the records behind a place, one at a time.
    ///
    /// - Parameters:
    ///   - position: of a format that is read line by line, the bytes to skip.
    ///   - records: the records that they hold; of other formats, those to skip.
    ///   - body: returns whether to go on.
    /// - Throws: ``ImportFileError`` for a file that cannot be read; what `body` throws.
    public func read(
        from position: Int = 0, records: Int = 0, _ body: (SourceRecord) async throws -> Bool
    ) async throws {
        try await reader.read(kind, from: position, records: records) { place, value in
            try await body(record(value, place))
        }
    }

    private func record(_ value: Result<JSONValue, RecordFault>, _ place: RecordReader.Place) -> SourceRecord {
        var candidates: [Result<ImportedCandidate, RecordFault>]
        do throws(RecordFault) {
            candidates = try format.candidates(of: value.get(), in: place.record)
            if candidates.isEmpty { candidates = [.failure(RecordFault("it has no samples"))] }
        } catch {
            candidates = [.failure(error)]
        }
        return SourceRecord(
            file: place.record.file, line: place.record.line, end: place.end, candidates: candidates,
            excerpt: place.excerpt)
    }
}

/// A source record is one piece of a recorded file that gives candidates: a line, an element of a list, a member of an
/// archive.
public struct SourceRecord: Sendable {
    /// The record is in the file of this name, which has the member's of an archive too.
    public let file: String

    /// The line is 1-based, and is that of the record in a format that is not read line by line.
    public let line: Int

    /// The file has so many bytes up to behind the record, in a format that is read line by line; else 0.
    public let end: Int

    /// The record has these candidates, or the reason why one of them or all are missing.
    public let candidates: [Result<ImportedCandidate, RecordFault>]

    /// It begins like this, for whoever looks for what is wrong with it.
    public let excerpt: String
}

/// A file's bytes are divided into records in one of these ways.
enum FileKind: String, Sendable {
    case lines
    /// The file is one JSON list of records.
    case list
    /// The file is one JSON value: a log with samples, or one record.
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

/// The error says why a file cannot be read at all.
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
