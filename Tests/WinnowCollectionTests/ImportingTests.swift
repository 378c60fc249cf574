import Foundation
import TestSupport
import Testing
import WinnowDomains
import WinnowInterchange
import WinnowReport
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

@Suite("Importing")
struct ImportingTests {
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
    private func run(
        _ files: [String], fields: [String: String] = [:], domain: String? = nil, target: Int? = nil,
        extraction: String? = nil, problemSet: String? = nil, in other: Store? = nil, limit: Int? = nil
    ) async throws -> ImportReport {
        let request = try ImportRequest(
            files: files, fields: fields, domain: domain, target: target, extraction: extraction,
            problemSet: problemSet)
        return try await FileSource(request, limit: limit).collect(into: Collector(into: other ?? store) { _ in })
    }

    private func sample(_ problem: String, _ completion: String, _ more: String = "") -> String {
        #"{"problem_id":"\#(problem)","completion":"\#(completion)"\#(more)}"#
    }

    /// All that is known of a run's candidates, by the newest tools.
    private func content(of run: Int64 = 1, in other: Store? = nil) throws -> [CandidateEntry] {
        let store = other ?? store
        let run = try #require(try store.run(number: run))
        var entries: [CandidateEntry] = []
        try store.forEachCandidate(of: run.id, judgedBy: store.judges(of: run.id)) { entries.append($0.record) }
        return entries
    }

    @Test("importing a file twice adds nothing, under another name neither")
    func twice() async throws {
        let lines = [sample("a", "A: 1"), sample("a", "A: 1"), sample("b", "A: 2")]
        try await run([write(lines)])
        let before = try content()
        #expect(before.map(\.candidate.sampleIndex) == [0, 1, 0])
        let again = try await run([write(lines, to: "y.jsonl")])
        #expect(again.files[0].wasFinished)
        #expect(try content() == before)
        #expect(try store.runs().count == 1)
    }

    @Test("a file that has grown adds what is new to its run")
    func growth() async throws {
        let lines = (0..<5).map { sample("p\($0 % 2)", "A: \($0)") }
        try await run([write(Array(lines.prefix(3)))])
        let report = try await run([write(lines)])
        #expect(report.files[0].candidates == 2 && report.files[0].records == 5)
        #expect(try store.runs().count == 1)
        let whole = try Store.inMemory()
        try await run([write(lines)], in: whole)
        #expect(try content().map(\.judgements) == content(in: whole).map(\.judgements))
    }

    @Test("an import that stopped anywhere goes on to the same candidates", arguments: [1, 2, 5, 9])
    func resuming(after records: Int) async throws {
        let lines = (0..<10).map { sample("p\($0 % 3)", "A: \($0)", #","scores":{"orm":0.5}"#) }
        let path = try write(lines)
        let first = try await run([path], limit: records)
        #expect(first.files[0].candidates == records)
        let second = try await run([path])
        #expect(second.files[0].candidates == 10)
        let whole = try Store.inMemory()
        try await run([path], in: whole)
        #expect(try content().map(\.candidate.completion) == content(in: whole).map(\.candidate.completion))
        #expect(try store.imports()[0].record.progress == whole.imports()[0].record.progress)
    }

    @Test("a number that cannot be costs its field and not the sample, and is counted")
    func oddValues() async throws {
        let fields = [
            #""log_probability":2"#, #""log_probability":Infinity"#, #""log_probability":-Infinity"#,
            #""token_log_probabilities":[-1,5]"#, #""completion_tokens":9223372036854775807"#,
            #""completion_tokens":-1"#,
            #""completion_tokens":-9223372036854775808"#, #""prompt_tokens":1e15"#,
            #""scores":{"orm":Infinity,"prm":0.5}"#,
        ]
        let report = try await run([write(fields.map { sample("p", "A: 1", "," + $0) })])
        #expect(report.files[0].candidates == fields.count && report.files[0].rejected.isEmpty)
        let text = report.text(database: nil)
        #expect(
            text.contains(
                "log_probability of 4, completion_tokens of 3, prompt_tokens of 1, score of 1; the samples stay"))
        let stored = try content()
        #expect(
            stored.allSatisfy { $0.candidate.logProbability == nil && $0.candidate.completion?.promptTokens == nil })
        #expect(stored.compactMap(\.candidate.completion?.completionTokens) == [2])
        // Sums over all of them are numbers that SQL holds.
        #expect(try store.overview()[0].tokens >= 0)
    }

    @Test("names that differ in their bytes are different problems, models and scorers")
    func exactNames() async throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        let lines = [composed, decomposed].flatMap { name in
            [
                #"{"problem_id":"\#(name)","completion":"A: 1","sample_index":0,"model":"m"}"#,
                #"{"problem_id":"p","completion":"A: 1","sample_index":0,"model":"\#(name)","scores":{"\#(name)":1}}"#,
            ]
        }
        let report = try await run([write(lines)])
        #expect(report.files[0].candidates == 4 && report.files[0].known == 0)
        #expect(report.runs.map(\.problems).sorted() == [1, 1, 2])
        #expect(Set(report.runs.map { Array($0.model.utf8) }).count == 3)
        #expect(try store.tools().count { $0.record.kind == .scorer } == 2)
    }

    @Test("what cannot be read is kept with its line, and the rest goes in")
    func rejected() async throws {
        let path = try write([
            sample("a", "A: 1"), "{broken", sample("a", "A: 2", #","sample_index":0"#), "[]",
            sample("a", "A: 1", #","sample_index":0"#), sample("a", "A: 3", #","log_probability":2"#),
        ])
        let report = try await run([path])
        #expect(report.files[0].candidates == 4 && report.files[0].known == 0)
        let stored = try store.rejected(of: store.imports()[0].id)
        #expect(stored.map(\.line).sorted() == [2, 4])
        #expect(report.text(database: "x.db").contains("x.jsonl:2: not JSON"))
    }

    @Test("reading in another way adds readings and grades, and the way that was asked for last is used")
    func rereading() async throws {
        let path = try write([
            sample("a", #"#### 1 \\boxed{2}"#, #","reference":"2""#), sample("a", "nothing", #","reference":"2""#),
        ])
        let first = try await run([path], extraction: "gsm8k")
        #expect(first.runs[0].right == 0 && first.runs[0].unread == 1)
        let readFirst = try content().map(\.judgements.reading?.answerKey)
        let second = try await run([path], extraction: "boxed")
        #expect(second.runs[0].right == 1 && second.runs[0].reread == 2)
        #expect(try content().map(\.judgements.reading?.answerKey) == ["2", nil])
        let third = try await run([path], extraction: "gsm8k")
        #expect(third.runs[0].reread == 0 && third.runs[0].right == 0)
        #expect(try content().map(\.judgements.reading?.answerKey) == readFirst)
        #expect(try store.overview()[0].rates.right == 0)
        // A call that does not say how to read goes on with that way.
        #expect(try await run([path]).files[0].extraction == "gsm8k")
        #expect(try await run([path], extraction: "boxed").runs[0].right == 1)
        #expect(try await run([path]).files[0].extraction == "boxed")
    }

    @Test("a sample whose answer is null abstains; one without the field is refused")
    func nullAnswers() async throws {
        let path = try write([
            #"{"id":"a","answer":null,"reference":"4"}"#, #"{"id":"a","answer":"4","reference":"4"}"#,
            #"{"id":"b","completion":null,"reference":"4"}"#, #"{"id":"b","reference":"4"}"#,
        ])
        let report = try await run([path])
        #expect(report.files[0].candidates == 3 && report.runs[0].unread == 2)
        #expect(try content().map(\.judgements.reading?.answerKey) == [nil, "4", nil])
        #expect(try store.rejected(of: store.imports()[0].id).map(\.line) == [4])
    }

    @Test("flags that contradict each other are settled by most of them, and said")
    func conflicts() async throws {
        let flags = [("1", true), ("1", true), ("1", false), ("2", true), ("2", false), ("3", false)]
        let lines = flags.map { sample("a", "A: \($0.0)", #","correct":\#($0.1)"#) }
        let report = try await run([write(lines + [sample("a", " ", #","correct":true"#)])])
        #expect(report.runs[0].agreement.conflicting == 2)
        let pools = try RunPools(RunChoice.runs([1], in: store)[0], in: store)
        #expect(pools.entries[0].pool.candidates.map(\.isRight) == [true, true, true, false, false, false, false])
        #expect(pools.settlement == GradeSettlement(conflicts: 2, overruled: 2, ungraded: 0, unread: 1))
        #expect(pools.settlement.notes.count == 2)
    }

    @Test("a problem whose answers nobody graded is left out, and a run of such problems is refused")
    func ungraded() async throws {
        try await run([write([sample("a", "A: 1"), sample("b", "A: 1", #","correct":true"#)])])
        let pools = try RunPools(RunChoice.runs([1], in: store)[0], in: store)
        #expect(pools.entries.count == 1 && pools.settlement.ungraded == 1)
        try await run([write([sample("a", "A: 1")], to: "z.jsonl")])
        #expect(throws: ExperimentError.self) { try RunChoice.runs([2], in: store) }
        let run = try RunChoice.runs([2], in: store, allowing: [.ungraded])[0]
        #expect(throws: ExperimentError.self) { try RunPools(run, in: store) }
        // It does not stand in the way of the other.
        #expect(try RunChoice.runs([], in: store).map(\.id.value) == [1])
    }

    @Test("a lost line takes no other candidate with it")
    func gaps() async throws {
        let lines = [0, 2, 5].map { sample("a", "A: 1", #","sample_index":\#($0),"correct":true"#) }
        try await run([write(lines)])
        #expect(try RunPools(RunChoice.runs([1], in: store)[0], in: store).poolSize == 3)
    }

    @Test("a verifier of another program keeps what it could not decide apart from what it rejected")
    func verdicts() async throws {
        let outcomes = ["accepted", "rejected", "error"]
        let lines = outcomes.enumerated().map {
            sample("a", "A: \($0)", #","correct":false,"verdicts":{"checker":"\#($1)"}"#)
        }
        try await run([write(lines)])
        let pools = try RunPools(RunChoice.runs([1], in: store)[0], in: store)
        #expect(pools.entries[0].pool.candidates.map(\.isAccepted) == [true, false, nil])
        #expect(pools.rates.undecided == 1 && !pools.verifier.sound)
    }

    @Test("countdown problems are found wherever a file has them")
    func countdownProblems() async throws {
        let records = [
            #"{"puzzle":"4 5 6 10","idx":900,"output":"Answer: (10 - 4) * 5 - 6 = 24","verdict":1}"#,
            #"{"problem_id":"x","nums":[4,5,6,10],"completion":"(10-4)×5−6","correct":true}"#,
            #"{"problem_id":"4 5 6 10","answer":"(10 - 4) * 5 - 6","correct":true}"#,
            #"{"question":"Use 4, 5, 6 and 10 to make 24.","completion":"Answer: (10-4)*5-6","correct":true}"#,
            #"{"prompt":"Input: 1 2 3 4\nAnswer: 1*2*3*4 = 24\nInput: 4 5 6 10\n","completion":"(10-4)*5-6"}"#,
            #"{"prompt":"n10 n6 n5 n4 > n24 |","completion":"(10-4)*5-6"}"#,
            #"{"prompt":"10 6 5 4 > 24","completion":"(10-4)*5-6"}"#,
        ]
        let report = try await run([write(records)], domain: "countdown", target: 24, extraction: "last-line")
        #expect(report.runs[0].problems == 1 && report.runs[0].accepted == 7 && report.runs[0].right == 7)
        #expect(Set(try content().map(\.judgements.reading?.answerKey)) == ["5*(10-4)-6"])
    }

    @Test("mazes and chains are judged from our own prompts and completions")
    func ownDomains() async throws {
        let chain = #"{"prompt":"n53 ; s1 + n9 s2 * n9 |","answer":"73"}"#
        let first = try await run([write([chain], to: "c.jsonl")], domain: "chain")
        #expect(first.runs[0].accepted == 1 && first.runs[0].right == 1)
        let maze = #"{"problem":"start 0 0 goal 2 2 wall 1 1 size 3 3","answer":"0 0 1 0 2 0 2 1 2 2"}"#
        let second = try await run([write([maze], to: "m.jsonl")], domain: "maze")
        #expect(second.runs[0].accepted == 1 && second.runs[0].right == 1)
    }

    @Test("runs of two files on one problem set are paired")
    func problemSets() async throws {
        for (name, answer) in [("one", "1"), ("two", "2")] {
            let lines = ["a", "b"].map { sample($0, "A: \(answer)", #","reference":"1""#) }
            let path = try write(name == "one" ? lines : lines.reversed(), to: name + ".jsonl")
            try await run([path], problemSet: "shared")
        }
        #expect(try store.runs().map(\.record.problemSet).count == 2)
        #expect(Set(try store.runs().map(\.record.problemSet)).count == 1)
        let rows = try await ComparisonStudy(
            [1, 2].map { Contender(run: $0, strategy: "single", budget: 1) }, in: store
        ).rows
        #expect(rows[0].rightA == 1 && rows[0].rightB == 0 && rows[0].problems == 2)
    }

    @Test("what is not known of a run is refused, not computed from nothing")
    func unknown() async throws {
        let lines = (0..<4).map { sample("a", "A: \($0)", #","correct":\#($0 == 1)"#) }
        try await run([write(lines)])
        let contenders = ["majority", "single"].map { Contender(run: 1, strategy: $0, budget: 4) }
        for axis in [Axis.tokens, .flops, .price(Price(token: 1))] {
            await #expect(throws: ExperimentError.self) {
                try await ComparisonStudy(contenders, atEqual: axis, in: store).rows
            }
        }
        let requirement = try await RequirementStudy(
            of: RunChoice.latest(1, in: store), in: store, RequirementRequest(budgets: [4], falsePositiveRates: [0])
        ) { _ in }.report.rendered(as: .markdown)
        #expect(requirement.contains("Prices are left out") && !requirement.contains("Break-even"))
    }

    @Test("what cannot be asked for is refused with a hint")
    func refusals() throws {
        let path = try write([sample("a", "b")])
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [path], format: "none") }
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [path], fields: ["none": "x"]) }
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [path], domain: "none") }
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [path], target: 24) }
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [path], extraction: "regex:(") }
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [folder.path("none")]) }
        #expect(throws: ExperimentError.self) { try ImportRequest(files: [path], temperature: .nan) }
    }
}
