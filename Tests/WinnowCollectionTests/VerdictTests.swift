import Foundation
import TestSupport
import Testing
import WinnowInterchange
import WinnowStore

@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

/// Which of a recorded verdict and a reference is the grade, and which samples are one.
@Suite("Verdicts of other programs")
struct VerdictTests {
    private let folder: TemporaryFolder
    private let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.inMemory()
    }

    private func write(_ lines: [String], to name: String = "x.jsonl") throws -> String {
        try (lines.joined(separator: "\n") + "\n").write(toFile: folder.path(name), atomically: true, encoding: .utf8)
        return folder.path(name)
    }

    @discardableResult
    private func run(_ files: [String]) async throws -> ImportReport {
        try await FileSource(try ImportRequest(files: files)).collect(into: Collector(into: store) { _ in })
    }

    private func grades() throws -> [Bool?] {
        let run = try #require(try store.run(number: 1))
        var grades: [Bool?] = []
        try store.forEachPoolRow(of: run.id, judgedBy: store.judges(of: run.id)) { grades.append($0.correct) }
        return grades
    }

    private func sample(_ id: String, _ completion: String, _ reference: String, _ more: String = "") -> String {
        #"{"id":"\#(id)","prompt":"P\#(id)","completion":"\#(completion)","reference":"\#(reference)"\#(more)}"#
    }

    @Test(
        "a verdict stands where the answer is not found, cannot be compared, or may be equal in another notation",
        arguments: [
            (
                #"Dear Sir,\n\nI am writing this long letter to you today, in order to complain."#,
                "A complaint about noise"
            ),
            (#"We see that all is as it was.\n\nSo much can be said on what was asked of us here."#, "42"),
            ("Regards", "0"), ("$x+1$", #"\\frac{x^2-1}{x-1}"#), ("2 m", "200 cm"), (#"\\boxed{|x-1|}"#, "|1-x|"),
        ])
    func stands(completion: String, reference: String) async throws {
        let report = try await run([
            write([true, false].map { sample("\($0)", completion, reference, #","correct":\#($0)"#) })
        ])
        // The order of problems is that of the file.
        #expect(try grades() == [true, false])
        #expect(report.files[0].gradedByFlag == 2)
    }

    @Test("a verdict that says otherwise than two values that were read is no grade, and is listed")
    func overruled() async throws {
        let report = try await run([
            write([
                sample("a", "Answer: 6", "5", #","correct":true"#),
                sample("b", #"\\boxed{2x+1}"#, "2x-1", #","correct":true"#),
                sample("c", "Answer: 5", "5", #","correct":false"#),
                sample("d", "Answer: (1,2)", "(2,1)", #","correct":true"#),
                sample("e", #"\\tan 45^\\circ"#, "1", #","correct":false"#),
                sample("f", "1<x<3", "(1,3)", #","correct":false"#),
            ])
        ])
        #expect(try grades() == [false, false, true, false, true, true])
        #expect(report.files[0].gradedByFlag == 0)
    }

    @Test("a letter's text grades where the reference is a text")
    func textsOfChoices() async throws {
        try await run([
            write([
                sample("a", #"\\boxed{\\textbf{(D)}\\ 42}"#, "42"), sample("b", #"\\boxed{\\textbf{(D)}\\ 42}"#, "D"),
                sample("c", "Answer: (D) Rome", "Rome"), sample("d", "Answer: (D) Rome", "Oslo"),
                sample("e", "Answer: (D) Rome", "D. Rome"),
            ])
        ])
        #expect(try grades() == [true, true, true, false, true])
    }

    @Test("a reference is the answer itself, with all of its signs")
    func references() async throws {
        try await run([
            write([
                sample("a", #"\\boxed{5}"#, "5!"), sample("b", #"\\boxed{n}"#, "n!"), sample("c", "Answer: 😀", "😀😀"),
                sample("d", "Answer: A. Einstein", "A. Turing"), sample("e", #"\\boxed{120}"#, "5!"),
                sample("f", "Answer: 5", "Thus $x=5$"),
            ])
        ])
        #expect(try grades() == [false, false, false, false, true, true])
    }

    // MARK: Which samples are one

    @Test("samples with the index of another one of their file go in behind the others, and it is said")
    func renumbered() async throws {
        let lines = ["Answer: 1", "Answer: 3", "Answer: 1"].map { sample("a", $0, "1", #","sample_index":0"#) }
        let report = try await run([write(lines)])
        #expect(try grades() == [true, false])
        #expect(report.files[0].candidates == 2 && report.files[0].known == 1 && report.files[0].renumbered == 1)
        #expect(report.text(database: nil).contains("1 sample with the sample_index of another one"))
    }

    @Test("a sample without an index is another one than that of its place")
    func withoutIndex() async throws {
        let indices = ["null", "0", "1"]
        let report = try await run([
            write(indices.map { sample("a", "Answer: 1", "1", #","sample_index":\#($0)"#) })
        ])
        #expect(report.files[0].candidates == 3)
    }

    @Test("the logs of a run and of its retry have a sample once")
    func retries() async throws {
        func log(_ ids: [Int], _ eval: String) -> String {
            let samples = ids.map {
                #"{"id":\#($0),"epoch":1,"input":"q","target":"5","output":{"choices":[{"message":{"content":"5"}}]},"#
                    + #""scores":{"match":{"value":"C","answer":"5"}},"uuid":"u\#($0)"}"#
            }
            return #"{"version":2,"status":"success","eval":{"task":"t","model":"m","eval_id":"\#(eval)"},"samples":["#
                + samples.joined(separator: ",") + "]}"
        }
        let report = try await run([write([log([1], "a")], to: "a.json"), write([log([1, 2], "b")], to: "b.json")])
        #expect(report.files.map(\.candidates) == [1, 1] && report.files.map(\.known) == [0, 1])
    }

    @Test("what macOS keeps beside a file is no file of samples")
    func sidecars() async throws {
        let path = try write([sample("a", "Answer: 1", "1")])
        let beside = folder.path("._x.jsonl")
        try Data([0x00, 0x05, 0x16, 0x07, 0x00, 0x02]).write(to: URL(fileURLWithPath: beside))
        #expect(try await run([beside, path]).files.map(\.name) == ["x.jsonl"])
    }
}
