import GRDB

/// A run is read here problem by problem, with all that was said of its candidates.
extension Store {
    /// Reads the first-round candidates of a run's problem and what the judges said of them, by sample index.
    ///
    /// - Parameter position: 1-based, in the problem set.
    public func candidates(
        of run: RowID<RunRecord>, position: Int, judgedBy judges: Judges = Judges()
    ) throws(StoreError) -> [Stored<CandidateEntry>] {
        try read { db in
            let sql = CandidateQuery.sql(where: "position = ? AND round = 0")
            let arguments = CandidateQuery.arguments(run, judges) + [position]
            return try CandidateQuery.entries(db, sql, arguments)
        }
    }

    /// Reads the scores of candidates by a scorer, repeats in order.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func scores(
        of candidates: [RowID<CandidateRecord>], by scorer: RowID<ToolRecord>
    ) throws(StoreError) -> [RowID<CandidateRecord>: [ScoreRecord]] {
        try read { db in
            let find = try db.cachedStatement(
                sql: """
                    SELECT candidate_id, repeat, value, tokens, flops FROM score
                    WHERE candidate_id = ? AND tool_id = ? ORDER BY repeat
                    """)
            let steps = try db.cachedStatement(sql: Database.stepsOfCandidate)
            var result: [RowID<CandidateRecord>: [ScoreRecord]] = [:]
            for candidate in candidates {
                let scores = try find.rows([candidate.value, scorer.value], of: "score", "candidate") { row in
                    try ScoreRecord(row)
                }
                guard !scores.isEmpty else { continue }
                result[candidate] = scores
                result[candidate]?[0].steps = try steps.stepValues([candidate.value, scorer.value])[candidate] ?? []
            }
            return result
        }
    }

    /// Reads the verdicts of candidates by a verifier, repeats in order.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func verdicts(
        of candidates: [RowID<CandidateRecord>], by verifier: RowID<ToolRecord>
    ) throws(StoreError) -> [RowID<CandidateRecord>: [VerdictRecord]] {
        try read { db in
            let find = try db.cachedStatement(
                sql: """
                    SELECT candidate_id, outcome, critiques_json, repeat, calls, tokens, seconds FROM verdict
                    WHERE candidate_id = ? AND tool_id = ? ORDER BY repeat
                    """)
            var result: [RowID<CandidateRecord>: [VerdictRecord]] = [:]
            for candidate in candidates {
                var last = -1
                let verdicts = try find.rows(
                    [candidate.value, verifier.value], of: "judgement", "candidate"
                ) { row in
                    let verdict = try VerdictRecord(row, from: 1)
                    guard verdict.repeat > last else { throw row.damage(3, "another repeat than the one before") }
                    last = verdict.repeat
                    return verdict
                }
                if !verdicts.isEmpty { result[candidate] = verdicts }
            }
            return result
        }
    }

    /// Finds the largest sample index of the first-round candidates of a run; nil where it has none.
    ///
    /// - Complexity: one look into an index for each problem.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func largestSampleIndex(of run: RowID<RunRecord>) throws(StoreError) -> Int? {
        try read { db in
            try db.rows(
                """
                SELECT candidate.id, candidate.sample_index FROM (
                    SELECT (SELECT id FROM candidate WHERE run_id = run.id AND problem_id = problem.id AND round = 0
                      ORDER BY sample_index DESC LIMIT 1) AS last
                    FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id WHERE run.id = ?)
                  JOIN candidate ON candidate.id = last
                ORDER BY candidate.sample_index DESC LIMIT 1
                """, [run.value], of: "candidate"
            ) { try $0.integer(1, StoreLimits.numbers) }.first
        }
    }

    /// Counts the first-round candidates of a run.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func candidateCount(of run: RowID<RunRecord>) throws(StoreError) -> Int {
        try read { db in
            try Int(db.single("SELECT count(*) FROM candidate WHERE run_id = ? AND round = 0", [run.value]))
        }
    }
}

extension VerdictRecord {
    /// - Parameter first: the index of the outcome; the other values follow.
    init(_ row: StoredRow, from first: Int) throws {
        try self.init(
            outcome: row.word(first), critiquesJSON: row.textIfAny(first + 1),
            repeat: row.integer(first + 2, StoreLimits.repeats), calls: row.integer(first + 3, StoreLimits.costs),
            tokens: row.integer(first + 4, StoreLimits.costs), seconds: row.amount(first + 5))
    }
}

extension ScoreRecord {
    /// Reads a row of candidate, repeat, value, tokens and FLOPs.
    init(_ row: StoredRow) throws {
        try self.init(
            candidate: row.id(0), repeat: row.integer(1, StoreLimits.repeats), value: row.number(2, from: -.infinity),
            tokens: row.integer(3, StoreLimits.costs), flops: row.amount(4))
    }
}

extension Database {
    /// Tells whether a score is stored as it is.
    func says(_ score: ScoreRecord, by scorer: RowID<ToolRecord>) throws -> Bool {
        let key: StatementArguments = [score.candidate.value, scorer.value]
        let find = try cachedStatement(
            sql: """
                SELECT candidate_id, repeat, value, tokens, flops FROM score
                WHERE candidate_id = ? AND tool_id = ? AND repeat = ?
                """)
        guard var stored = try find.rows(key + [score.repeat], of: "score", "candidate", { try ScoreRecord($0) }).first
        else { return false }
        if score.repeat == 0 {
            let steps = try cachedStatement(sql: Self.stepsOfCandidate)
            stored.steps = try steps.stepValues(key)[score.candidate] ?? []
        }
        return stored == score
    }

    static let stepsOfCandidate = """
        SELECT candidate_id, step, value FROM step_score WHERE candidate_id = ? AND tool_id = ? ORDER BY step
        """

    /// Reads the numbers of the steps of a run's candidates, which follow each other without gaps.
    func stepValues(
        of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>
    ) throws -> [RowID<CandidateRecord>: [Double]] {
        let statement = try cachedStatement(
            sql: """
                SELECT candidate.id, step, value FROM candidate CROSS JOIN step_score
                  ON step_score.candidate_id = candidate.id AND step_score.tool_id = ?
                WHERE run_id = ? ORDER BY candidate.id, step
                """)
        return try statement.stepValues([scorer.value, run.value])
    }
}

extension Statement {
    /// Reads the numbers of steps by candidate, of a query of candidate, step and value.
    fileprivate func stepValues(_ arguments: StatementArguments) throws -> [RowID<CandidateRecord>: [Double]] {
        var steps: [RowID<CandidateRecord>: [Double]] = [:]
        try forEachRow(arguments, of: "step_score", "candidate") { row in
            let candidate: RowID<CandidateRecord> = try row.id(0)
            let next = (steps[candidate]?.count ?? 0) + 1
            guard try row.integer(1, StoreLimits.positions) == next else { throw row.damage(1, "\(next)") }
            steps[candidate, default: []].append(try row.number(2, from: -.infinity))
        }
        return steps
    }
}
