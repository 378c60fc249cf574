import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowAnswers
import WinnowInterchange
import WinnowStore

@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

/// What is a grade, what is one problem, and what several files have together.
@Suite("Grades of recorded samples")
struct GradingTests {
    private let folder: TemporaryFolder
    private let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.inMemory()
    }

    private func write(_ lines: [String], to name: String = "x.jsonl") throws -> String {
        let place = folder.path(name)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: place).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try (lines.joined(separator: "\n") + "\n").write(toFile: place, atomically: true, encoding: .utf8)
        return place
    }

    @discardableResult
    private func run(
        _ files: [String], extraction: String? = nil, gradeBy: String? = nil, command: String? = nil,
        in other: Store? = nil
    ) async throws -> ImportReport {
        let request = try ImportRequest(files: files, extraction: extraction, gradeBy: gradeBy, gradeCommand: command)
        return try await FileSource(request).collect(into: Collector(into: other ?? store) { _ in })
    }

    private func sample(_ problem: String, _ completion: String, _ more: String = "") -> String {
        #"{"problem_id":"\#(problem)","completion":"\#(completion)"\#(more)}"#
    }

    /// The grades that count, in the order of problems and samples.
    private func grades(of run: Int64 = 1, in other: Store? = nil) throws -> [Bool?] {
        let store = other ?? store
        let run = try #require(try store.run(number: run))
        var grades: [Bool?] = []
        try store.forEachPoolRow(of: run.id, judgedBy: store.judges(of: run.id)) { grades.append($0.correct) }
        return grades
    }

    // MARK: What can be compared

    @Test(
        "a difference says that an answer is wrong only where both can be read alike",
        arguments: [
            ("5", "6", ReferenceComparison.Verdict.wrong), ("5", "no idea at all", .incomparable),
            ("Rome", "It is Rome.", .incomparable), ("\\frac12", "3/4", .wrong),
            ("B", "C", .wrong), ("(B)", "B", .right), ("Rome", "Milan", .wrong), ("2", "C", .incomparable),
            ("C", "42", .incomparable), ("C", "the third one", .incomparable), ("Rome", "B", .incomparable),
            ("names a way to keep data in step", "Use one transaction.", .incomparable),
            ("def check(f):\n    assert f(1) == 2", "return n + 1", .incomparable),
            ("assert f(1) == 2", "return n + 1", .incomparable),
            ("def f():\n    return n", "x", .incomparable), ("so 9 + 9 = 18\n#### 18", "17", .wrong),
            ("5\u{1F}five", "five", .right),
            ("5\u{1F}five", "6", .wrong),
        ])
    func comparison(reference: String, answer: String, verdict: ReferenceComparison.Verdict) {
        let comparison = ReferenceComparison(reference, rule: AnswerReader(.automatic))
        let key = answer == "B" && reference == "(B)" ? "(B)" : AnswerKey.key(of: answer)
        #expect(comparison.verdict(on: answer, key, beside: true) == verdict, "\(reference) | \(answer)")
    }

    @Test("a recorded verdict stands where the reference cannot be compared, and the import says for how many")
    func incomparable() async throws {
        let more = #","reference":"names a way to keep both in step","correct":"#
        let report = try await run([
            write([sample("a", "Use a lock.", more + "true"), sample("a", "Hope.", more + "false")])
        ])
        #expect(try grades() == [true, false])
        #expect(report.files[0].gradedByFlag == 2)
        #expect(report.text(database: nil).contains("2 samples graded by the recorded verdict"))
    }

    @Test("every alternative of a reference is right")
    func alternatives() async throws {
        let more = #","reference":["Rome","Roma"]"#
        try await run([write(["Roma", "Rome", "Milan"].map { sample("a", "Answer: \($0)", more) })])
        #expect(try grades() == [true, true, false])
    }

    @Test("a reference of nothing is none")
    func emptyReference() async throws {
        try await run([write([sample("a", "x", #","reference":"","correct":true"#)])])
        #expect(try grades() == [true])
    }

    // MARK: What counts

    private var disagreeing: [String] {
        [
            sample("a", "A: 5", #","reference":"5","correct":false"#),
            sample("a", "A: 6", #","reference":"5","correct":false"#),
            sample("b", "A: 7", #","reference":"8","correct":true"#),
        ]
    }

    @Test("what the grade is can be chosen, and chosen again; nothing is lost by it")
    func choosing() async throws {
        let path = try write(disagreeing)
        let first = try await run([path])
        #expect(try grades() == [true, false, false] && first.runs[0].agreement.regraded == 2)
        #expect(first.text(database: nil).contains("winnow list disagreements"))
        try await run([path], gradeBy: "recorded")
        #expect(try grades() == [false, false, true])
        try await run([path], gradeBy: "reference")
        #expect(try grades() == [true, false, false])
        try await run([path], gradeBy: "recorded")
        #expect(try grades() == [false, false, true])
        let flags = try #require(try store.tools().first { $0.record.name == "recorded-flag" })
        let found = try store.disagreements(withFlagsBy: flags.id)
        #expect(
            Set(found.map(\.position)) == [1, 2] && found.allSatisfy { $0.recordedCounts && $0.recorded != $0.computed }
        )
    }

    @Test("a program grades with the reference before it")
    func command() async throws {
        let program = #"""
            python3 -u -c 'import sys,json
            for line in sys.stdin:
                q=json.loads(line); print(json.dumps({"outcome":"accepted" if q["reference"]=="8" else "rejected"}))'
            """#
        try await run([write(disagreeing)], gradeBy: "command", command: program)
        #expect(try grades() == [false, false, true])
        let again = try Store.inMemory()
        try await run([write(disagreeing)], in: again)
        #expect(try grades(in: again) == [true, false, false])
    }

    @Test("ways of grading that cannot be are refused")
    func refusals() throws {
        let path = try write([sample("a", "b")])
        for (by, command) in [("none", nil), ("command", nil), ("reference", "x"), (nil, "x")] as [(String?, String?)] {
            #expect(throws: ExperimentError.self) {
                try ImportRequest(files: [path], gradeBy: by, gradeCommand: command)
            }
        }
    }

    // MARK: Several files

    @Test("the first reference of a problem is kept, every time", arguments: 0..<20)
    func references(round: Int) async throws {
        let lines = (0..<4).map { sample("a", "A: \($0)", #","reference":"\#($0)""#) }
        let report = try await run([write(lines)])
        #expect(try grades() == [true, false, false, false] && report.files[0].otherReferences == 1)
    }

    @Test("the same samples in any order have the same grades, every time", arguments: 0..<20)
    func shuffled(seed: Int) async throws {
        var lines = (0..<12).map { index in
            sample(
                "p\(index % 3)", "A: \(index % 4)",
                #","reference":"\#(index % 3)","correct":\#(index % 2),"scores":{"b":\#(index),"a":1},"verdicts":{"z":true,"y":false},"sample_index":\#(index)"#
            )
        }
        var state = UInt64(seed + 7)
        for place in stride(from: lines.count - 1, to: 0, by: -1) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            lines.swapAt(place, Int(state >> 33) % (place + 1))
        }
        try await run([write(lines)])
        let run = try #require(try store.run(number: 1))
        var content: Set<String> = []
        try store.forEachCandidate(of: run.id, judgedBy: store.judges(of: run.id)) { entry in
            let said = entry.record.judgements
            content.insert(
                "\(entry.record.candidate.sampleIndex) \(said.reading?.answerKey ?? "") \(said.correct ?? false)")
        }
        #expect(content == Set((0..<12).map { "\($0) \($0 % 4) \($0 % 4 == $0 % 3)" }))
        #expect(try store.tools().filter { $0.record.kind == .scorer }.map(\.record.name).sorted() == ["a", "b"])
    }

    @Test("equal bytes of different seeds are different samples, importing them again adds nothing")
    func seeds() async throws {
        let lines = ["a", "b"].map { #"{"problem":"\#($0)","generation":"so \\boxed{1}","expected_answer":"1"}"# }
        let files = try (0..<5).map { try write(lines, to: "output-rs\($0).jsonl") }
        let first = try await run(files)
        #expect(first.runs.map(\.candidates) == [10])
        #expect(try await run(files).runs.map(\.candidates) == [10])
        let generic = try Store.inMemory()
        let seeds = try (0..<3).map {
            try write([sample("a", "A: 1"), sample("a", "A: 1")], to: "seed\($0)/out.jsonl")
        }
        #expect(try await run(seeds, in: generic).runs.map(\.candidates) == [6])
    }

    @Test("drawings that number their samples alike do not collide")
    func numbered() async throws {
        let files = try (0..<3).map { seed in
            try write(
                (0..<2).map { sample("a", "A: \(seed)\($0)", #","sample_index":\#($0)"#) }, to: "run_\(seed).jsonl")
        }
        let report = try await run(files)
        #expect(report.runs.map(\.candidates) == [6] && report.files.allSatisfy { $0.rejectedCount == 0 })
    }

    @Test("greedy samples are a run of their own on the same problems")
    func greedy() async throws {
        let lines = [#"{"problem":"a","generation":"so \\boxed{1}","expected_answer":"1"}"#]
        try await run([write(lines, to: "output-greedy.jsonl"), write(lines, to: "output-rs0.jsonl")])
        let runs = try store.runs()
        #expect(runs.count == 2 && Set(runs.map(\.record.problemSet)).count == 1)
        #expect(runs.compactMap(\.record.temperature) == [0])
    }

    private func log(_ task: String, _ name: String, evaluation: String = "e") throws -> String {
        let samples = (1...2).map { id in
            #"{"id":\#(id),"epoch":1,"input":"q","target":"5","output":{"choices":[{"message":{"content":"A: \#(id)\#(name)"}}]},"scores":{}}"#
        }
        return try write(
            [
                #"{"version":2,"status":"success","eval":{"task":"\#(task)","eval_id":"\#(evaluation)","model":"m"},"samples":[\#(samples.joined(separator: ","))]}"#
            ], to: name + ".json")
    }

    @Test("ids are those of a task, and a second evaluation of a task has other samples")
    func tasks() async throws {
        let files = try [log("sums", "a"), log("products", "b"), log("sums", "c", evaluation: "f")]
        let report = try await run(files)
        #expect(report.files.allSatisfy { $0.rejectedCount == 0 && $0.candidates == 2 })
        #expect(report.runs.map(\.candidates) == [4, 2] && report.runs.map(\.problems) == [2, 2])
        // Again, and one alone: nothing is new.
        #expect(try await run([files[2]]).files[0].wasFinished)
        #expect(try store.runs().count == 2)
    }

    @Test("a half line goes in when it is whole")
    func growing() async throws {
        let lines = (0..<3).map { sample("a", "A: \($0)") }
        let path = try write([lines[0]])
        try (lines[0] + "\n" + lines[1].prefix(20)).write(toFile: path, atomically: true, encoding: .utf8)
        let first = try await run([path])
        #expect(first.files[0].isHalf && first.files[0].candidates == 1 && first.files[0].rejectedCount == 0)
        try await run([write(lines)])
        #expect(try grades().count == 3 && store.runs().count == 1)
    }

    @Test("of several files, one that cannot be read is named and the others go in")
    func damaged() async throws {
        let files = try [
            write([sample("a", "A: 1")], to: "a.jsonl"), write(["[{\"x\":"], to: "b.json"), write([], to: "c.jsonl"),
        ]
        let report = try await run(files)
        #expect(report.files.map(\.name) == ["a.jsonl"] && report.unread.map(\.name) == ["b.json", "c.jsonl"])
        #expect(report.damaged?.name == "b.json" && !report.hasNothing)
        #expect(report.text(database: nil).contains("c.jsonl: not read"))
    }

    @Test("what one file leaves open stops all of them before anything is stored")
    func open() async throws {
        let files = try [
            write([sample("a", "A: 1")], to: "a.jsonl"), write([#"{"question":"q","answer":"5"}"#], to: "b.jsonl"),
        ]
        await #expect(throws: ImportFileError.self) { try await run(files) }
        #expect(try store.runs().isEmpty && store.imports().isEmpty)
    }
}
