import TestGuards
import Testing

@testable import WinnowStore

@Suite("Round trips")
struct RoundTripTests {
    @Test("what describes a run is read back as it was written")
    func catalogue() throws {
        let example = try Example()
        let store = example.store
        #expect(try store.problemSet(example.set) == Example.problemSet)
        #expect(try store.problems(in: example.set).map(\.record) == Example.problemRecords)
        #expect(try store.model(example.model) == Example.modelRecord)
        let tools = [Example.extractor, Example.grader, Example.validator, Example.verifier]
        #expect(try store.tools().map(\.record) == tools)
        #expect(try store.tool(#require(example.judges.verifier)) == Example.verifier)
        let run = Example.runRecord("run-a", example.set, example.model)
        #expect(try store.runs().map(\.record) == [run])
        #expect(try store.run(identity: "run-a")?.record == run)
        #expect(try store.run(number: example.run.value)?.seed == .max - 6)
        #expect(try store.run(identity: "run-b") == nil)
    }

    @Test("finding what was inserted inserts nothing")
    func findOrInsert() throws {
        let store = try Store.inMemory()
        let first = try Example(store)
        let second = try Example(store)
        #expect(first.set == second.set)
        #expect(first.problems == second.problems)
        #expect(first.model == second.model)
        #expect(first.judges == second.judges)
        #expect(first.run == second.run)
    }

    @Test("a problem set is extended")
    func extendedSet() throws {
        let store = try Store.inMemory()
        let short = try Example(store, problems: 2)
        let long = try Example(store, problems: 4)
        #expect(Array(long.problems.prefix(2)) == short.problems)
        #expect(try store.problems(in: long.set).count == 4)
    }

    @Test("a problem set is never changed")
    func changedSet() throws {
        let example = try Example()
        var other = Example.problemRecords[0]
        other.canonicalHash = "another"
        var moved = Example.problemRecords[0]
        moved.position = 9
        for problem in [other, moved] {
            let error = #expect(throws: StoreError.self) {
                try example.store.findOrInsert([problem], in: example.set)
            }
            #expect(error?.kind == .conflict)
        }
        #expect(try example.store.problems(in: example.set).map(\.record) == Example.problemRecords)
    }

    @Test("a tool's declaration cannot change within a version")
    func changedDeclaration() throws {
        let example = try Example()
        var verifier = Example.verifier
        verifier.declaration?.sound = false
        let error = #expect(throws: StoreError.self) { try example.store.findOrInsert(verifier) }
        #expect(error?.kind == .conflict)
        verifier.version = 2
        #expect(try example.store.findOrInsert(verifier) != example.judges.verifier)
    }

    @Test("weights cannot be stored with two vocabularies")
    func changedVocabulary() throws {
        let example = try Example()
        var model = Example.modelRecord
        model.symbols.append("c")
        let error = #expect(throws: StoreError.self) { try example.store.findOrInsert(model) }
        #expect(error?.kind == .conflict)
    }

    @Test("candidates and judgements are read back as they were written, in order")
    func candidates() throws {
        let example = try Example()
        let entries = example.entries(1...4, 0..<6)
        try example.store.append(entries.reversed(), to: example.run, judgedBy: example.judges)
        #expect(try example.stored() == entries)
        let one = try example.store.candidate(of: example.run, position: 3, sampleIndex: 2, judgedBy: example.judges)
        #expect(one?.record == example.entry(3, 2))
        #expect(try example.store.candidate(of: example.run, position: 3, sampleIndex: 6) == nil)
    }

    @Test("absent values stay absent")
    func absences() throws {
        let example = try Example()
        var record = example.entry(1, 0).candidate
        record.logProbability = nil
        record.samplingLogProbability = nil
        record.tokens = []
        let entries = [
            CandidateEntry(record),
            CandidateEntry(
                example.entry(1, 1).candidate,
                Judgements(
                    reading: ReadingRecord(answer: nil, answerKey: nil),
                    traceCheck: TraceCheckRecord(legal: nil, complete: false))),
        ]
        try example.store.append(entries, to: example.run, judgedBy: example.judges)
        #expect(try example.stored() == entries)
    }

    @Test("all 65,536 tokens and extreme log-probabilities survive", arguments: [-Double.infinity, -1e-300, -0.1, 0])
    func extremes(logProbability: Double) throws {
        let example = try Example()
        var record = example.entry(1, 0).candidate
        record.tokens = Array(UInt16.min ... .max)
        record.logProbability = logProbability
        try example.store.append([CandidateEntry(record)], to: example.run)
        let stored = try #require(try example.stored().first).candidate
        #expect(stored == record)
        #expect(stored.logProbability?.bitPattern == logProbability.bitPattern)
    }

    @Test("tokens are little-endian 16-bit numbers")
    func tokenBytes() throws {
        let example = try Example()
        var record = example.entry(1, 0).candidate
        record.tokens = [1, 258, 65_535]
        try example.store.append([CandidateEntry(record)], to: example.run)
        #expect(try example.store.rows("SELECT hex(tokens) FROM candidate") == ["01000201FFFF"])
    }

    @Test("the bytes of candidates come by problem, sample and round, whatever the order of insertion")
    func bytes() throws {
        let example = try Example()
        var unscored = example.entry(1, 1)
        unscored.candidate.logProbability = nil
        let entries = [example.entry(1, 0), unscored, example.entry(2, 0), example.entry(2, 0, round: 1)]
        try example.store.append(entries.reversed(), to: example.run, judgedBy: example.judges)
        var bytes: [CandidateBytes] = []
        try example.store.forEachCandidateBytes(of: example.run) { bytes.append($0) }
        #expect(bytes.map(\.canonicalHash) == ["hash-1", "hash-1", "hash-2", "hash-2"])
        #expect(bytes.map(\.sampleIndex) == [0, 1, 0, 0])
        #expect(bytes.map(\.round) == [0, 0, 0, 1])
        #expect(bytes.map(\.tokens) == entries.map { TokenBlob.encode($0.candidate.tokens) })
        #expect(bytes.map(\.logProbability) == entries.map(\.candidate.logProbability))
    }

    @Test("a later round refers to the candidate it revises")
    func rounds() throws {
        let example = try Example()
        let first = try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        var revision = example.entry(1, 0, round: 1)
        revision.candidate.parent = first[0]
        try example.store.append([revision], to: example.run, judgedBy: example.judges)
        #expect(try example.stored() == [example.entry(1, 0), revision])
        var pool: [PoolRow] = []
        try example.store.forEachPoolRow(of: example.run, judgedBy: example.judges) { pool.append($0) }
        #expect(pool.map(\.id) == first)
    }

    @Test("scores and step scores are read back")
    func scores() throws {
        let example = try Example()
        let ids = try example.store.append(
            example.entries(1...2, 0..<2), to: example.run, judgedBy: example.judges)
        let scorer = try example.store.findOrInsert(ToolRecord(kind: .scorer, name: "prm", version: 1, sha256: "9"))
        let scores = [
            ScoreRecord(candidate: ids[0], value: 0.25, tokens: 4, flops: 8e6, steps: [1, 0.5, 0.25]),
            ScoreRecord(candidate: ids[0], repeat: 1, value: 0.75),
            ScoreRecord(candidate: ids[3], value: -.infinity),
        ]
        try example.store.append(scores, by: scorer)
        #expect(try example.store.scores(of: example.run, by: scorer) == scores)
        #expect(throws: StoreError.self) { try example.store.append([scores[2]], by: scorer) }
    }

    @Test("a pool row has a candidate's answer, judgements and costs")
    func pool() throws {
        let example = try Example()
        let entries = example.entries(1...4, 0..<3)
        try example.store.append(entries.reversed(), to: example.run, judgedBy: example.judges)
        #expect(try example.store.judges(of: example.run) == example.judges)
        var rows: [PoolRow] = []
        try example.store.forEachPoolRow(of: example.run, judgedBy: example.judges) { rows.append($0) }
        #expect(rows.count == entries.count)
        for (row, entry) in try pairs(rows, entries) {
            let candidate = entry.candidate
            #expect(row.problem == candidate.problem && row.sampleIndex == candidate.sampleIndex)
            #expect(row.tokens == 4 && row.promptTokens == 2 && row.answerTokens == 2)
            #expect(row.traceTokens == candidate.traceTokens && row.stopReason == candidate.stopReason)
            #expect(row.logProbability == candidate.logProbability && row.flops == candidate.flops)
            #expect(row.answerKey == entry.judgements.reading?.answerKey)
            #expect(row.correct == entry.judgements.correct)
            #expect(row.traceCheck?.legal == entry.judgements.traceCheck?.legal)
            #expect(row.traceCheck?.complete == entry.judgements.traceCheck?.complete)
            #expect(row.outcome == entry.judgements.verdict?.outcome)
            #expect(row.verifierCalls == 1)
        }
    }
}
