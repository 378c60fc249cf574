import GRDB

/// Inserts candidates and judgements within one transaction, with statements prepared once.
struct CandidateWriter {
    private let db: Database
    private let candidate: Statement
    private let reading: Statement
    private let grade: Statement
    private let traceCheck: Statement
    private let verdict: Statement

    init(_ db: Database) throws {
        self.db = db
        candidate = try db.cachedStatement(
            sql: """
                INSERT INTO candidate
                  (run_id, problem_id, sample_index, parent_id, round, tokens, log_probability,
                   sampling_log_probability, prompt_tokens, trace_tokens, answer_tokens, stop_reason, flops)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        reading = try db.cachedStatement(
            sql: "INSERT INTO reading (candidate_id, tool_id, answer, answer_key) VALUES (?, ?, ?, ?)")
        grade = try db.cachedStatement(sql: "INSERT INTO grade (candidate_id, tool_id, correct) VALUES (?, ?, ?)")
        traceCheck = try db.cachedStatement(
            sql: """
                INSERT INTO trace_check (candidate_id, tool_id, legal, complete, error, error_step, explanation)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        verdict = try db.cachedStatement(
            sql: """
                INSERT INTO verdict (candidate_id, tool_id, repeat, outcome, critiques_json, calls, tokens, seconds)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    func insert(_ record: CandidateRecord, run: RowID<RunRecord>) throws -> RowID<CandidateRecord> {
        let arguments: StatementArguments = [
            run.value, record.problem.value, record.sampleIndex, record.parent?.value, record.round,
            TokenBlob.encode(record.tokens),
            try storable(record.logProbability, "a candidate's log-probability"),
            try storable(record.samplingLogProbability, "a candidate's log-probability"),
            record.promptTokens, record.traceTokens, record.answerTokens, record.stopReason,
            try storable(record.flops, "a candidate's cost"),
        ]
        do {
            try candidate.execute(arguments: arguments)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            throw StoreError(
                .conflict,
                "sample \(record.sampleIndex) of problem \(record.problem), round \(record.round), is already in "
                    + "run \(run)", hint: "another process may be extending the same run")
        }
        return RowID(db.lastInsertedRowID)
    }

    /// A judgement without a tool that made it is a bug of the caller and traps.
    func insert(_ judgements: Judgements, of id: RowID<CandidateRecord>, by judges: Judges) throws {
        if let record = judgements.reading {
            let tool = required(judges.extractor, .extractor)
            try reading.execute(arguments: [id.value, tool, record.answer, record.answerKey])
        }
        if let correct = judgements.correct {
            try grade.execute(arguments: [id.value, required(judges.grader, .grader), correct])
        }
        if let record = judgements.traceCheck {
            let tool = required(judges.validator, .validator)
            try traceCheck.execute(arguments: [
                id.value, tool, record.legal, record.complete, record.error, record.errorStep, record.explanation,
            ])
        }
        if let record = judgements.verdict {
            let tool = required(judges.verifier, .verifier)
            try verdict.execute(arguments: [
                id.value, tool, record.repeat, record.outcome.rawValue, record.critiquesJSON, record.calls,
                record.tokens, try storable(record.seconds, "a verdict's time"),
            ])
        }
    }

    private func required(_ tool: RowID<ToolRecord>?, _ kind: ToolRecord.Kind) -> Int64 {
        guard let tool else { preconditionFailure("a judgement of kind \(kind) needs its tool") }
        return tool.value
    }
}
