import Foundation
import GRDB
import TestGuards
import Testing

@testable import WinnowStore

/// A run of a two-letter model on four problems, with one tool of each kind.
struct Example {
    let store: Store
    let set: RowID<ProblemSetRecord>
    let problems: [RowID<ProblemRecord>]
    let model: RowID<ModelRecord>
    let run: RowID<RunRecord>
    let judges: Judges

    static let problemSet = ProblemSetRecord(domain: "chain", name: "chain-test-v1", version: 1, sha256: "5e7")

    static let problemRecords = (1...4).map { position in
        ProblemRecord(
            position: position, canonicalHash: "hash-\(position)", difficulty: position % 2 == 1 ? "easy" : "hard",
            split: "test", specification: "problem \"\(position)\"", prompt: "n\(position) |")
    }

    static let modelRecord = ModelRecord(
        name: "tiny", sha256: "0de1", role: "generator", parameters: 155_000, configurationJSON: #"{"layers":3}"#,
        symbols: ["<pad>", "<e>", "|", "a", "b"])

    static let extractor = ToolRecord(kind: .extractor, name: "chain-reader", version: 1)
    static let grader = ToolRecord(kind: .grader, name: "chain-grader", version: 1)
    static let validator = ToolRecord(kind: .validator, name: "chain-trace", version: 1)
    static let verifier = ToolRecord(
        kind: .verifier, name: "chain-verifier", version: 1,
        declaration: ToolRecord.Declaration(sound: true, complete: true, evidence: "answer", solvesTheProblem: true))

    init(
        _ store: Store, identity: String = "run-a", problems count: Int = 4, verifier: ToolRecord = Example.verifier
    ) throws {
        self.store = store
        set = try store.findOrInsert(Example.problemSet)
        problems = try store.findOrInsert(Array(Example.problemRecords.prefix(count)), in: set)
        model = try store.findOrInsert(Example.modelRecord)
        judges = try Judges(
            extractor: store.findOrInsert(Example.extractor), grader: store.findOrInsert(Example.grader),
            validator: store.findOrInsert(Example.validator), verifier: store.findOrInsert(verifier))
        run = try store.findOrInsert(Example.runRecord(identity, set, model))
    }

    init() throws {
        try self.init(Store.inMemory())
    }

    static func runRecord(
        _ identity: String, _ set: RowID<ProblemSetRecord>, _ model: RowID<ModelRecord>
    ) -> RunRecord {
        RunRecord(
            identity: identity, kind: .sample, problemSet: set, model: model, seed: .max - 6, temperature: 0.8,
            topK: nil, topP: 0.95, maxTokens: 64, promptTemplate: "plain", kernelPath: "avx2",
            configurationJSON: #"{"samples":4}"#, winnowVersion: "0.1.0", createdAt: "2026-11-23T01:00:00Z")
    }

    /// A batch of a candidate with what it answers to.
    func batch(of entry: CandidateEntry) -> CandidateBatch {
        CandidateBatch(
            [
                CollectedCandidate(
                    run: run, candidate: entry.candidate, judgements: [entry.judgements],
                    prompt: PromptRecord(
                        model: model, tokens: [3, 4], messagesJSON: #"[{"role":"user","content":"again"}]"#,
                        critiquesJSON: #"[{"kind":"wrong","location":"","message":"it is"}]"#))
            ], judges: [judges])
    }

    /// Sample `sample` of the problem at a position; what is in it depends on the two numbers alone.
    func entry(_ position: Int, _ sample: Int, round: Int = 0) -> CandidateEntry {
        let tokens: [UInt16] = [3, UInt16(3 + (position + sample) % 2), 4, 1]
        let isRight = (position + sample) % 2 == 0
        let isLegal: Bool? = sample % 3 == 2 ? nil : sample % 3 == 0
        return CandidateEntry(
            CandidateRecord(
                problem: problems[position - 1], sampleIndex: sample, round: round, tokens: tokens,
                logProbability: -Double(position) - 0.1 * Double(sample), samplingLogProbability: -0.5,
                promptTokens: 2, traceTokens: 2 + sample, answerTokens: 2,
                stopReason: isLegal == nil ? "length" : "end", flops: 1e6),
            Judgements(
                reading: ReadingRecord(answer: "n \(sample)", answerKey: isLegal == nil ? nil : "key-\(sample % 2)"),
                correct: isRight,
                traceCheck: TraceCheckRecord(
                    legal: isLegal, complete: isLegal == true && isRight,
                    error: isLegal == true ? nil : isLegal == nil ? "truncated" : "wrong_result",
                    errorStep: isLegal == true ? nil : 2, explanation: isLegal == true ? nil : "step 2 is wrong"),
                verdict: VerdictRecord(
                    outcome: isRight ? .accepted : .rejected,
                    critiquesJSON: isRight ? nil : #"[{"kind":"wrong","location":"","message":"no"}]"#)))
    }

    func entries(_ positions: ClosedRange<Int>, _ samples: Range<Int>) -> [CandidateEntry] {
        positions.flatMap { position in samples.map { entry(position, $0) } }
    }

    /// All of a run's candidates, in order.
    func stored() throws -> [CandidateEntry] {
        var result: [CandidateEntry] = []
        try store.forEachCandidate(of: run, judgedBy: judges) { result.append($0.record) }
        return result
    }
}

/// Runs `body` with the path of a new folder, deleted afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// The path of a file beside the tests.
func fixturePath(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
}

/// Fixtures and snapshots are written anew instead of compared: `RECORD_SNAPSHOTS=1 swift test`.
///
/// - Throws: where a change is checked.
var isRecording: Bool {
    get throws { try TestGuards.isRecording("RECORD_SNAPSHOTS") }
}

extension Store {
    /// The rows of a query as text, cells separated by `|`, as sqlite3 prints them.
    func rows(_ sql: String) throws -> [String] {
        try read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: ""
                    case .int64(let integer): "\(integer)"
                    case .double(let number): "\(number)"
                    case .string(let text): text
                    case .blob(let data): data.map { "\($0)" }.joined(separator: " ")
                    }
                }.joined(separator: "|")
            }
        }
    }
}

extension Example {
    static let importRecord = ImportRecord(
        sha256: "f11e", settingsJSON: "{}", origin: "f11e", file: "samples.jsonl", bytes: 99, format: "generic",
        begunAt: "2026-11-24T01:00:00Z")

    /// A candidate of the fourth problem as another program recorded it, and the flag that came with it.
    func text(_ sample: Int, _ text: String?, tokens: Int? = nil, correct: Bool? = true) -> CollectedCandidate {
        CollectedCandidate(
            run: run,
            candidate: CandidateRecord(
                problem: problems[3], sampleIndex: sample, tokens: [], logProbability: nil, promptTokens: 0,
                traceTokens: 0, answerTokens: 0, stopReason: CandidateRecord.unknownStop, flops: 0,
                completion: CompletionText(text: text, completionTokens: tokens)),
            judgements: [
                Judgements(reading: ReadingRecord(answer: "24", answerKey: "24")), Judgements(correct: correct),
            ])
    }

    /// Imports a candidate, a piece that cannot be read and a reference.
    func importText(_ entries: [CollectedCandidate]? = nil) throws {
        let file = try store.findOrInsert(Example.importRecord)
        try store.setReferences([problems[3]: "24"])
        try store.append(
            CandidateBatch(
                entries ?? [text(100, "so 24", tokens: 7)], judges: [judges, judges],
                reading: .init(
                    of: file.id, ImportProgress(position: 50, records: 3, candidates: 1),
                    rejected: [RejectedRecord(file: "samples.jsonl", line: 3, reason: "not JSON", excerpt: "{\"a")])))
    }
}
