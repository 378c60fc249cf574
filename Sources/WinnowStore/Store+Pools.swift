import GRDB

/// Selection reads here what it needs.
extension Store {
    /// Calls `body` with each first-round candidate of a run as selection sees it, by problem position and sample
    /// index.
    ///
    /// The whole iteration sees one state of the database. Do not use the store inside `body`.
    ///
    /// - Complexity: linear, in constant memory.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func forEachPoolRow(
        of run: RowID<RunRecord>, judgedBy judges: Judges, _ body: (PoolRow) -> Void
    ) throws(StoreError) {
        try read { try $0.forEachPoolRow(of: run, judgedBy: judges, onlyFirst: true, body) }
    }

    /// Calls `body` with each candidate of a run of all rounds, by problem position, sample index and round.
    ///
    /// The whole iteration sees one state of the database. Do not use the store inside `body`.
    ///
    /// - Complexity: linear, in constant memory.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func forEachRoundRow(
        of run: RowID<RunRecord>, judgedBy judges: Judges, _ body: (PoolRow) -> Void
    ) throws(StoreError) {
        try read { try $0.forEachPoolRow(of: run, judgedBy: judges, onlyFirst: false, body) }
    }
}

extension Database {
    fileprivate func forEachPoolRow(
        of run: RowID<RunRecord>, judgedBy judges: Judges, onlyFirst: Bool, _ body: (PoolRow) -> Void
    ) throws {
        var order = PlaceOrder()
        try forEachRow(
            """
            SELECT candidate.id, candidate.problem_id, problem.position, sample_index,
              CASE WHEN completion.candidate_id IS NOT NULL THEN completion_tokens
                ELSE length(candidate.tokens) / 2 END AS tokens,
              candidate.prompt_tokens, trace_tokens, answer_tokens, log_probability,
              stop_reason, flops, answer_key, correct, trace_check.complete, legal, outcome, calls,
              round
            FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id
            CROSS JOIN candidate ON candidate.run_id = run.id AND candidate.problem_id = problem.id
            LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id = ?
            LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id = ?
            LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id = ?
            LEFT JOIN verdict
              ON verdict.candidate_id = candidate.id AND verdict.tool_id = ? AND verdict.repeat = 0
            LEFT JOIN completion ON completion.candidate_id = candidate.id
            WHERE run.id = ?\(onlyFirst ? " AND round = 0" : "")
            ORDER BY problem.position, candidate.sample_index, candidate.round
            """,
            [
                judges.extractor?.value, judges.grader?.value, judges.validator?.value, judges.verifier?.value,
                run.value,
            ], of: "candidate"
        ) { stored in
            let row = try PoolRow(stored)
            try order.check(
                stored, row.id, position: row.position, sample: row.sampleIndex, round: row.round, sampleAt: 3)
            body(row)
        }
        try checkAllRead(of: run, order.count, onlyFirst: onlyFirst)
    }
}

extension PoolRow {
    fileprivate init(_ row: StoredRow) throws {
        let judgement = row.of("judgement", key: 0, "candidate")
        let traceCheck = try judgement.flagIfAny(13).map { complete in
            TraceState(legal: try judgement.flagIfAny(14), complete: complete)
        }
        try self.init(
            id: row.id(0), problem: row.id(1), position: row.of("problem", key: 1).integer(2, StoreLimits.positions),
            sampleIndex: row.integer(3, StoreLimits.numbers), tokens: row.integerIfAny(4, StoreLimits.costs),
            promptTokens: row.integer(5, StoreLimits.costs), traceTokens: row.integer(6, StoreLimits.costs),
            answerTokens: row.integer(7, StoreLimits.costs), logProbability: row.numberIfAny(8, from: -.infinity),
            stopReason: row.text(9), flops: row.amount(10), answerKey: judgement.textIfAny(11),
            correct: judgement.flagIfAny(12), traceCheck: traceCheck,
            outcome: judgement.wordIfAny(15), verifierCalls: judgement.integerIfAny(16, StoreLimits.costs) ?? 0,
            round: row.integer(17, StoreLimits.numbers))
    }
}
