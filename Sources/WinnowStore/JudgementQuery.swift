import GRDB

/// The part of queries that reads what the judges said of candidates, and the decoding of it.
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
