import GRDB

/// A disagreement is a candidate of which two graders say different things.
public struct GradeDisagreement: Hashable, Sendable {
    public let run: RowID<RunRecord>

    /// The position is that of the problem in its set.
    public let position: Int
    public let sampleIndex: Int
    public let answer: String?

    /// The problem's reference; nil where there is none.
    public let reference: String?

    /// The verdict that came with the candidate.
    public let recorded: Bool

    /// The other grader's.
    public let computed: Bool

    /// The other grader.
    public let grader: RowID<ToolRecord>

    /// True where the recorded verdict is the one that counts in the run.
    public let recordedCounts: Bool
}

extension Store {
    /// Finds the candidates of which a recorded verdict and another grader say different things, by run, problem and
    /// sample.
    ///
    /// - Parameter flags: the tool of the recorded verdicts.
    /// - Complexity: linear in the candidates.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func disagreements(withFlagsBy flags: RowID<ToolRecord>) throws(StoreError) -> [GradeDisagreement] {
        try read { db in
            let runs = try db.rows("SELECT id FROM run", [], of: "run", "id") { try $0.id(0) as RowID<RunRecord> }
            for run in runs {
                _ = try db.toolsJudging(run)
            }
            return try db.rows(
                """
                SELECT candidate.run_id, problem.position, candidate.sample_index, candidate_judgement.answer,
                  reference.answer, flag.correct, grade.correct, grade.tool_id,
                  EXISTS (SELECT 1 FROM run_judge WHERE run_id = candidate.run_id AND kind = 'grader'
                    AND tool_id = flag.tool_id AND counts)
                FROM candidate
                JOIN grade AS flag ON flag.candidate_id = candidate.id AND flag.tool_id = ?
                JOIN grade ON grade.candidate_id = candidate.id AND grade.tool_id <> flag.tool_id
                JOIN problem ON problem.id = candidate.problem_id
                JOIN candidate_judgement ON candidate_judgement.candidate_id = candidate.id
                LEFT JOIN reference ON reference.problem_id = problem.id
                WHERE candidate.round = 0 AND grade.correct <> flag.correct
                ORDER BY candidate.run_id, problem.position, candidate.sample_index, grade.tool_id
                """, [flags.value], of: "grade"
            ) { row in
                try GradeDisagreement(
                    run: row.id(0), position: row.integer(1, StoreLimits.positions),
                    sampleIndex: row.integer(2, StoreLimits.numbers), answer: row.textIfAny(3),
                    reference: row.textIfAny(4), recorded: row.flag(5), computed: row.flag(6), grader: row.id(7),
                    recordedCounts: row.flag(8))
            }
        }
    }
}
