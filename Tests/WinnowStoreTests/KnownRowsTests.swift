import Testing

@testable import WinnowStore

@Suite("Rows that another process has stored")
struct KnownRowsTests {
    private func refused(_ body: () throws -> Void) {
        let error = #expect(throws: StoreError.self) { try body() }
        #expect(error?.kind == .conflict)
        #expect(error?.description.contains("another result: another process is at the same work") == true)
        #expect(error?.description.contains("UNIQUE") == false)
    }

    @Test("equal candidates are kept, new ones are added, and all identifiers come back")
    func candidates() throws {
        let example = try Example()
        var first = try example.store.append(
            example.entries(1...2, 0..<2), to: example.run, judgedBy: example.judges)
        var entries = example.entries(1...3, 0..<2)
        for index in entries.indices { entries[index].judgements.verdict?.seconds = 7 }
        let all = try example.store.append(entries, to: example.run, judgedBy: example.judges, ifKnown: .kept)
        first += all[4...]
        #expect(all == first && Set(all).count == 6)
        #expect(try example.store.rows("SELECT count(*) FROM candidate") == ["6"])
        #expect(try example.store.rows("SELECT count(*) FROM judgement WHERE seconds = 7") == ["2"])

        var other = example.entry(1, 1)
        other.candidate.logProbability = -9
        let before = try example.stored()
        refused {
            try example.store.append(
                [example.entry(4, 0), other], to: example.run, judgedBy: example.judges, ifKnown: .kept)
        }
        other = example.entry(1, 1)
        other.judgements.correct?.toggle()
        refused { try example.store.append([other], to: example.run, judgedBy: example.judges, ifKnown: .kept) }
        #expect(try example.stored() == before)
    }

    @Test("equal scores are kept and estimates with them; another score of the same number is refused")
    func scores() throws {
        let example = try Example()
        let ids = try example.store.append(example.entries(1...1, 0..<3), to: example.run, judgedBy: example.judges)
        let scorer = try example.store.findOrInsert(ToolRecord(kind: .scorer, name: "prm", version: 1))
        let scores = [
            ScoreRecord(candidate: ids[0], value: 0.25, tokens: 4, flops: 8, steps: [1, 0.25]),
            ScoreRecord(candidate: ids[0], repeat: 1, value: -.infinity),
            ScoreRecord(candidate: ids[1], value: 0.5),
        ]
        try example.store.append(Array(scores.prefix(2)), by: scorer, ifKnown: .kept)
        let revision = try example.store.revision(of: example.run)
        try example.store.append(Array(scores.prefix(2)), by: scorer, ifKnown: .kept)
        #expect(try example.store.revision(of: example.run) == revision)
        try example.store.append(scores, by: scorer, ifKnown: .kept)
        #expect(try example.store.revision(of: example.run) == revision + 1)
        #expect(try example.store.scores(of: example.run, by: scorer) == scores)
        for change in [
            { (score: inout ScoreRecord) in score.value = 0.5 }, { $0.tokens = 5 }, { $0.steps = [0.25, 1] },
            { $0.steps = [] },
        ] {
            var other = scores[0]
            change(&other)
            refused {
                try example.store.append(
                    [ScoreRecord(candidate: ids[2], value: 1), other], by: scorer, ifKnown: .kept)
            }
        }
        #expect(try example.store.scores(of: example.run, by: scorer) == scores)
    }

    @Test("equal verdicts are kept whatever time they took; another outcome of the same number is refused")
    func verdicts() throws {
        let example = try Example()
        let ids = try example.store.append(example.entries(1...1, 0..<2), to: example.run, judgedBy: example.judges)
        let judges = Judges(
            verifier: try example.store.findOrInsert(
                ToolRecord(
                    kind: .verifier, name: "other", version: 1,
                    declaration: .init(sound: false, complete: false, evidence: "answer", solvesTheProblem: false))))
        func verdict(_ repeat: Int, _ outcome: VerdictRecord.Outcome, seconds: Double = 1) -> Judgements {
            Judgements(
                verdict: VerdictRecord(
                    outcome: outcome, critiquesJSON: #"[{"a":1},{"b":2}]"#, repeat: `repeat`, seconds: seconds))
        }
        try example.store.judge([ids[0]: verdict(0, .accepted)], by: judges, ifKnown: .kept)
        try example.store.judge([ids[0]: verdict(1, .rejected)], by: judges, ifKnown: .kept)
        try example.store.judge(
            [ids[0]: verdict(1, .rejected, seconds: 3), ids[1]: verdict(1, .accepted)], by: judges, ifKnown: .kept)
        refused { try example.store.judge([ids[0]: verdict(1, .accepted)], by: judges, ifKnown: .kept) }
        let verifier = try #require(judges.verifier)
        let stored = try example.store.verdicts(of: ids, by: verifier)
        #expect(stored[ids[0]] == [verdict(0, .accepted), verdict(1, .rejected)].compactMap(\.verdict))
        #expect(stored[ids[1]] == [verdict(1, .accepted)].compactMap(\.verdict))
    }

    @Test("a score that may not be there already is refused in plain words")
    func plainWords() throws {
        let example = try Example()
        let ids = try example.store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        let scorer = try example.store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
        try example.store.append([ScoreRecord(candidate: ids[0], value: 1)], by: scorer)
        let error = #expect(throws: StoreError.self) {
            try example.store.append([ScoreRecord(candidate: ids[0], value: 1)], by: scorer)
        }
        #expect(error?.description == "a tool has scored candidate 1 before")
    }
}
