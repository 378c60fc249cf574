import Foundation
import WinnowJSON

/// A file of recorded samples, ready to be read record by record.
public struct RecordFile: Sendable {
    public let path: String
    public let format: any ImportFormat

    /// Whether a reader can go on at a position in bytes.
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
