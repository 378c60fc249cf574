import Foundation
import WinnowJSON

/// A file of recorded samples is ready to be read record by record.
public struct RecordFile: Sendable {
    public let path: String
    public let format: any ImportFormat

    /// True where a reader can go on at a position in bytes.
    public var isReadByLine: Bool { kind == .lines && copy == nil }

    /// The file is in this form, such as gzip, where it is not plain text in UTF-8.
    public var form: String? { copy?.form }

    /// The format says which task the file's samples are of, and which of several drawings they are.
    public let part: FilePart

    private let kind: FileKind
    private let reader: RecordReader
    private let copy: ReadableCopy?

    /// Looks at a file as a whole: at its format, and at what its fields mean.
    ///
    /// - Parameters:
    ///   - format: nil to recognise it.
    ///   - isJudged: whether a verifier judges the samples, so that they need no reference.
    ///   - limits: what is read at once.
    /// - Throws: ``ImportFileError`` for a file that cannot be read or in which nothing can be recognised, or whose
    ///   fields may mean several things.
    public init(
        path: String, format: (any ImportFormat)?, fields: FieldMapping, isJudged: Bool = false,
        limits: RecordLimits = RecordLimits()
    ) async throws {
        self.path = path
        copy = try ReadableCopy.of(path, limits)
        let content = copy?.path ?? path
        let name = copy == nil ? path : FileKind.nameInside(path)
        guard try !FileKind.isEmpty(content) else {
            throw ImportFileError(.empty, what: "'\(path)' is empty", hint: "name another file")
        }
        if let foreign = try FileKind.foreign(content) {
            throw ImportFileError(what: "'\(path)' is \(foreign), which is not read", hint: "write it as JSON lines")
        }
        kind = try FileKind(path: content, name: name)
        var reader = RecordReader(path: path, content: content, fields: fields, limits: limits)
        var look = FileLook(format, fields)
        try await reader.read(kind) { place, value in
            look.add(value, place)
            return true
        }
        guard let found = look.format else {
            throw ImportFileError(
                what: "'\(path)' has no record that can be recognised" + (look.fault.map { " (\($0))" } ?? ""),
                hint: look.isJSON
                    ? "name its format with --format: \(ImportFormats.all.map(\.name).joined(separator: ", "))"
                    : "write its samples as JSON, an object a line")
        }
        self.format = found
        try look.checkFields(of: found, path)
        reader.survey = look.survey
        if found is GenericFormat {
            reader.fields = try GenericMeaning(of: look.survey, fields, file: path, isJudged: isJudged).fields
        }
        part = FilePart(of: path, format: found, header: look.header)
        self.reader = reader
    }

    /// Every record names its problem otherwise though each of so many prompts comes back, so that names may be those of
    /// samples; nil where nothing looks so.
    public var promptsOfUniqueNames: Int? {
        format is GenericFormat && reader.fields.paths[.problemID] == nil ? reader.survey?.promptsOfUniqueNames : nil
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
            let content = try value.get()
            candidates = try format.candidates(of: content, in: place.record)
            // Whatever the layout: what belongs together is asked for by its path.
            if let cluster = place.record.fields.paths[.cluster].flatMap({ content.at($0)?.text }) {
                candidates = candidates.map { candidate in
                    candidate.map { candidate in
                        var candidate = candidate
                        candidate.problem.cluster = cluster
                        return candidate
                    }
                }
            }
            if candidates.isEmpty { candidates = [.failure(RecordFault("it has no samples"))] }
        } catch {
            candidates = [.failure(error)]
        }
        return SourceRecord(
            file: place.record.file, line: place.record.line, end: place.end, candidates: candidates,
            excerpt: place.excerpt, isHalf: place.isHalf)
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

    /// True for the end of a file that breaks off, as of one that is still being written: it is read when it is whole.
    public let isHalf: Bool
}

/// The error says why a file cannot be read at all.
public struct ImportFileError: Error, Sendable, CustomStringConvertible {
    /// The kind says what becomes of other files.
    public enum Kind: Hashable, Sendable {
        /// The file cannot be read, or holds no samples; others may go in.
        case unreadable
        case empty

        /// The user has to choose, so that nothing goes in.
        case open
    }

    public var kind: Kind
    public var what: String
    public var hint: String

    init(_ kind: Kind = .unreadable, what: String, hint: String) {
        (self.kind, self.what, self.hint) = (kind, what, hint)
    }

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
