import Testing

@testable import WinnowStore

@Suite("Importing into the store")
struct ImportingTests {
    @Test("a text comes back as it was, and the views show it as they show a sampled completion")
    func views() throws {
        let example = try Example()
        try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        let entries = [example.text(2, "so 24", tokens: 7), example.text(3, nil), example.text(5, "")]
        try example.importText(entries)
        let stored = try example.stored()
        #expect(stored.dropFirst().map(\.candidate) == entries.map(\.candidate))
        #expect(stored.dropFirst().map(\.judgements.correct) == [true, true, true])
        let shown = try example.store.rows(
            """
            SELECT problem, sample_index, completion, answer, answer_key, correct, tokens FROM candidate_readable
            ORDER BY problem, sample_index
            """)
        #expect(shown == ["1|0|a b b <e>|n 0|key-0|0|4", "4|2|so 24|24|24|1|7", "4|3||24|24|1|", "4|5||24|24|1|"])
        #expect(try example.store.rows("SELECT tokens, truncated FROM run_overview") == ["11|0.0"])
        var tokens: [Int?] = []
        try example.store.forEachPoolRow(of: example.run, judgedBy: example.judges) { tokens.append($0.tokens) }
        #expect(tokens == [4, 7, nil, nil])
    }

    @Test("how far a file has been read is stored with its batch, or neither is")
    func progress() throws {
        let example = try Example()
        try example.importText()
        let before = try example.store.imports()
        #expect(before.map(\.record.progress) == [ImportProgress(position: 50, records: 3, candidates: 1)])
        #expect(throws: StoreError.self) {
            try example.store.append(
                CandidateBatch(
                    [example.text(100, "again")], judges: [example.judges, example.judges],
                    reading: .init(of: before[0].id, ImportProgress(position: 99, isFinished: true), rejected: [])))
        }
        #expect(try example.store.imports() == before)
        #expect(try example.store.findOrInsert(Example.importRecord) == before[0])
        #expect(try example.store.rejected(of: before[0].id).map(\.line) == [3])
    }

    @Test("a reference stays what it was first")
    func references() throws {
        let example = try Example()
        #expect(try example.store.setReferences([example.problems[0]: "24"]).isEmpty)
        #expect(try example.store.setReferences([example.problems[0]: "24"]).isEmpty)
        #expect(try example.store.setReferences([example.problems[0]: "25"]) == [example.problems[0]])
        #expect(try example.store.references(of: example.set) == [example.problems[0]: "24"])
    }

    @Test("a merge carries texts, references, imports and what they rejected, once")
    func merging() throws {
        try withFolder { folder in
            let (a, b, merged) = (folder + "/a.db", folder + "/b.db", folder + "/m.db")
            for path in [a, b] {
                let example = try Example(Store(path: path))
                if path == b { _ = try example.store.findOrInsert(Example.runRecord("b", example.set, example.model)) }
                try example.importText()
                try example.store.close()
            }
            try Store.merge([a, b], into: merged)
            try Store.merge([b, a], into: merged)
            let store = try Store(path: merged, readOnly: true)
            #expect(try store.rows("SELECT text, completion_tokens FROM completion") == ["so 24|7"])
            #expect(try store.rows("SELECT answer FROM reference") == ["24"])
            #expect(try store.rows("SELECT file, records FROM import") == ["samples.jsonl|3"])
            #expect(try store.rows("SELECT line, reason FROM rejected") == ["3|not JSON"])
            let other = try Example(Store(path: folder + "/other.db"))
            try other.importText([other.text(100, "so 25")])
            try other.store.close()
            #expect(throws: StoreError.self) { try Store.merge([folder + "/other.db"], into: merged) }
        }
    }
}
