import Foundation
import GRDB

/// The query behind candidates and their judgements, and the decoding of its rows.
enum CandidateQuery {
    /// Problems drive the join, so that rows come in order from indices, without sorting.
    static func sql(where condition: String) -> String {
        """
        SELECT candidate.id, candidate.problem_id, sample_index, parent_id, round, candidate.tokens, log_probability,
          sampling_log_probability, candidate.prompt_tokens, trace_tokens, answer_tokens, stop_reason, flops,
          reading.candidate_id, answer, answer_key, correct,
          trace_check.candidate_id, legal, trace_check.complete, error, error_step, explanation,
          outcome, critiques_json, repeat, calls, verdict.tokens, seconds,
          completion.candidate_id, text, completion_tokens, completion.prompt_tokens
        FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id
        CROSS JOIN candidate ON candidate.run_id = run.id AND candidate.problem_id = problem.id
        LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id = ?
        LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id = ?
        LEFT JOIN trace_check ON trace_check.candidate_id = candidate.id AND trace_check.tool_id = ?
        LEFT JOIN verdict ON verdict.candidate_id = candidate.id AND verdict.tool_id = ? AND verdict.repeat = 0
        LEFT JOIN completion ON completion.candidate_id = candidate.id
        WHERE run.id = ? AND \(condition)
        ORDER BY problem.position, candidate.sample_index, candidate.round
        """
    }

    static func arguments(_ run: RowID<RunRecord>, _ judges: Judges) -> StatementArguments {
        [
            judges.extractor?.value, judges.grader?.value, judges.validator?.value, judges.verifier?.value, run.value,
        ]
    }

    static func entry(_ row: Row) -> Stored<CandidateEntry> {
        var candidate = CandidateRecord(
            problem: RowID(row[1]), sampleIndex: row[2], parent: (row[3] as Int64?).map { RowID($0) }, round: row[4],
            tokens: TokenBlob.decode(row[5]), logProbability: row[6], samplingLogProbability: row[7],
            promptTokens: row[8], traceTokens: row[9], answerTokens: row[10], stopReason: row[11], flops: row[12])
        if row[29] as Int64? != nil {
            candidate.completion = CompletionText(text: row[30], completionTokens: row[31], promptTokens: row[32])
        }
        var judgements = Judgements(correct: row[16])
        if row[13] as Int64? != nil {
            judgements.reading = ReadingRecord(answer: row[14], answerKey: row[15])
        }
        if row[17] as Int64? != nil {
            judgements.traceCheck = TraceCheckRecord(
                legal: row[18], complete: row[19], error: row[20], errorStep: row[21], explanation: row[22])
        }
        if let outcome = (row[23] as String?).flatMap(VerdictRecord.Outcome.init) {
            judgements.verdict = VerdictRecord(
                outcome: outcome, critiquesJSON: row[24], repeat: row[25], calls: row[26], tokens: row[27],
                seconds: row[28])
        }
        return Stored(id: RowID(row[0]), record: CandidateEntry(candidate, judgements))
    }
}
