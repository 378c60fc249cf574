import Foundation
import TestGuards
import Testing

@testable import WinnowInterchange

/// Files as other programs and systems write them.
@Suite("Encodings and layouts of files")
struct FileLayoutTests {
    private let lines = (1...3).map { #"{"problem_id":"p\#($0)","completion":"É \#($0)","reference":"\#($0)"}"# }

    private func content(of bytes: Data, name: String = "x.jsonl") async throws -> FileContent {
        try await withFolder { folder in
            try bytes.write(to: URL(fileURLWithPath: folder + "/" + name))
            return try await FileContent(folder + "/" + name)
        }
    }

    private func expectAll(_ found: FileContent, _ what: Comment? = nil) {
        #expect(found.candidates.map(\.completion) == ["É 1", "É 2", "É 3"], what)
        #expect(found.faults.isEmpty, what)
    }

    private var text: String { lines.joined(separator: "\n") + "\n" }

    @Test("a mark of the byte order is no part of the first record, of lines, lists and documents")
    func marks() async throws {
        let mark = Data([0xEF, 0xBB, 0xBF])
        expectAll(try await content(of: mark + Data(text.utf8)))
        expectAll(try await content(of: mark + Data("[\(lines.joined(separator: ","))]".utf8), name: "x.json"))
        expectAll(try await content(of: mark + Data(lines.joined(separator: "\n\n").utf8), name: "x.json"))
    }

    @Test("UTF-16 is read in both orders, with and without a mark")
    func utf16() async throws {
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            let bytes = try #require(("\u{FEFF}" + text).data(using: encoding))
            expectAll(try await content(of: bytes), "\(encoding)")
            expectAll(try await content(of: bytes.dropFirst(2)), "\(encoding)")
        }
    }

    @Test("what gzip and zstd have packed is read, several members and frames included")
    func packed() async throws {
        let gzip = try #require(Data(base64Encoded: Self.gzip))
        let zstd = try #require(Data(base64Encoded: Self.zstd))
        for (bytes, name) in [(gzip, "x.jsonl.gz"), (zstd, "x.jsonl.zst"), (gzip, "x.jsonl")] {
            let once = try await content(of: bytes, name: name)
            #expect(once.candidates.map(\.problem.id) == ["a", "b"], "\(name)")
            let twice = try await content(of: bytes + bytes, name: name)
            #expect(twice.candidates.count == 4, "\(name)")
        }
    }

    /// `{"problem_id":"a","completion":"A: 1","reference":"1"}` and the same of b.
    private static let gzip =
        "H4sIAAAAAAACA6tWKijKT8pJzY3PTFGyUkpU0lFKzs8tyEktyczPAwo4WikYAsWKUtNSi1LzklOBQoZKtVzVqNqSiNQGAIdMRSJuAAAA"
    private static let zstd =
        "KLUv/QRYFQIAhAN7InByb2JsZW1faWQiOiJhIiwiY29tcGxldGlvbiI6IkE6IDEiLCJyZWZlcmVuY2UiOiIxIn0KYgIAQClOdwoK/7tt4A=="

    @Test("a packed file that is damaged or cut off anywhere is refused with a word on it, and never ends the program")
    func damagedPacked() async throws {
        for packed in [Self.gzip, Self.zstd] {
            let whole = try #require(Data(base64Encoded: packed))
            for length in 4..<whole.count - 1 {
                await #expect(throws: ImportFileError.self, "\(length)") {
                    _ = try await content(of: whole.prefix(length), name: "x.jsonl.gz")
                }
            }
            for place in 4..<whole.count {
                var bytes = whole
                bytes[place] ^= 0x55
                _ = try? await content(of: bytes, name: "x.jsonl.gz")
            }
        }
    }

    @Test("objects for people, one behind the other, are records", arguments: ["x.json", "x.jsonl", "x.txt"])
    func concatenated(name: String) async throws {
        let pretty = lines.map {
            $0.replacingOccurrences(of: ",", with: ",\n  ").replacingOccurrences(of: "{", with: "{\n  ")
                .replacingOccurrences(of: "}", with: "\n}")
        }
        for separator in ["\n", "\n\n", " ", ",\n", ""] {
            expectAll(try await content(of: Data(pretty.joined(separator: separator).utf8), name: name), "\(separator)")
            expectAll(try await content(of: Data(lines.joined(separator: separator).utf8), name: name), "\(separator)")
        }
    }

    @Test("a broken line among lines of records is that line's fault alone")
    func brokenLine() async throws {
        let found = try await content(of: Data(([lines[0], "{broken", lines[1]].joined(separator: "\n") + "\n").utf8))
        #expect(found.candidates.count == 2 && found.faults.count == 1)
    }

    @Test("a last line without its end that cannot be read is half, any other is not")
    func half() async throws {
        try await withFolder { folder in
            for (end, isHalf) in [("{\"problem_id\":\"p", true), ("{\"problem_id\":\"p\n", false), (lines[0], false)] {
                try Data((text + end).utf8).write(to: URL(fileURLWithPath: folder + "/x.jsonl"))
                let file = try await RecordFile(path: folder + "/x.jsonl", format: nil, fields: FieldMapping())
                var last: SourceRecord?
                try await file.read { record in
                    last = record
                    return true
                }
                #expect(last?.isHalf == isHalf, "\(end)")
            }
        }
    }

    @Test("lists with something around them are found", arguments: ["results", "samples", "data", "rows"])
    func wrapped(name: String) async throws {
        let bytes = Data(#"{"version":1,"\#(name)":[\#(lines.joined(separator: ","))]}"#.utf8)
        expectAll(try await content(of: bytes, name: "x.json"))
    }

    @Test("an empty file is called so, and a log without samples too")
    func nothing() async throws {
        for bytes in ["", "\n", " \n\n", "\u{FEFF}"] {
            let error = await #expect(throws: ImportFileError.self) { _ = try await content(of: Data(bytes.utf8)) }
            #expect(error?.kind == .empty && error?.what.contains("is empty") == true)
        }
        for log in [
            #"{"version":2,"status":"error","eval":{"task":"t","model":"m"}}"#,
            #"{"version":2,"status":"error","eval":{"task":"t","model":"m"},"samples":[]}"#,
        ] {
            let error = await #expect(throws: ImportFileError.self) {
                _ = try await content(of: Data(log.utf8), name: "log.json")
            }
            #expect(
                error?.description.contains("no samples") == true && error?.description.contains("--format") == false)
        }
    }

    @Test("names tell tasks, drawings and greedy samples apart")
    func parts() {
        let generic = GenericFormat()
        func drawing(_ path: String) -> String? { FilePart(of: path, format: generic, header: nil).drawing }
        #expect(drawing("output-rs11.jsonl") == "rs11" && drawing("x_seed-3_t0.7.jsonl") == "seed3")
        #expect(drawing("seed2/out.jsonl") == "seed2" && drawing("run_04.jsonl") == "run04")
        #expect(drawing("gsm8k.jsonl") == nil && drawing("answers1.jsonl") == nil && drawing("parse3.jsonl") == nil)
        #expect(FilePart(of: "output-greedy.jsonl", format: generic, header: nil).isGreedy)
        let log = FilePart(of: "samples_arc_easy_2026-01-02T03.jsonl", format: LMEvalFormat(), header: nil)
        #expect(log.task == "arc_easy" && log.drawing == "2026-01-02T03.jsonl")
    }
}
