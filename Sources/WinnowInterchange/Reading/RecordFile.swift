import Foundation

/// A file of recorded samples, ready to be read record by record.
public struct RecordFile: Sendable {
    public let path: String
    public let format: any ImportFormat

    /// Whether a reader can go on at a position in bytes.
    public var isReadByLine: Bool { kind == .lines }

    private let kind: FileKind
    private let fields: FieldMapping

    /// Looks at a file's beginning.
    ///
    /// - Parameter format: nil to recognise it.
    /// - Throws: ``ImportFileError`` for a file that cannot be read or in which nothing can be recognised.
    public init(path: String, format: (any ImportFormat)?, fields: FieldMapping) throws(ImportFileError) {
        self.path = path
        self.fields = fields
        kind = try FileKind(path: path)
        if let format {
            self.format = format
            return
        }
        var found: (any ImportFormat)?
        var looked = 0
        try Self.read(path, kind, fields, position: 0, records: 0) { context, value in
            looked += 1
            if case .success(let record) = value {
                found = ImportFormats.all.first { $0.recognises(record, in: context.record) }
            }
            // The first lines may be broken, but not all of them.
            return found == nil && looked < 100
        }
        guard let found else {
            throw ImportFileError(
                what: "'\(path)' has no record that can be recognised",
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
        from position: Int = 0, records: Int = 0, _ body: (SourceRecord) throws -> Bool
    ) throws {
        try Self.read(path, kind, fields, position: position, records: records) { context, value in
            try body(record(value, context))
        }
    }

    private func record(_ value: Result<JSONValue, RecordFault>, _ context: Context) -> SourceRecord {
        var candidates: [Result<ImportedCandidate, RecordFault>]
        do throws(RecordFault) {
            candidates = try format.candidates(of: value.get(), in: context.record)
            if candidates.isEmpty { candidates = [.failure(RecordFault("it has no samples"))] }
        } catch {
            candidates = [.failure(error)]
        }
        return SourceRecord(
            file: context.record.file, line: context.record.line, end: context.end, candidates: candidates,
            excerpt: context.excerpt)
    }

    /// Where a record is.
    fileprivate struct Context {
        let record: RecordContext
        var end = 0
        var excerpt = ""
    }
}

// MARK: The kinds of files

extension RecordFile {
    private typealias Body = (Context, Result<JSONValue, RecordFault>) throws -> Bool

    private static func read(
        _ path: String, _ kind: FileKind, _ fields: FieldMapping, position: Int, records: Int, _ body: Body
    ) throws(ImportFileError) {
        try ImportFileError.reading(path) { file in
            let name = URL(fileURLWithPath: path).lastPathComponent
            switch kind {
            case .lines: try readLines(file, name, fields, position, records, body)
            case .archive: try readArchive(file, name, fields, skipping: records, body)
            case .document: try readDocument(file, name, fields, skipping: records, body)
            case .yaml:
                guard records == 0 else { return }
                let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
                let context = Context(
                    record: RecordContext(file: name, line: 1, header: nil, fields: fields), excerpt: excerpt(text))
                _ = try body(context, Result { () throws(RecordFault) in try YAMLDocument.value(of: text) })
            }
        }
    }

    private static func readLines(
        _ file: FileHandle, _ name: String, _ fields: FieldMapping, _ position: Int, _ records: Int, _ body: Body
    ) throws {
        var lines = try LineReader(file, at: position)
        var number = records
        while let line = try lines.next() {
            number += 1
            let record = RecordContext(file: name, line: number, header: nil, fields: fields)
            guard let bytes = line.bytes else {
                let fault = RecordFault("the line is longer than \(LineReader.longestLine >> 20) MiB")
                guard try body(Context(record: record, end: line.end), .failure(fault)) else { return }
                continue
            }
            guard bytes.contains(where: { !isSpace($0) }) else { continue }
            let context = Context(record: record, end: line.end, excerpt: excerpt(bytes))
            let value = Result { () throws(RecordFault) in try JSONParser.value(of: bytes.span) }
            guard try body(context, value) else { return }
        }
    }

    private static func readArchive(
        _ file: FileHandle, _ name: String, _ fields: FieldMapping, skipping records: Int, _ body: Body
    ) throws {
        let archive = try ZipArchive(file)
        func value(of member: ZipArchive.Member) throws -> JSONValue {
            try JSONParser.value(of: try archive.content(of: member).span)
        }
        // A log that was not finished has the start of its journal only.
        let header =
            archive.members.first { $0.name == "header.json" }
            ?? archive.members.first { $0.name == "_journal/start.json" }
        guard let header else {
            throw RecordFault("it is no Inspect log: there is no header.json in it")
        }
        let said = try value(of: header)
        let samples = archive.members.filter { $0.name.hasPrefix("samples/") && $0.name.hasSuffix(".json") }
        for (index, member) in samples.enumerated().dropFirst(records) {
            let context = Context(
                record: RecordContext(
                    file: "\(name)/\(member.name)", line: index + 1, header: said, fields: fields),
                excerpt: member.name)
            let read: Result<JSONValue, RecordFault>
            do {
                read = .success(try value(of: member))
            } catch let fault as RecordFault {
                read = .failure(fault)
            }
            guard try body(context, read) else { return }
        }
    }

    private static func readDocument(
        _ file: FileHandle, _ name: String, _ fields: FieldMapping, skipping records: Int, _ body: Body
    ) throws {
        let document = try JSONParser.value(of: (try file.readToEnd() ?? Data()).span)
        let isLog = document["eval"] != nil && document["samples"] != nil
        let list = document.array ?? (isLog ? document["samples"]?.array : nil) ?? [document]
        var header = document.object
        header?["samples"] = nil
        for (index, element) in list.enumerated().dropFirst(records) {
            let context = Context(
                record: RecordContext(
                    file: name, line: index + 1, header: isLog ? header.map(JSONValue.object) : nil, fields: fields),
                excerpt: excerpt("\(element)"))
            guard try body(context, .success(element)) else { return }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func excerpt(_ bytes: Data) -> String { excerpt(String(decoding: bytes.prefix(800), as: UTF8.self)) }

    private static func excerpt(_ text: String) -> String { String(text.prefix(200)) }
}
