import GRDB

/// Reading what selection needs.
extension Store {
    /// The newest tool of each kind that judged any candidate of the run; among verifiers, sound ones first.
    ///
    /// The views choose in the same way, for each candidate.
    public func newestJudges(of run: RowID<RunRecord>) throws(StoreError) -> Judges {
        try read { db in
            func newest(_ kind: ToolRecord.Kind, in table: String) throws -> RowID<ToolRecord>? {
                try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT tool.id FROM tool WHERE tool.kind = ? AND \(Self.hasJudged(table))
                        ORDER BY tool.sound DESC, tool.id DESC LIMIT 1
                        """, arguments: [kind.rawValue, run.value]
                ).map { RowID($0) }
            }
            return try Judges(
                extractor: newest(.extractor, in: "reading"), grader: newest(.grader, in: "grade"),
                validator: newest(.validator, in: "trace_check"), verifier: newest(.verifier, in: "verdict"))
        }
    }

    /// The verifiers that judged any candidate of the run, oldest first.
    public func verifiers(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            try Stored<ToolRecord>.fetch(
                db, where: "kind = 'verifier' AND \(Self.hasJudged("verdict"))", [run.value])
        }
    }

    /// A condition on `tool` with a run as its argument: one of the run's candidates is in the table by this tool.
    private static func hasJudged(_ table: String) -> String {
        """
        EXISTS (SELECT 1 FROM candidate CROSS JOIN \(table) AS judged
          ON judged.candidate_id = candidate.id AND judged.tool_id = tool.id WHERE candidate.run_id = ?)
        """
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
