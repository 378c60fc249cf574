import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowCore
import WinnowInterchange
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("Samples that stand in several records or folders")
struct RepeatedSamplesTests {
    private let folder: TemporaryFolder
    private let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.inMemory()
    }

    private func write(_ lines: [String], to name: String) throws -> String {
        let path = folder.path(name)
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func run(_ files: [String]) async throws -> ImportReport {
        try await FileSource(try ImportRequest(files: files)).collect(into: Collector(into: store) { _ in })
    }

    /// A row of lm-evaluation-harness.
    private func row(_ document: Int, _ response: String, _ filter: String, _ match: Int) -> String {
        #"{"doc_id":\#(document),"doc":{"question":"q\#(document)"},"target":"5","arguments":[["q\#(document)"]],"resps":[["\#(response)"]],"filtered_resps":["5"],"filter":"\#(filter)","metrics":["exact_match"],"exact_match":\#(match),"doc_hash":"h\#(document)"}"#
    }

    @Test("the second filter of lm-evaluation-harness is a verifier of the samples that the first one graded")
    func filters() async throws {
        let rows = [
            row(0, "#### 5", "strict-match", 1), row(0, "#### 5", "flexible-extract", 1),
            row(1, "it is 5.", "strict-match", 0), row(1, "it is 5.", "flexible-extract", 1),
        ]
        let report = try await run([write(rows, to: "samples_t.jsonl")])
        #expect(report.files[0].candidates == 2 && report.files[0].known == 2)
        let tools = try store.tools()
        let flexible = try #require(tools.first { $0.record.name == "exact_match/flexible-extract" })
        let flags = try #require(tools.first { $0.record.name == "recorded-flag" })
        let run = try #require(try store.run(number: 1))
        var said: [(Bool?, Verdict?)] = []
        try store.forEachCandidate(of: run.id, judgedBy: Judges(grader: flags.id, verifier: flexible.id)) {
            said.append(($0.record.judgements.correct, $0.record.judgements.verdict?.outcome))
        }
        #expect(said.map(\.0) == [true, false] && said.map(\.1) == [.accepted, .accepted])
    }

    private typealias Verdict = VerdictRecord.Outcome

    @Test("what a later file says of stored samples is added to them, and a contradiction is refused by its line")
    func later() async throws {
        func line(_ more: String) -> String {
            #"{"problem_id":"a","sample_index":0,"completion":"A: 1","model":"m"\#(more)}"#
        }
        let first = [line(#","correct":true"#)]
        _ = try await run([write(first, to: "x.jsonl")])
        _ = try await run([write(first + [line(#","scores":{"orm":0.5},"verdicts":{"v":"accepted"}"#)], to: "x.jsonl")])
        let run = try #require(try store.run(number: 1))
        let scorer = try #require(try store.tools().first { $0.record.name == "orm" })
        var values: [Double] = []
        try store.forEachScore(of: run.id, by: scorer.id) { values.append($0.value) }
        #expect(try store.candidateCount(of: run.id) == 1 && values == [0.5])
        let odd =
            first + [
                line(#","scores":{"orm":0.5},"verdicts":{"v":"accepted"}"#), line(#","verdicts":{"v":"rejected"}"#),
            ]
        let report = try await self.run([write(odd, to: "x.jsonl")])
        #expect(report.files[0].rejectedCount == 1)
    }

    @Test("folders are read with all that is below them, but for what programs keep for themselves")
    func folders() throws {
        let lines = [#"{"problem_id":"a","completion":"1"}"#]
        for name in ["runs/m/2.jsonl", "runs/m/10.jsonl", "runs/a.jsonl", "runs/.cache/c.jsonl", "runs/m/notes.txt"] {
            _ = try write(lines, to: name)
        }
        let found = try ImportFiles.expanded([folder.path("runs")]).map { $0.split(separator: "/").suffix(2) }
        #expect(found.map { $0.joined(separator: "/") } == ["runs/a.jsonl", "m/2.jsonl", "m/10.jsonl"])
    }

    @Test("the texts of samples that an earlier version stored are looked for behind those of this one")
    func earlierVersions() throws {
        let old = try store.findOrInsert(ToolRecord(kind: .extractor, name: "recorded-answer", version: 1))
        let rule = try TextTools(AnswerReader(.automatic), domain: nil, in: store)
        #expect(rule.recordedVersions == [rule.recorded, old] && rule.recorded != old)
    }

    @Test("where names are all different and prompts come back, the report says how names of samples are read")
    func uniqueNames() async throws {
        let lines = (0..<4).map { #"{"id":"s\#($0)","prompt":"q\#($0 % 2)","completion":"A: 1","correct":true}"# }
        let path = try write(lines, to: "x.jsonl")
        let report = try await run([path])
        #expect(report.runs[0].problems == 4 && report.files[0].promptsOfUniqueNames == 2)
        #expect(report.text(database: nil).contains("--field problem_id=prompt"))
        let request = try ImportRequest(files: [path], fields: ["problem_id": "prompt"])
        let told = try await FileSource(request).collect(into: Collector(into: store) { _ in })
        #expect(told.runs[0].problems == 2 && told.files[0].promptsOfUniqueNames == nil)
        let other = try write(lines + [#"{"id":"s","prompt":"q","completion":"A: 1"}"#], to: "y.jsonl")
        #expect(try await run([other]).files[0].promptsOfUniqueNames == nil)
    }
}
