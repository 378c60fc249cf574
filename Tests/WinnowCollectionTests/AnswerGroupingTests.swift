import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowReport
import WinnowStore

@testable import WinnowCollection
@testable import WinnowCore

/// Answers that count as one by a tolerance or by what a program says.
@Suite("Groups of answers")
struct AnswerGroupingTests {
    private let folder: TemporaryFolder
    private let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.inMemory()
    }

    private func collect(_ answers: [String], reference: String?) async throws {
        let path = folder.path("x.jsonl")
        let gold = reference.map { #","reference":"\#($0)""# } ?? ""
        let lines = answers.enumerated().map { index, answer in
            #"{"problem_id":"p","sample_index":\#(index),"completion":"Answer: \#(answer)"\#(gold)}"#
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        _ = try await FileSource(ImportRequest(files: [path])).collect(into: Collector(into: store) { _ in })
    }

    private func group(_ grouping: AnswerGrouping?) async throws -> String {
        let stored = StoredReading(extraction: nil, options: .standard, grouping: grouping)
        return try await stored.read(run: 1, in: Collector(into: store) { _ in }).rendered(as: .markdown)
    }

    private func rows() throws -> [(key: String?, correct: Bool?)] {
        let run = try #require(try store.run(number: 1))
        return try store.candidates(of: run.id, positions: 1...1, judgedBy: store.judges(of: run.id)).map {
            ($0.record.judgements.reading?.answerKey, $0.record.judgements.correct)
        }
    }

    @Test("numbers that steps of the tolerance link are one answer, with the key of the most frequent")
    func tolerance() async throws {
        try await collect(["3.14", "3.14", "3.15", "3.2", "3.16", "3.14 cm", "x"], reference: "3.15")
        let before = try rows()
        let text = try await group(.numbers(within: 0.01))
        let after = try rows()
        #expect(
            Set(after.prefix(3).map(\.key)).count == 1 && after[4].key == after[0].key && after[0].key == before[0].key)
        #expect(after[3].key == before[3].key && after[5].key == before[5].key && after[6].key == before[6].key)
        #expect(
            after.prefix(3).allSatisfy { $0.correct == true } && after[4].correct == true && after[3].correct == false)
        #expect(text.contains("Answers counted as one") && text.contains("at most 0.01"))
        // The same again, and the plain keys again.
        #expect(try await group(.numbers(within: 0.01)) != "" && rows().map(\.key) == after.map(\.key))
        _ = try await group(nil)
        #expect(try rows().map(\.key) == before.map(\.key) && rows().map(\.correct) == before.map(\.correct))
    }

    @Test("a tolerance of nothing, less or no number is refused", arguments: [0, -1, Double.nan, .infinity])
    func refused(tolerance: Double) {
        #expect(throws: ExperimentError.self) { _ = try AnswerGrouping.numbers(within: tolerance) }
    }

    /// A program that calls texts equal that begin with the same letter, and counts what it is asked.
    private func command(_ rule: String) throws -> String {
        let script = folder.path("equal.py")
        try """
        import json, sys
        for line in sys.stdin:
            ask = json.loads(line)
            a, b = ask["answer"], ask["reference"]
            open(\(folder.path("count").debugDescription), "a").write("x")
            print(json.dumps({"outcome": "accepted" if \(rule) else "rejected"}), flush=True)
        """.write(toFile: script, atomically: true, encoding: .utf8)
        return "python3 \(script)"
    }

    private var asked: Int {
        ((try? String(contentsOfFile: folder.path("count"), encoding: .utf8)) ?? "").utf8.count
    }

    @Test("a program decides what is equal; each pair is asked about once, and votes and grades follow it")
    func equivalence() async throws {
        try await collect(["red ant", "red bee", "blue cat", "red ant", "blue dog", "blue dog"], reference: "red")
        let grouping = AnswerGrouping.equivalence(command: try command("a[0] == b[0]"))
        let text = try await group(grouping)
        #expect(try rows().map(\.key) == ["red ant", "red ant", "blue dog", "red ant", "blue dog", "blue dog"])
        #expect(try rows().map(\.correct) == [true, true, false, true, false, false])
        #expect(asked == 10 && !text.contains("conflict"), "four answers and the reference, two by two")
        _ = try await group(grouping)
        #expect(asked == 10, "what is stored is not asked about again")
    }

    @Test("what is called different and held together by others is one answer and is listed as a conflict")
    func conflict() async throws {
        try await collect(["50", "0.5", "50%"], reference: nil)
        let text = try await group(.equivalence(command: try command("'%' in a or '%' in b")))
        #expect(try Set(rows().map(\.key)).count == 1)
        #expect(text.contains("conflict in problem 1"))
    }

    @Test("a program that does not work is refused in its words")
    func broken() async throws {
        try await collect(["1", "2"], reference: nil)
        await #expect(throws: ExperimentError.self) {
            _ = try await group(.equivalence(command: "exit 3"))
        }
    }
}
