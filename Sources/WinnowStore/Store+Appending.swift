import GRDB

/// Adding candidates and what is said of them.
extension Store {
    /// Appends a batch of candidates with their judgements, in one transaction.
    ///
    /// The run's cached estimates are deleted in the same transaction, so stale figures are never seen.
    ///
    /// - Returns: the candidates' identifiers, in the order given.
    /// - Throws: ``StoreError`` of kind `conflict` when one of the candidates exists already, `invalid` for NaN, or
    ///   of the kinds of a file that cannot be written; then nothing of the batch is stored.
    /// - Complexity: about 15 µs per candidate with its judgements; batches of some thousands are best.
    @discardableResult
    public func append(
        _ entries: [CandidateEntry], to run: RowID<RunRecord>, judgedBy judges: Judges = Judges()
    ) throws(StoreError) -> [RowID<CandidateRecord>] {
        guard !entries.isEmpty else { return [] }
        return try write { db in
            let writer = CandidateWriter(db)
            let ids = try writer.insert(entries.map(\.candidate), run: run)
            try writer.insert(zip(ids, entries).map { ($0, $1.judgements) }, by: judges)
            try db.recordChange(ofRun: run.value)
            return ids
        }
    }

    /// Adds judgements of stored candidates by other tools, in one transaction; nothing is overwritten.
    ///
    /// Cached estimates of a run stay where none of these tools is one of its ``newestJudges(of:)``: they are computed
    /// from what those say.
    ///
    /// - Throws: ``StoreError`` of kind `conflict` when a tool has judged one of the candidates before.
    public func judge(
        _ judgements: [RowID<CandidateRecord>: Judgements], by judges: Judges
    ) throws(StoreError) {
        try write { db in
            let inOrder = judgements.sorted { $0.key < $1.key }.map { (of: $0.key, $0.value) }
            let places = try inOrder.map { try db.nextJudgement(of: $0.of, $0.1, by: judges) }
            try CandidateWriter(db).insert(inOrder, by: judges, numbers: places)
            for (run, candidate) in try db.runs(of: inOrder.lazy.map(\.of))
            where try !db.areOutranked(judges, on: candidate) {
                try db.recordChange(ofRun: run)
            }
        }
    }

    /// Adds a scorer's numbers of stored candidates, in one transaction; nothing is overwritten.
    ///
    /// - Throws: ``StoreError`` of kind `conflict` when the tool has scored one of the candidates before under the
    ///   same repeat, `invalid` for NaN.
    public func append(_ scores: [ScoreRecord], by scorer: RowID<ToolRecord>) throws(StoreError) {
        try write { db in
            for score in scores { try db.insert(score, by: scorer) }
            for (run, _) in try db.runs(of: scores.lazy.map(\.candidate)) { try db.recordChange(ofRun: run) }
        }
    }
}

extension Database {
    /// Deletes a run's cached estimates and raises its revision.
    func recordChange(ofRun run: Int64) throws {
        try execute(sql: "DELETE FROM estimate WHERE run_id = ?", arguments: [run])
        try execute(
            sql: """
                INSERT INTO run_revision (run_id, revision) VALUES (?, 1)
                ON CONFLICT (run_id) DO UPDATE SET revision = revision + 1
                """, arguments: [run])
    }

    func insert(_ score: ScoreRecord, by scorer: RowID<ToolRecord>) throws {
        precondition(score.steps.isEmpty || score.repeat == 0, "only repeat 0 has step scores")
        let insert = try cachedStatement(
            sql: "INSERT INTO score (candidate_id, tool_id, repeat, value, tokens, flops) VALUES (?, ?, ?, ?, ?, ?)")
        try insert.execute(arguments: [
            score.candidate.value, scorer.value, score.repeat, try storable(score.value, "a score"), score.tokens,
            try storable(score.flops, "a score's cost"),
        ])
        let insertStep = try cachedStatement(
            sql: "INSERT INTO step_score (candidate_id, tool_id, step, value) VALUES (?, ?, ?, ?)")
        for (index, value) in score.steps.enumerated() {
            try insertStep.execute(arguments: [
                score.candidate.value, scorer.value, index + 1, try storable(value, "a step's score"),
            ])
        }
    }

    /// The number of a candidate's next judgement.
    ///
    /// Judging a candidate is adding a row of some tools, so no key of the table can say that each tool judges it
    /// once; a trigger could, but SQLite then copies every batch that is appended.
    fileprivate func nextJudgement(
        of candidate: RowID<CandidateRecord>, _ judgements: Judgements, by judges: Judges
    ) throws -> Int {
        let find = try cachedStatement(
            sql: """
                SELECT coalesce(max(number), -1) + 1,
                  coalesce(max((answer_is_key IS NOT NULL AND extractor_id = ?)
                    OR (correct IS NOT NULL AND grader_id = ?) OR (complete IS NOT NULL AND validator_id = ?)
                    OR (outcome IS NOT NULL AND verifier_id = ? AND repeat = ?)), 0)
                FROM judgement WHERE candidate_id = ?
                """)
        let row = try Row.fetchOne(
            find,
            arguments: [
                judgements.reading == nil ? nil : judges.extractor?.value,
                judgements.correct == nil ? nil : judges.grader?.value,
                judgements.traceCheck == nil ? nil : judges.validator?.value,
                judgements.verdict == nil ? nil : judges.verifier?.value, judgements.verdict?.repeat, candidate.value,
            ])
        guard let row, row[1] == 0 else {
            throw StoreError(.conflict, "a tool has judged candidate \(candidate) before")
        }
        return row[0]
    }

    /// The runs that candidates are of, each with the first of its candidates.
    fileprivate func runs(
        of candidates: some Sequence<RowID<CandidateRecord>>
    ) throws -> [(run: Int64, candidate: RowID<CandidateRecord>)] {
        let find = try cachedStatement(sql: "SELECT run_id FROM candidate WHERE id = ?")
        var runs: [Int64: RowID<CandidateRecord>] = [:]
        for candidate in candidates {
            guard let run = try Int64.fetchOne(find, arguments: [candidate.value]), runs[run] == nil else { continue }
            runs[run] = candidate
        }
        return runs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether tools that ``Store/newestJudges(of:)`` prefers to each of these have judged the candidate.
    ///
    /// Then none of these is among the newest judges of its run. The reverse need not hold.
    fileprivate func areOutranked(_ judges: Judges, on candidate: RowID<CandidateRecord>) throws -> Bool {
        let tools = [
            ("reading", judges.extractor), ("grade", judges.grader), ("trace_check", judges.validator),
            ("verdict", judges.verifier),
        ]
        for case (let table, let tool?) in tools {
            let sql = """
                SELECT 1 FROM \(table) AS judged JOIN tool ON tool.id = judged.tool_id WHERE candidate_id = ?
                  AND (coalesce(sound, 0), id) > (SELECT coalesce(sound, 0), id FROM tool WHERE id = ?)
                """
            let better = try cachedStatement(sql: sql)
            if try Row.fetchOne(better, arguments: [candidate.value, tool.value]) == nil { return false }
        }
        return true
    }
}
