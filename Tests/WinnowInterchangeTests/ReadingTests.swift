import Foundation
import Testing
import WinnowBounds

@testable import WinnowInterchange

@Suite("Reading recorded files")
struct ReadingTests {
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
            let long = Data(repeating: UInt8(ascii: "x"), count: Bounds.record.limit + (2 << 20)) + Data("\n".utf8)
            try (good + long + good).write(to: URL(fileURLWithPath: path))
            let content = try await FileContent(path)
            #expect(content.candidates.count == 2)
            #expect(content.faults == ["2: it is larger than 64 MiB; --largest-record takes larger ones"])
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
