import Foundation
public import WinnowBounds
import WinnowJSON
import WinnowText
import WinnowYAML

/// Divides a file into records, and hands them on one at a time.
struct RecordReader: Sendable {
    let path: String
    let fields: FieldMapping
    let limits: RecordLimits

    /// A place says where a record is.
    struct Place {
        let record: RecordContext
        var end = 0
        var excerpt = ""
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
        let file = try ImportFileError.opened(path)
        defer { try? file.close() }
        do {
            switch kind {
            case .lines: try await readLines(of: file, from: position, records: records, body)
            case .list: try await readList(file, skipping: records, body)
            case .archive: try await readArchive(file, skipping: records, body)
            case .document: try await readDocument(file, skipping: records, body)
            case .yaml: if records == 0 { try await readYAML(file, body) }
            }
        } catch let fault as RecordFault {
            throw ImportFileError(what: "cannot read '\(path)'", hint: "\(fault)")
        }
    }

    private func readLines(of file: FileHandle, from position: Int, records: Int, _ body: Body) async throws {
        var lines = try LineReader(file, at: position, longest: limits.record)
        var number = records
        while let line = try lines.next() {
            number += 1
            guard let bytes = line.bytes else {
                let place = Place(record: context(number), end: line.end)
                guard try await body(place, .failure(limits.fault)) else { return }
                continue
            }
            guard bytes.contains(where: { !Self.isSpace($0) }) else { continue }
            let place = Place(record: context(number), end: line.end, excerpt: Self.excerpt(bytes))
            guard try await body(place, Self.json(bytes)) else { return }
        }
    }

    private func readList(_ file: FileHandle, skipping records: Int, _ body: Body) async throws {
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
        for (index, member) in samples.enumerated().dropFirst(records) {
            let record = RecordContext(
                file: "\(name)/\(member.name)", line: index + 1, header: said, fields: fields)
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

    private func readDocument(_ file: FileHandle, skipping records: Int, _ body: Body) async throws {
        let document = try Self.json(bytes(of: file)[...]).get()
        let isLog = document["eval"] != nil && document["samples"] != nil
        let list = (isLog ? document["samples"]?.array : nil) ?? [document]
        var header = document.object
        header?["samples"] = nil
        for (index, element) in list.enumerated().dropFirst(records) {
            let place = Place(
                record: context(index + 1, header: isLog ? header.map(JSONValue.object) : nil),
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
        RecordContext(file: name, line: line, header: header, fields: fields)
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
