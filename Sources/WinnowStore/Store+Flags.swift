import GRDB

/// An agreement says how flags that came with a run's candidates agree with what tools of this program say.
public struct FlagAgreement: Hashable, Sendable {
    /// So many candidates have a flag.
    public let flagged: Int

    /// The other grader has graded so many of them otherwise.
    public let regraded: Int

    /// The verifier contradicts the flags of so many: it has accepted what the flag calls wrong, or has not accepted
    /// what it calls right; nil where nothing was verified.
    public let reverified: Int?

    /// So many answers of a problem are flagged both right and wrong.
    public let conflicting: Int
}

extension Store {
    /// Compares the grades of one tool with what others say of the same candidates.
    ///
    /// - Complexity: linear in the candidates.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func agreement(
        of run: RowID<RunRecord>, flagsBy flags: RowID<ToolRecord>, with judges: Judges
    ) throws(StoreError) -> FlagAgreement {
        try read { db in
            _ = try db.toolsJudging(run)
            let agreements = try db.rows(
                """
                WITH judged AS (
                  SELECT candidate.problem_id, flag.correct AS flag, grade.correct, answer_key, outcome
                  FROM candidate JOIN grade AS flag ON flag.candidate_id = candidate.id AND flag.tool_id = ?
                  LEFT JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id = ?
                  LEFT JOIN reading ON reading.candidate_id = candidate.id AND reading.tool_id = ?
                  LEFT JOIN verdict
                    ON verdict.candidate_id = candidate.id AND verdict.tool_id = ? AND verdict.repeat = 0
                  WHERE run_id = ? AND round = 0)
                SELECT count(*), coalesce(sum(correct <> flag), 0), sum((outcome IS 'accepted') <> flag),
                  coalesce(max(outcome IS NOT NULL), 0),
                  (SELECT count(*) FROM (SELECT 1 FROM judged WHERE answer_key IS NOT NULL
                    GROUP BY problem_id, answer_key HAVING min(flag) < max(flag)))
                FROM judged
                """,
                [flags.value, judges.grader?.value, judges.extractor?.value, judges.verifier?.value, run.value],
                of: "grade"
            ) { row in
                let reverified = try row.integerIfAny(2, StoreLimits.numbers) ?? 0
                return try FlagAgreement(
                    flagged: row.integer(0, StoreLimits.numbers), regraded: row.integer(1, StoreLimits.numbers),
                    reverified: row.flag(3) ? reverified : nil, conflicting: row.integer(4, StoreLimits.numbers))
            }
            return agreements.first ?? FlagAgreement(flagged: 0, regraded: 0, reverified: nil, conflicting: 0)
        }
    }
}
