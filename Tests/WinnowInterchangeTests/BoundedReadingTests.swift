import Foundation
import Testing
import WinnowBounds
import WinnowJSON

@testable import WinnowInterchange

/// An extra field of a member, and the size that the directory has beside it.
struct LyingField: Sendable {
    let extra: [UInt8]
    let size: Int

    /// Fields that end behind the directory, are too short for their number, or make the member as large as nothing is.
    static let all = [
        LyingField(extra: [1, 0, 8, 0], size: 0xFFFF_FFFF), LyingField(extra: [1, 0, 0xFF, 0xFF], size: 2),
        LyingField(extra: [1, 0, 4, 0, 1, 2, 3, 4], size: 0xFFFF_FFFF), LyingField(extra: [], size: 0x7FFF_FFFF),
        LyingField(extra: [1, 0, 8, 0, 255, 255, 255, 255, 255, 255, 255, 255], size: 0xFFFF_FFFF),
        LyingField(extra: [1, 0, 8, 0, 255, 255, 255, 255, 255, 255, 255, 127], size: 0xFFFF_FFFF),
    ]
}

@Suite("Files that want too much")
struct BoundedReadingTests {
    /// What a list read piece by piece has: its elements, and a fault behind them.
    private func elements(_ text: String, longest: Int = 1 << 20) throws -> (values: [JSONValue?], fault: String?) {
        try withFileOf(Data(text.utf8)) { file in
            var list = ListReader(file, longest: longest)
            var values: [JSONValue?] = []
            do {
                while let element = try list.next() {
                    values.append(element.bytes.flatMap { try? JSONParser.value(of: $0.span) })
                }
            } catch let fault as RecordFault {
                return (values, fault.description)
            }
            return (values, nil)
        }
    }

    @discardableResult
    private func withFileOf<Value>(_ content: Data, _ body: (FileHandle) throws -> Value) throws -> Value {
        let url = FileManager.default.temporaryDirectory.appending(path: "winnow-bounds-\(UUID().uuidString)")
        try content.write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try FileHandle(forReadingFrom: url)
        defer { try? file.close() }
        return try body(file)
    }

    @Test(
        "a list read piece by piece has the elements that it has read whole",
        arguments: [
            "[]", " [ ] ", "[1]", "[1, 2 ,3]", #"["a,b]", "c\"]", "\\"]"#,
            #"[{"a": [1, {"b": "}"}]}, [], {}, "", null]"#,
            "[\n{\"x\": 1},\n\n{\"x\": [2, 3]}\n]\n", "[ \"é\u{301}\" , -1.5e3 , true]",
        ])
    func lists(text: String) throws {
        let read = try elements(text)
        #expect(read.values == (try JSONValue(parsing: text).array ?? []))
        #expect(read.fault == nil)
    }

    @Test("an element is the same wherever the buffer ends")
    func buffers() throws {
        let piece = #"{"text": "a\\\"],[é", "n": [1,2,{"m":null}]}"#
        for padding in 0..<8 {
            let list = "[" + String(repeating: " ", count: (1 << 20) - 20 - padding * 7) + piece + "," + piece + "]"
            let value = try JSONValue(parsing: piece)
            #expect(try elements(list).values == [value, value])
        }
    }

    @Test(
        "a list that breaks off has what came before, and says so",
        arguments: [("[1, 2", 1), ("[1,", 1), (#"[1, "a"#, 1), ("[{}, {", 1), ("[1, 2] x", 2), ("[", 0), ("[1 2]", 0)])
    func damage(text: String, count: Int) throws {
        let read = try elements(text)
        #expect(read.values.count >= count && read.values.count <= count + 1)
        #expect(read.fault != nil || read.values.contains(nil))
    }

    @Test("an element beyond the limit is left out, and the next is read")
    func longElement() throws {
        let long = "\"" + String(repeating: "x", count: 5 << 20) + "\""
        let read = try elements("[1, \(long), 2, \(long)]")
        #expect(read.values == [.number("1"), nil, .number("2"), nil])
    }

    @Test("a large list is read in the memory of an element")
    func largeList() async throws {
        try await withFolder { folder in
            let path = folder + "/x.json"
            let record = #"{"problem_id": "p", "completion": "c"}"#
            let count = 200_000
            try ("[" + Array(repeating: record, count: count).joined(separator: ",\n") + "]")
                .write(toFile: path, atomically: true, encoding: .utf8)
            let file = try await RecordFile(path: path, format: nil, fields: FieldMapping())
            var last = 0
            try await file.read(records: count - 2) { record in
                last = record.line
                #expect((try? record.candidates[0].get())?.completion == "c")
                return true
            }
            #expect(last == count)
        }
    }

    // MARK: Archives

    private static func little(_ value: Int, _ bytes: Int) -> Data {
        Data((0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
    }

    /// A zip archive of members that say of themselves what they like.
    private static func archive(
        _ members: [(name: String, method: Int, content: Data, size: Int, checksum: Int, extra: Data)],
        count: Int? = nil
    ) -> Data {
        var (file, directory) = (Data(), Data())
        for member in members {
            let name = Data(member.name.utf8)
            let offset = file.count
            file += little(0x0403_4B50, 4) + little(20, 2) + little(0, 2) + little(member.method, 2) + little(0, 4)
            file += little(member.checksum, 4) + little(member.content.count, 4) + little(member.size, 4)
            file += little(name.count, 2) + little(0, 2) + name + member.content
            directory +=
                little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + little(0, 2) + little(member.method, 2)
            directory += little(0, 4) + little(member.checksum, 4) + little(member.content.count, 4)
            directory += little(member.size, 4) + little(name.count, 2) + little(member.extra.count, 2) + little(0, 2)
            directory += little(0, 2) + little(0, 2) + little(0, 4) + little(offset, 4) + name + member.extra
        }
        let start = file.count
        file += directory + little(0x0605_4B50, 4) + little(0, 4)
        file += little(count ?? members.count, 2) + little(count ?? members.count, 2)
        return file + little(directory.count, 4) + little(start, 4) + little(0, 2)
    }

    @Test(
        "an archive whose fields lie is refused with a message",
        arguments: LyingField.all)
    func lyingArchives(field: LyingField) throws {
        let content = Data("{}".utf8)
        let bytes = Self.archive([("header.json", 0, content, field.size, 0xA3A6_BF43, Data(field.extra))])
        try withFileOf(bytes) { file in
            #expect(throws: RecordFault.self) {
                let archive = try ZipArchive(file, RecordLimits())
                _ = try archive.content(of: archive.members[0])
            }
        }
    }

    @Test("an archive that unpacks to far more than it holds is refused before it is unpacked")
    func bombs() throws {
        let claim = Self.archive([
            ("a", 8, Data([3, 0]), 60 << 20, 0, Data()), ("b", 8, Data([3, 0]), 60 << 20, 0, Data()),
        ])
        try withFileOf(claim) { file in
            #expect { try ZipArchive(file, RecordLimits()) } throws: { "\($0)".contains("more than 200 times") }
            #expect(try ZipArchive(file, RecordLimits(record: 1 << 30)).members.count == 2)
            // One member alone is within the limit of a record, but not what it claims to be.
            let archive = try ZipArchive(file, RecordLimits(record: 120 << 20))
            #expect(throws: RecordFault.self) { try archive.content(of: archive.members[0]) }
        }
        // Three entries of one member.
        let member = Self.archive([("a", 0, Data(repeating: 0x20, count: 500), 500, 0, Data())])
        let entry = member[(30 + 1 + 500)..<(member.count - 22)]
        let start = 30 + 1 + 500
        let overlapping =
            member[..<start] + entry + entry + entry + Self.little(0x0605_4B50, 4) + Self.little(0, 4)
            + Self.little(3, 2)
            + Self.little(3, 2) + Self.little(3 * entry.count, 4) + Self.little(start, 4) + Self.little(0, 2)
        try withFileOf(overlapping) { file in
            #expect { try ZipArchive(file, RecordLimits()) } throws: { "\($0)" == "the archive's members overlap" }
        }
        try withFileOf(Self.archive([("a", 0, Data("{}".utf8), 2, 0, Data())], count: 60_000)) { file in
            #expect(throws: RecordFault.self) { try ZipArchive(file, RecordLimits()) }
        }
    }

    @Test("a document, a line, a list's element and a YAML file are bounded alike, and a larger bound takes them")
    func limits() async throws {
        try await withFolder { folder in
            let long = String(repeating: "x", count: 2000)
            let record = #"{"problem_id": "p", "completion": "\#(long)"}"#
            let files = [
                ("a.jsonl", record + "\n"), ("b.json", "[\(record)]"), ("c.json", record.replacing(", ", with: ",\n")),
                ("d.yaml", "question: q\nsamples:\n- \(long)\nis_corrects: [true]\n"),
            ]
            for (name, text) in files {
                let path = "\(folder)/\(name)"
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                #expect(try await FileContent(path).candidates.count == 1, "\(name)")
                await #expect {
                    try await RecordFile(
                        path: path, format: nil, fields: FieldMapping(), limits: RecordLimits(record: 1000))
                } throws: { "\($0)".contains("larger than 1000 bytes; --largest-record") }
            }
        }
    }
}
