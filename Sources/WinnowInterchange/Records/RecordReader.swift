import Foundation
public import WinnowBounds
import WinnowJSON
import WinnowText
import WinnowYAML

/// Divides a file into records, and hands them on one at a time.
struct RecordReader: Sendable {
    /// The file is called so.
    let path: String

    /// Its records are read from there: from itself, or from a copy of what it holds.
    var content: String
    var fields: FieldMapping
    let limits: RecordLimits

    /// What all records show, once they have been looked at.
    var survey: FileSurvey?

    init(path: String, content: String, fields: FieldMapping, limits: RecordLimits) {
        (self.path, self.content, self.fields, self.limits) = (path, content, fields, limits)
    }

    /// A place says where a record is.
    struct Place {
        let record: RecordContext
        var end = 0
        var excerpt = ""

        /// True for the end of a file that its writer may still be writing.
        var isHalf = false
    }

    /// Returns whether to go on.
    typealias Body = (Place, Result<JSONValue, RecordFault>) async throws -> Bool

    /// The name is the file's without its folder.
    private var name: String { URL(fileURLWithPath: path).lastPathComponent }

    /// Reads a file of a kind.
    ///
    /// - Parameters:
    ///   - position: of lines, the bytes to skip.
    ///   - records: the records that they hold; of other kinds, those to skip.
    /// - Throws: ``ImportFileError`` for a file that cannot be read; what `body` throws.
    func read(_ kind: FileKind, from position: Int = 0, records: Int = 0, _ body: Body) async throws {
        let file = try ImportFileError.opened(content)
        defer { try? file.close() }
        do {
            switch kind {
            case .lines: try await readLines(of: file, from: position, records: records, body)
            case .list: try await readList(file, skipping: records, body)
            case .archive: try await readArchive(file, skipping: records, body)
            case .document, .values: try await readValues(file, skipping: records, body)
            case .yaml: if records == 0 { try await readYAML(file, body) }
            }
        } catch let fault as RecordFault {
            throw ImportFileError(what: "cannot read '\(path)'", hint: "\(fault)")
        }
    }

    private func readLines(of file: FileHandle, from position: Int, records: Int, _ body: Body) async throws {
        // A mark of the byte order is no part of the first line.
        let mark = position == 0 ? Self.mark(of: file) : 0
        var lines = try LineReader(file, at: max(position, mark), longest: limits.record)
        var number = records
        let size = Int(try file.seekToEnd())
        try file.seek(toOffset: UInt64(max(position, mark)))
        while let line = try lines.next() {
            number += 1
            guard let bytes = line.bytes else {
                let place = Place(record: context(number), end: line.end)
                guard try await body(place, .failure(limits.fault)) else { return }
                continue
            }
            guard bytes.contains(where: { !Self.isSpace($0) }) else { continue }
            var place = Place(record: context(number), end: line.end, excerpt: Self.excerpt(bytes))
            let value = Self.json(bytes)
            // A last line without its end that cannot be read may be one that is being written.
            if case .failure = value, line.end == size, !line.hasEnd { place.isHalf = true }
            guard try await body(place, value) else { return }
        }
    }

    /// Says how many bytes of a file are a mark of its encoding, UTF-8.
    static func mark(of file: FileHandle) -> Int {
        try? file.seek(toOffset: 0)
        let start = (try? file.read(upToCount: 3)) ?? Data()
        try? file.seek(toOffset: 0)
        return start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private func readList(_ file: FileHandle, skipping records: Int, _ body: Body) async throws {
        try file.seek(toOffset: UInt64(Self.mark(of: file)))
        var elements = ListReader(file, longest: limits.record)
        var number = 0
        while let element = try next(of: &elements, isFirst: number == 0) {
            number += 1
            guard number > records else { continue }
            switch element {
            case .success(let bytes):
                let place = Place(record: context(number), excerpt: Self.excerpt(bytes))
                guard try await body(place, Self.json(bytes)) else { return }
            case .failure(let fault):
                guard try await body(Place(record: context(number)), .failure(fault)) else { return }
            }
        }
    }

    /// Reads the next element, or says why there is none that can be read. What comes before damage is read; a list
    /// that is damaged from its beginning is none.
    private func next(of list: inout ListReader, isFirst: Bool) throws -> Result<ArraySlice<UInt8>, RecordFault>? {
        do {
            guard let element = try list.next() else { return nil }
            return element.bytes.map { .success($0) } ?? .failure(limits.fault)
        } catch let fault as RecordFault {
            if isFirst { throw fault }
            list.stop()
            return .failure(fault)
        }
    }

    private func readArchive(_ file: FileHandle, skipping records: Int, _ body: Body) async throws {
        let archive = try ZipArchive(file, limits)
        // A log that was not finished has the start of its journal only.
        let header =
            archive.members.first { $0.name == "header.json" }
            ?? archive.members.first { $0.name == "_journal/start.json" }
        guard let header else { throw RecordFault("it is no Inspect log: there is no header.json in it") }
        let said = try Self.json(Array(archive.content(of: header))[...]).get()
        let samples = archive.members.filter { $0.name.hasPrefix("samples/") && $0.name.hasSuffix(".json") }
        guard !samples.isEmpty else { throw Self.noSamples }
        for (index, member) in samples.enumerated().dropFirst(records) {
            let record = RecordContext(
                file: "\(name)/\(member.name)", line: index + 1, header: said, fields: fields, survey: survey)
            let value = try content(of: member, in: archive).flatMap { Self.json($0[...]) }
            guard try await body(Place(record: record, excerpt: member.name), value) else { return }
        }
    }

    private func content(
        of member: ZipArchive.Member, in archive: ZipArchive
    ) throws -> Result<[UInt8], RecordFault> {
        do {
            return .success(Array(try archive.content(of: member)))
        } catch let fault as RecordFault {
            return .failure(fault)
        }
    }

    private static let noSamples = RecordFault("the log has no samples: its run ended before the first was finished")

    /// Reads the values of a file: of one alone, the records in it; of several, each is one.
    private func readValues(_ file: FileHandle, skipping records: Int, _ body: Body) async throws {
        try file.seek(toOffset: UInt64(Self.mark(of: file)))
        var values = ValueReader(file, longest: limits.record)
        guard let first = try values.next() else { throw RecordFault("there is nothing in it") }
        let second = try values.next()
        guard let second else {
            guard let bytes = first.bytes else { throw limits.fault }
            return try await readDocument(Self.json(bytes).get(), skipping: records, body)
        }
        var number = 0
        var next: ValueReader.Value? = first
        var following: ValueReader.Value? = second
        while let value = next {
            number += 1
            next = following
            following = following == nil ? nil : try values.next()
            guard number > records else { continue }
            guard let bytes = value.bytes else {
                guard try await body(Place(record: context(number)), .failure(limits.fault)) else { return }
                continue
            }
            var place = Place(record: context(number), excerpt: Self.excerpt(bytes))
            place.isHalf = !value.isWhole
            guard try await body(place, Self.json(bytes)) else { return }
        }
    }

    private func readDocument(_ document: JSONValue, skipping records: Int, _ body: Body) async throws {
        let layout = DocumentLayout(document)
        guard !(layout.isLog && layout.records.isEmpty) else { throw Self.noSamples }
        for (index, element) in layout.records.enumerated().dropFirst(records) {
            let place = Place(
                record: context(index + 1, header: layout.header),
                excerpt: element.excerpt(length: Self.excerptLength))
            guard try await body(place, .success(element)) else { return }
        }
    }

    private func readYAML(_ file: FileHandle, _ body: Body) async throws {
        let text = String(decoding: try bytes(of: file), as: UTF8.self)
        _ = try await body(Place(record: context(1), excerpt: Self.excerpt(text)), Self.yaml(text))
    }

    /// Reads all bytes of a file that is one record.
    private func bytes(of file: FileHandle) throws -> [UInt8] {
        let size = try file.seekToEnd()
        guard size <= UInt64(limits.record) else { throw limits.fault }
        try file.seek(toOffset: 0)
        return Array(try file.readToEnd() ?? Data())
    }

    private func context(_ line: Int, header: JSONValue? = nil) -> RecordContext {
        RecordContext(file: name, line: line, header: header, fields: fields, survey: survey)
    }
}

// MARK: Bytes

extension RecordReader {
    private static func json(_ bytes: ArraySlice<UInt8>) -> Result<JSONValue, RecordFault> {
        do throws(JSONFault) {
            return .success(try JSONParser.value(of: bytes.span))
        } catch {
            return .failure(RecordFault(error))
        }
    }

    private static func yaml(_ text: String) -> Result<JSONValue, RecordFault> {
        do throws(YAMLFault) {
            return .success(try YAMLDocument.value(of: text))
        } catch {
            return .failure(RecordFault(error.description))
        }
    }

    /// So many letters are kept of a record that cannot be read.
    private static let excerptLength = 200

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
        excerpt(String(decoding: bytes.prefix(4 * excerptLength), as: UTF8.self))
    }

    private static func excerpt(_ text: String) -> String { String(text.unicodeScalars.prefix(excerptLength)) }
}

/// So much is read of a stranger's file at once.
public struct RecordLimits: Hashable, Sendable {
    /// A record may have so many bytes: a line, an element of a list, a document, an unpacked member of an archive.
    public var record: Int

    public init(record: Int = Bounds.record.limit) {
        self.record = record
    }

    /// The fault says that a record is larger.
    var fault: RecordFault {
        RecordFault("it is larger than \(Bound.bytes(record)); --largest-record takes larger ones")
    }

    /// Says how many bytes all members of an archive may have together, unpacked.
    func unpacked(ofArchive bytes: Int) -> Int {
        bytes.multipliedClamped(by: Bounds.ratio.limit).addingClamped(record)
    }
}
