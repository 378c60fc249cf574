import Foundation
import Testing

@testable import WinnowInterchange

@Suite("Reading recorded files")
struct ReadingTests {
    @Test(
        "JSON is read as it is, with what Python adds to it",
        arguments: [
            (
                #"{"a":[1,2.50,-3e2],"b":"ü\u00e9\n\"\ud83d\ude00"}"#,
                JSONValue.object([
                    "a": .array([.number("1"), .number("2.50"), .number("-3e2")]), "b": .string("üé\n\"😀"),
                ])
            ),
            (
                " [NaN, -Infinity, Infinity, null, true, false] ",
                .array([.number("nan"), .number("-inf"), .number("inf"), .null, .bool(true), .bool(false)])
            ),
            (#""\ud800 alone""#, .string("\u{FFFD} alone")), ("{}", .object([:])), ("[]", .array([])),
        ])
    func json(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(
        "what is no JSON is refused with a place, whatever it is",
        arguments: [
            "", "{", "[1,]", "{\"a\" 1}", "01x", "nul", "\"open", "\"\\x\"", "1 2", "{a:1}", "\"\u{1}\"", "-", "tru",
            String(repeating: "[", count: 10_000),
        ])
    func notJSON(text: String) {
        #expect(throws: RecordFault.self) { try JSONValue(parsing: text) }
    }

    @Test("every beginning of a record is refused, and none ends the program")
    func cuts() throws {
        let text = #"{"problem_id": "p", "scores": {"é\u00e9": [1.5e3, -2]}, "x": null, "completion": "a\"b"}"#
        let bytes = Array(text.utf8)
        for end in bytes.indices {
            #expect(throws: RecordFault.self) { try JSONParser.value(of: Array(bytes[..<end]).span) }
        }
    }

    @Test("a path leads through objects and lists, a name with dots first")
    func paths() throws {
        let value = try JSONValue(parsing: #"{"a.b": 1, "a": {"b": 2, "c": [{"d": 3}]}}"#)
        #expect(value.at("a.b") == .number("1"))
        #expect(value.at("a.c.0.d") == .number("3"))
        #expect(value.at("a.c.1.d") == nil && value.at("x") == nil)
    }

    @Test("lines come whole whatever the buffer, with the place behind them", arguments: [0, 1, 2, 7])
    func lines(padding: Int) async throws {
        try await withFolder { folder in
            let path = folder + "/x.jsonl"
            let line = #"{"problem_id":"p","completion":"\#(String(repeating: "é", count: 700_000 + padding))"}"#
            try Data(([line, "", line, "{", line].joined(separator: "\n")).utf8).write(to: URL(fileURLWithPath: path))
            let file = try await RecordFile(path: path, format: nil, fields: FieldMapping())
            var places: [(line: Int, end: Int, isRead: Bool)] = []
            try await file.read { record in
                places.append((record.line, record.end, (try? record.candidates[0].get()) != nil))
                return true
            }
            #expect(places.map(\.line) == [1, 3, 4, 5])
            #expect(places.map(\.isRead) == [true, true, false, true])
            let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
            #expect(places.last?.end == size)
            var rest: [Int] = []
            try await file.read(from: places[1].end, records: 3) { record in
                rest.append(record.line)
                return true
            }
            #expect(rest == [4, 5])
        }
    }

    @Test("a line beyond the limit is passed over, and the next one is read")
    func longLine() async throws {
        try await withFolder { folder in
            let path = folder + "/x.jsonl"
            let good = Data("{\"problem_id\":\"p\",\"completion\":\"c\"}\n".utf8)
            let long = Data(repeating: UInt8(ascii: "x"), count: LineReader.longestLine + (2 << 20)) + Data("\n".utf8)
            try (good + long + good).write(to: URL(fileURLWithPath: path))
            let content = try await FileContent(path)
            #expect(content.candidates.count == 2)
            #expect(content.faults == ["2: the line is longer than 64 MiB"])
        }
    }

    @Test("a list of records and a single record are read from a JSON document")
    func documents() async throws {
        try await withFolder { folder in
            let path = folder + "/x.json"
            try "[\n {\"problem_id\": 1, \"completion\": \"a\"},\n {\"problem_id\": 2}\n]"
                .write(toFile: path, atomically: true, encoding: .utf8)
            let list = try await FileContent(path)
            #expect(list.candidates.map(\.problem.id) == ["1"] && list.faults.count == 1)
            try "{\n \"problem_id\": 1,\n \"completions\": [\"a\", \"b\"]\n}"
                .write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try await FileContent(path).candidates.count == 2)
        }
    }

    @Test(
        "a file that is missing, a folder, empty or of no kind is refused with a hint",
        arguments: ["none", "", "e", "t"])
    func noFile(name: String) async throws {
        try await withFolder { folder in
            try Data().write(to: URL(fileURLWithPath: folder + "/e"))
            try Data("plain text\nmore".utf8).write(to: URL(fileURLWithPath: folder + "/t"))
            await #expect(throws: ImportFileError.self) {
                _ = try await RecordFile(path: "\(folder)/\(name)", format: nil, fields: FieldMapping())
            }
        }
    }
}
