import GRDB

/// Inserts candidates and judgements within one transaction, table by table.
struct CandidateWriter {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Inserts candidates under the next identifiers, in the order given.
    func insert(_ candidates: [CandidateRecord], run: RowID<RunRecord>) throws -> [RowID<CandidateRecord>] {
        let first = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM candidate") ?? 0) + 1
        let ids = candidates.indices.map { RowID<CandidateRecord>(first + Int64($0)) }
        let insert = MultiRowInsert(
            db, into: "candidate", constants: (["run_id"], [run.value]),
            columns: [
                "id", "problem_id", "sample_index", "parent_id", "round", "tokens", "log_probability",
                "sampling_log_probability", "prompt_tokens", "trace_tokens", "answer_tokens", "stop_reason", "flops",
            ])
        let rows = try zip(ids, candidates).map { id, record -> StatementArguments in
            [
                id.value, record.problem.value, record.sampleIndex, record.parent?.value, record.round,
                TokenBlob.encode(record.tokens), try storable(record.logProbability, "a candidate's log-probability"),
                try storable(record.samplingLogProbability, "a candidate's log-probability"),
                record.promptTokens, record.traceTokens, record.answerTokens, record.stopReason,
                try storable(record.flops, "a candidate's cost"),
            ]
        }
        do {
            try insert(rows)
        } catch let refused as RefusedRow {
            guard refused.reason.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE else { throw refused.reason }
            let record = candidates[refused.row]
            throw StoreError(
                .conflict,
                "sample \(record.sampleIndex) of problem \(record.problem), round \(record.round), is already in "
                    + "run \(run)", hint: "another process may be extending the same run")
        }
        return ids
    }

    /// Inserts what tools said of candidates.
    ///
    /// A judgement without a tool that made it is a bug of the caller and traps.
    func insert(_ judgements: [(of: RowID<CandidateRecord>, Judgements)], by judges: Judges) throws {
        var readings: [StatementArguments] = []
        var grades: [StatementArguments] = []
        var traceChecks: [StatementArguments] = []
        var verdicts: [StatementArguments] = []
        for (id, judgement) in judgements {
            if let record = judgement.reading {
                readings.append([id.value, record.answer, record.answerKey])
            }
            if let correct = judgement.correct {
                grades.append([id.value, correct])
            }
            if let record = judgement.traceCheck {
                traceChecks.append([
                    id.value, record.legal, record.complete, record.error, record.errorStep, record.explanation,
                ])
            }
            if let record = judgement.verdict {
                verdicts.append([
                    id.value, record.repeat, record.outcome.rawValue, record.critiquesJSON, record.calls,
                    record.tokens, try storable(record.seconds, "a verdict's time"),
                ])
            }
        }
        try insert(readings, into: "reading", ["answer", "answer_key"], by: judges.extractor, .extractor)
        try insert(grades, into: "grade", ["correct"], by: judges.grader, .grader)
        try insert(
            traceChecks, into: "trace_check", ["legal", "complete", "error", "error_step", "explanation"],
            by: judges.validator, .validator)
        try insert(
            verdicts, into: "verdict", ["repeat", "outcome", "critiques_json", "calls", "tokens", "seconds"],
            by: judges.verifier, .verifier)
    }

    private func insert(
        _ rows: [StatementArguments], into table: String, _ columns: [String], by tool: RowID<ToolRecord>?,
        _ kind: ToolRecord.Kind
    ) throws {
        guard !rows.isEmpty else { return }
        guard let tool else { preconditionFailure("a judgement of kind \(kind) needs its tool") }
        let insert = MultiRowInsert(
            db, into: table, constants: (["tool_id"], [tool.value]), columns: ["candidate_id"] + columns)
        do {
            try insert(rows)
        } catch let refused as RefusedRow {
            throw refused.reason
        }
    }
}
