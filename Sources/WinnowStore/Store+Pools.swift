import GRDB

/// Reading what selection needs.
extension Store {
    /// The newest tool of each kind that judged any candidate of the run; among verifiers, sound ones first.
    ///
    /// The views choose in the same way, for each candidate.
    ///
    /// - Complexity: linear in the run's judgements.
    public func newestJudges(of run: RowID<RunRecord>) throws(StoreError) -> Judges {
        let tools = try tools(judging: run)
        func newest(_ kind: ToolRecord.Kind) -> RowID<ToolRecord>? {
            let known = tools.filter { $0.record.kind == kind }
            return (known.last { $0.record.declaration?.sound == true } ?? known.last)?.id
        }
        return Judges(
            extractor: newest(.extractor), grader: newest(.grader), validator: newest(.validator),
            verifier: newest(.verifier))
    }

    /// The verifiers that judged any candidate of the run, oldest first.
    public func verifiers(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try tools(judging: run).filter { $0.record.kind == .verifier }
    }

    /// The tools that judged any candidate of the run, oldest first.
    ///
    /// One pass over the judgements: asking for each tool whether it judged anything would be a pass for each tool of
    /// another run.
    private func tools(judging run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT CASE WHEN answer_is_key IS NOT NULL THEN extractor_id END,
                      CASE WHEN correct IS NOT NULL THEN grader_id END,
                      CASE WHEN complete IS NOT NULL THEN validator_id END,
                      CASE WHEN outcome IS NOT NULL THEN verifier_id END
                    FROM candidate CROSS JOIN judgement ON candidate_id = candidate.id WHERE run_id = ?
                    """, arguments: [run.value])
            let tools = Set(rows.flatMap { row in (0..<4).compactMap { row[$0] as Int64? } })
            let list = tools.map(String.init).joined(separator: ", ")
            return try Stored<ToolRecord>.fetch(db, where: "id IN (\(list))", [])
        }
    }

    /// Calls `body` with each first-round candidate of a run as selection sees it, by problem position and sample
    /// index.
    ///
    /// The whole iteration sees one state of the database. Do not use the store inside `body`.
    ///
    /// - Complexity: linear, in constant memory.
    public func forEachPoolRow(
        of run: RowID<RunRecord>, judgedBy judges: Judges, _ body: (PoolRow) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT candidate.id, candidate.problem_id, problem.position, sample_index,
                      CASE WHEN completion.candidate_id IS NOT NULL THEN completion_tokens
                        ELSE length(candidate.tokens) / 2 END,
                      candidate.prompt_tokens, trace_tokens, answer_tokens, log_probability,
                      stop_reason, flops, answer_key, correct, trace_check.complete, legal, outcome, calls
                    FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id
                    CROSS JOIN candidate ON candidate.run_id = run.id AND candidate.problem_id = problem.id
                    LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id = ?
                    LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id = ?
                    LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id = ?
                    LEFT JOIN verdict
                      ON verdict.candidate_id = candidate.id AND verdict.tool_id = ? AND verdict.repeat = 0
                    LEFT JOIN completion ON completion.candidate_id = candidate.id
                    WHERE run.id = ? AND round = 0
                    ORDER BY problem.position, candidate.sample_index
                    """,
                arguments: [
                    judges.extractor?.value, judges.grader?.value, judges.validator?.value, judges.verifier?.value,
                    run.value,
                ])
            while let row = try rows.next() { body(PoolRow(row)) }
        }
    }
}

extension PoolRow {
    fileprivate init(_ row: Row) {
        self.init(
            id: RowID(row[0]), problem: RowID(row[1]), position: row[2], sampleIndex: row[3], tokens: row[4],
            promptTokens: row[5], traceTokens: row[6], answerTokens: row[7], logProbability: row[8],
            stopReason: row[9], flops: row[10], answerKey: row[11], correct: row[12],
            traceCheck: (row[13] as Bool?).map { TraceState(legal: row[14], complete: $0) },
            outcome: (row[15] as String?).flatMap(VerdictRecord.Outcome.init), verifierCalls: row[16] ?? 0)
    }
}
