import Foundation
import GRDB
import WinnowCore
import WinnowDomains
import WinnowStore

/// Small databases as bytes, made anew in each process because a schema is not for ever.
enum SampleDatabase {
    /// A database without runs.
    static let empty = image { _ in }

    /// Runs of two domains with everything that may be said of candidates, an import, and what makes it a pack.
    static let image = image { store in
        for (number, domain) in Domains.traced.prefix(3).enumerated() { try add(domain, number, to: store) }
        try addImport(to: store)
    }

    /// ``image`` under a schema that takes any value anywhere, as whoever means harm can make one.
    static let lax: Data = {
        Scratch.remove("lax.db")
        let path = Scratch.write(image, to: "lax.db")
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in
                let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
                for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
                // Types that are enforced, and cells that may not be empty, are taken out of the schema's text.
                let words =
                    [(") STRICT, WITHOUT", ") WITHOUT"), (") STRICT", ")")]
                    + ["TEXT", "INTEGER", "REAL", "BLOB"].map { ("\($0) NOT NULL", $0) }
                try db.execute(sql: "PRAGMA writable_schema = ON")
                for (word, other) in words {
                    try db.execute(
                        sql: "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table'",
                        arguments: [word, other])
                }
                try db.execute(sql: "PRAGMA writable_schema = RESET")
            }
            try queue.close()
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            fatalError("the sample database cannot be made lax: \(error)")
        }
    }()

    private static func image(_ fill: (Store) throws -> Void) -> Data {
        Scratch.remove("sample.db")
        let path = Scratch.folder.path + "/sample.db"
        do {
            let store = try Store(path: path)
            try fill(store)
            try store.close()
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        CREATE TABLE pack (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
                        INSERT INTO pack VALUES ('title', 't'), ('licence', 'l'), ('sha256 of rows', 'd');
                        PRAGMA journal_mode = DELETE; VACUUM;
                        """)
            }
            try queue.close()
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            fatalError("the sample database cannot be made: \(error)")
        }
    }

    private static func add<D: TracedDomain>(_ domain: D, _ number: Int, to store: Store) throws {
        let set = try store.findOrInsert(
            ProblemSetRecord(domain: domain.name, name: "\(domain.name)-test-v1", version: 1, sha256: "5e\(number)"))
        let problems = (0..<2).map { index in
            var random = domain.stream("fuzz", seed: 1, index: index)
            return domain.problem(.easy, using: &random)
        }
        let rows = try store.findOrInsert(
            problems.enumerated().map { index, problem in
                ProblemRecord(
                    position: index + 1, canonicalHash: "hash-\(index)", difficulty: index == 0 ? "easy" : "hard",
                    split: "test", specification: domain.specification(of: problem),
                    prompt: domain.vocabulary.text(domain.prompt(for: problem)))
            }, in: set)
        let model = try store.findOrInsert(
            ModelRecord(
                name: "m\(number)", sha256: "0de\(number)", role: "generator", parameters: 100,
                configurationJSON: #"{"layers":1}"#, symbols: domain.vocabulary.symbols))
        let judges = try Judges(
            extractor: store.findOrInsert(ToolRecord(kind: .extractor, name: "\(domain.name)-reader", version: 1)),
            grader: store.findOrInsert(ToolRecord(kind: .grader, name: "\(domain.name)-grader", version: 1)),
            validator: store.findOrInsert(ToolRecord(kind: .validator, name: "\(domain.name)-trace", version: 1)),
            verifier: store.findOrInsert(
                ToolRecord(
                    kind: .verifier, name: domain.name, version: 1,
                    declaration: ToolRecord.Declaration(
                        sound: true, complete: true, evidence: "answer", solvesTheProblem: false))))
        let run = try store.findOrInsert(
            RunRecord(
                identity: "run-\(number)", kind: .sample, problemSet: set, model: model, seed: 7, temperature: 0.8,
                topK: nil, topP: 0.95, maxTokens: 512, promptTemplate: "plain", kernelPath: "avx2",
                configurationJSON: #"{"samples":2}"#, winnowVersion: "0", createdAt: "2026-01-01T00:00:00Z"))
        var entries: [CandidateEntry] = []
        for (index, problem) in problems.enumerated() {
            for sample in 0..<2 { entries.append(entry(domain, problem, rows[index], sample)) }
        }
        try store.append(entries, to: run, judgedBy: judges)
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "s\(number)", version: 1))
        let scores = try store.candidates(of: run, position: 1).map {
            ScoreRecord(candidate: $0.candidateID, value: 0.5, tokens: 3, flops: 9, steps: [0.25, 0.5])
        }
        try store.append(scores, by: scorer)
        _ = try store.save(
            [
                EstimateRecord(
                    split: "test", strategy: "single", guarantee: "none", budget: 1, right: 0.5, rightLow: 0.1,
                    rightHigh: 0.9, intervalMethod: "wilson", wrong: 0.5, abstained: 0, samplesSpent: 1, tokensSpent: 9,
                    flopsSpent: 9, verifierCalls: 0, problems: 2, poolSize: 2, estimator: "exact", ties: "uniform",
                    poolDigest: "d",
                    byProblem: [
                        ProblemEstimate(
                            problem: rows[0], right: 1, wrong: 0, abstained: 0, samplesSpent: 1, tokensSpent: 9,
                            flopsSpent: 9, verifierCalls: 0)
                    ])
            ], of: run, revision: try store.revision(of: run))
    }

    private static func entry<D: TracedDomain>(
        _ domain: D, _ problem: D.Problem, _ row: RowID<ProblemRecord>, _ sample: Int
    ) -> CandidateEntry {
        var random = domain.stream("fuzz-solution", seed: 1, index: sample)
        var tokens = domain.solve(problem, using: &random).completion(.traced)
        // The second one breaks off.
        if sample > 0 { tokens.removeLast(2) }
        let reading = domain.read(tokens)
        let check = domain.checkTrace(of: tokens, for: problem)
        return CandidateEntry(
            CandidateRecord(
                problem: row, sampleIndex: sample, tokens: tokens.map { UInt16($0) }, logProbability: -2.5,
                samplingLogProbability: -2, promptTokens: 9, traceTokens: reading.traceTokens,
                answerTokens: reading.answerTokens, stopReason: sample > 0 ? "length" : "end", flops: 1e6),
            Judgements(
                reading: ReadingRecord(answer: reading.answer, answerKey: reading.answerKey),
                correct: reading.answer != nil,
                traceCheck: TraceCheckRecord(
                    legal: check.legal, complete: check.complete, error: check.error?.kind,
                    errorStep: check.error?.step, explanation: check.error?.explanation),
                verdict: VerdictRecord(
                    outcome: reading.answer == nil ? .rejected : .accepted,
                    critiquesJSON: reading.answer == nil ? #"[{"kind":"a","location":"","message":"b"}]"# : nil)))
    }

    /// What an import of free text leaves behind.
    private static func addImport(to store: Store) throws {
        let set = try store.findOrInsert(ProblemSetRecord(domain: "text", name: "t", version: 1, sha256: "7e"))
        let problem = try store.findOrInsert(
            [
                ProblemRecord(
                    position: 1, canonicalHash: "h", difficulty: "unknown", split: "test", specification: "p",
                    prompt: "1+1?")
            ], in: set)[0]
        let model = try store.findOrInsert(
            ModelRecord(
                name: "llm", sha256: "11", role: "generator", parameters: 0, configurationJSON: "{}", symbols: []))
        let run = try store.findOrInsert(
            RunRecord(
                identity: "import", kind: .imported, problemSet: set, model: model, seed: 0, temperature: -1, topK: nil,
                topP: nil, maxTokens: 0, promptTemplate: "", kernelPath: "", configurationJSON: "{}",
                winnowVersion: "0", createdAt: "2026-01-01T00:00:00Z"))
        let judges = try Judges(
            extractor: store.findOrInsert(ToolRecord(kind: .extractor, name: "auto", version: 1)),
            grader: store.findOrInsert(ToolRecord(kind: .grader, name: "reference", version: 1)))
        let file = try store.findOrInsert(
            ImportRecord(
                sha256: "f1", settingsJSON: "{}", origin: "f1", file: "x.jsonl", bytes: 9, format: "generic",
                begunAt: "2026-01-01T00:00:00Z"))
        _ = try store.setReferences([problem: "2"])
        try store.append(
            CandidateBatch(
                [
                    CollectedCandidate(
                        run: run,
                        candidate: CandidateRecord(
                            problem: problem, sampleIndex: 0, tokens: [], logProbability: nil, promptTokens: 0,
                            traceTokens: 0, answerTokens: 0, stopReason: "unknown", flops: 0,
                            completion: CompletionText(text: "so 2", completionTokens: 3)),
                        judgements: [Judgements(reading: ReadingRecord(answer: "2", answerKey: "2"), correct: true)])
                ], judges: [judges],
                reading: .init(
                    of: file.id, ImportProgress(position: 9, records: 2, candidates: 1, isFinished: true),
                    rejected: [RejectedRecord(file: "x.jsonl", line: 2, reason: "not JSON", excerpt: "{")])))
    }
}
