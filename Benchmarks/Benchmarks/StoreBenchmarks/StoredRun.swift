import BenchmarkSupport
import Foundation
import WinnowStore

/// A run of ten problems in a database, with a tool of each kind.
struct StoredRun {
    let store: Store
    let run: RowID<RunRecord>
    let judges: Judges
    private let problems: [RowID<ProblemRecord>]

    /// Finds the run in the database, or makes it.
    init(_ store: Store) throws {
        self.store = store
        let set = try store.findOrInsert(
            ProblemSetRecord(domain: "countdown", name: "countdown-test-v1", version: 1, sha256: "5e7"))
        problems = try store.findOrInsert(
            (1...10).map { position in
                ProblemRecord(
                    position: position, canonicalHash: "hash-\(position)", difficulty: "medium", split: "test",
                    specification: "\(position) 5 7 9 > 25", prompt: "n\(position) n5 n7 n9 > n25 |")
            }, in: set)
        let model = try store.findOrInsert(
            ModelRecord(
                name: "medium", sha256: "0de1", role: "generator", parameters: 155_000,
                configurationJSON: #"{"layers":3}"#, symbols: (0..<128).map { "symbol-\($0)" }))
        run = try store.findOrInsert(
            RunRecord(
                identity: "benchmark", kind: .sample, problemSet: set, model: model, seed: 1, temperature: 1,
                maxTokens: 235, kernelPath: "benchmark", winnowVersion: "0.1.0", createdAt: "2026-11-24T00:00:00Z"))
        judges = try Judges(
            extractor: store.findOrInsert(ToolRecord(kind: .extractor, name: "countdown-reader", version: 1)),
            grader: store.findOrInsert(ToolRecord(kind: .grader, name: "countdown-grader", version: 1)),
            validator: store.findOrInsert(ToolRecord(kind: .validator, name: "countdown-trace", version: 1)),
            verifier: store.findOrInsert(
                ToolRecord(
                    kind: .verifier, name: "countdown", version: 1,
                    declaration: ToolRecord.Declaration(
                        sound: true, complete: true, evidence: "answer", solvesTheProblem: false))))
    }

    /// Candidates of 120 tokens, half of them right, the others with an illegal trace and one critique.
    func entries(_ count: Int) -> [CandidateEntry] {
        (0..<count).map { index in
            let isRight = index % 2 == 0
            return CandidateEntry(
                CandidateRecord(
                    problem: problems[index % problems.count], sampleIndex: index / problems.count,
                    tokens: tokens(120, sequence: index, vocabulary: 128).map { UInt16($0) }, logProbability: -12.5,
                    samplingLogProbability: -12.5, promptTokens: 7, traceTokens: 110, answerTokens: 10,
                    stopReason: "end", flops: 4e7),
                Judgements(
                    reading: ReadingRecord(answer: "((5*\(index))-7)", answerKey: "5*\(index)-7"), correct: isRight,
                    traceCheck: isRight
                        ? TraceCheckRecord(legal: true, complete: true)
                        : TraceCheckRecord(
                            legal: false, complete: false, error: "wrong_result", errorStep: 3,
                            explanation: "5*7 is 35, not 36"),
                    verdict: VerdictRecord(
                        outcome: isRight ? .accepted : .rejected,
                        critiquesJSON: isRight
                            ? nil : #"[{"kind":"misses_target","location":"","message":"the value is 28, not 25"}]"#)))
        }
    }

    /// Appends entries in one transaction.
    func append(_ entries: [CandidateEntry]) throws {
        try store.append(entries, to: run, judgedBy: judges)
    }

    /// Closes the database and returns the bytes of its file.
    func closed(_ path: String) throws -> Int {
        try store.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? Int) ?? 0
    }
}
