import GRDB

/// Reading a run problem by problem, with all that was said of its candidates.
extension Store {
    /// The first-round candidates of a run's problem and what the judges said of them, by sample index.
    ///
    /// - Parameter position: 1-based, in the problem set.
    public func candidates(
        of run: RowID<RunRecord>, position: Int, judgedBy judges: Judges = Judges()
    ) throws(StoreError) -> [Stored<CandidateEntry>] {
        try read { db in
            let sql = CandidateQuery.sql(where: "position = ? AND round = 0")
            let arguments = CandidateQuery.arguments(run, judges) + [position]
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map(CandidateQuery.entry)
        }
    }

    /// The scores of candidates by a scorer, repeats in order.
    public func scores(
        of candidates: [RowID<CandidateRecord>], by scorer: RowID<ToolRecord>
    ) throws(StoreError) -> [RowID<CandidateRecord>: [ScoreRecord]] {
        try read { db in
            let find = try db.cachedStatement(
                sql: """
                    SELECT repeat, value, tokens, flops FROM score WHERE candidate_id = ? AND tool_id = ? ORDER BY repeat
                    """)
            let steps = try db.cachedStatement(
                sql: "SELECT value FROM step_score WHERE candidate_id = ? AND tool_id = ? ORDER BY step")
            var result: [RowID<CandidateRecord>: [ScoreRecord]] = [:]
            for candidate in candidates {
                let scores = try Row.fetchAll(find, arguments: [candidate.value, scorer.value]).map { row in
                    ScoreRecord(candidate: candidate, repeat: row[0], value: row[1], tokens: row[2], flops: row[3])
                }
                guard !scores.isEmpty else { continue }
                result[candidate] = scores
                result[candidate]?[0].steps = try Double.fetchAll(steps, arguments: [candidate.value, scorer.value])
            }
            return result
        }
    }

    /// The verdicts of candidates by a verifier, repeats in order.
    public func verdicts(
        of candidates: [RowID<CandidateRecord>], by verifier: RowID<ToolRecord>
    ) throws(StoreError) -> [RowID<CandidateRecord>: [VerdictRecord]] {
        try read { db in
            let find = try db.cachedStatement(
                sql: """
                    SELECT outcome, critiques_json, repeat, calls, tokens, seconds FROM verdict
                    WHERE candidate_id = ? AND tool_id = ? ORDER BY repeat
                    """)
            var result: [RowID<CandidateRecord>: [VerdictRecord]] = [:]
            for candidate in candidates {
                let verdicts = try Row.fetchAll(find, arguments: [candidate.value, verifier.value]).compactMap { row in
                    VerdictRecord.Outcome(rawValue: row[0]).map {
                        VerdictRecord(
                            outcome: $0, critiquesJSON: row[1], repeat: row[2], calls: row[3], tokens: row[4],
                            seconds: row[5])
                    }
                }
                if !verdicts.isEmpty { result[candidate] = verdicts }
            }
            return result
        }
    }

    /// The first-round candidates of a run.
    public func candidateCount(of run: RowID<RunRecord>) throws(StoreError) -> Int {
        try read { db in
            try Int(db.single("SELECT count(*) FROM candidate WHERE run_id = ? AND round = 0", [run.value]))
        }
    }
}
