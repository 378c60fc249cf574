import Foundation
import GRDB

/// The query behind candidates and their judgements is written here, and its rows are decoded.
enum CandidateQuery {
    /// Problems drive the join, so that rows come in order from indices, without sorting.
    static func sql(where condition: String) -> String {
        """
        SELECT candidate.id, candidate.problem_id, sample_index, parent_id, round, candidate.tokens, log_probability,
          sampling_log_probability, candidate.prompt_tokens, trace_tokens, answer_tokens, stop_reason, flops,
          \(JudgementQuery.columns),
          completion.candidate_id, text, completion_tokens, completion.prompt_tokens, problem.position
        FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id
        CROSS JOIN candidate ON candidate.run_id = run.id AND candidate.problem_id = problem.id
        \(JudgementQuery.joins)
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        WHERE run.id = ? AND \(condition)
        ORDER BY problem.position, candidate.sample_index, candidate.round
        """
    }

    static func arguments(_ run: RowID<RunRecord>, _ judges: Judges) -> StatementArguments {
        [
            judges.extractor?.value, judges.grader?.value, judges.validator?.value, judges.verifier?.value, 0,
            run.value,
        ]
    }

    /// Calls `body` with each candidate of the query, and returns their number.
    @discardableResult
    static func forEach(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ body: (Stored<CandidateEntry>) -> Void
    ) throws -> Int {
        var order = PlaceOrder()
        try db.forEachRow(sql, arguments, of: "candidate") { row in
            let entry = try entry(row)
            let candidate = entry.record.candidate
            try order.check(
                row, entry.candidateID, position: row.of("problem", key: 1).integer(33, StoreLimits.positions),
                sample: candidate.sampleIndex, round: candidate.round, sampleAt: 2)
            body(entry)
        }
        return order.count
    }

    /// Reads the candidates of the query.
    static func entries(
        _ db: Database, _ sql: String, _ arguments: StatementArguments
    ) throws -> [Stored<CandidateEntry>] {
        var entries: [Stored<CandidateEntry>] = []
        try forEach(db, sql, arguments) { entries.append($0) }
        return entries
    }

    private static func entry(_ row: StoredRow) throws -> Stored<CandidateEntry> {
        var candidate = try CandidateRecord(
            problem: row.id(1), sampleIndex: row.integer(2, StoreLimits.numbers), parent: row.idIfAny(3),
            round: row.integer(4, StoreLimits.numbers), tokens: TokenBlob.decode(row.tokenBytes(5)),
            logProbability: row.numberIfAny(6, from: -.infinity),
            samplingLogProbability: row.numberIfAny(7, from: -.infinity),
            promptTokens: row.integer(8, StoreLimits.costs), traceTokens: row.integer(9, StoreLimits.costs),
            answerTokens: row.integer(10, StoreLimits.costs), stopReason: row.text(11), flops: row.amount(12))
        if !row.isNull(29) {
            let completion = row.of("completion", key: 29, "candidate")
            candidate.completion = try CompletionText(
                text: completion.textIfAny(30), completionTokens: completion.integerIfAny(31, StoreLimits.costs),
                promptTokens: completion.integerIfAny(32, StoreLimits.costs))
        }
        let judgements = try Judgements(row.of("judgement", key: 0, "candidate"), from: 13)
        return try Stored(id: row.id(0), record: CandidateEntry(candidate, judgements))
    }
}

/// The part of queries that reads what the judges said of candidates is written here, and decoded.
enum JudgementQuery {
    static let columns = """
        reading.candidate_id, answer, answer_key, correct,
          trace_check.candidate_id, legal, trace_check.complete, error, error_step, explanation,
          outcome, critiques_json, repeat, calls, verdict.tokens, seconds
        """

    /// Takes the four judges as arguments, and then the verdict's repeat.
    static let joins = """
        LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id = ?
        LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id = ?
        LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id = ?
        LEFT JOIN verdict ON verdict.candidate_id = candidate.id AND verdict.tool_id = ? AND verdict.repeat = ?
        """

    static func sql(where condition: String) -> String {
        "SELECT candidate.id, \(columns) FROM candidate \(joins) WHERE \(condition)"
    }
}

extension Judgements {
    /// - Parameter first: the index of the first of ``JudgementQuery/columns`` in a row of table `judgement`.
    init(_ row: StoredRow, from first: Int) throws {
        self.init(correct: try row.flagIfAny(first + 3))
        if !row.isNull(first) {
            // The key first: where the answer is the key, only the key is stored.
            let key = try row.textIfAny(first + 2)
            reading = ReadingRecord(answer: try row.textIfAny(first + 1), answerKey: key)
        }
        if !row.isNull(first + 4) {
            traceCheck = try TraceCheckRecord(
                legal: row.flagIfAny(first + 5), complete: row.flag(first + 6), error: row.textIfAny(first + 7),
                errorStep: row.integerIfAny(first + 8, StoreLimits.numbers), explanation: row.textIfAny(first + 9))
        }
        if !row.isNull(first + 10) { verdict = try VerdictRecord(row, from: first + 10) }
    }
}
