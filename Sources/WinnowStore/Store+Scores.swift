import GRDB

/// One number that a scorer gave a candidate, and what it cost.
public struct ScoreRow: Hashable, Sendable {
    public let problem: RowID<ProblemRecord>
    public let sampleIndex: Int
    /// 0-based: which of several scorings of the candidate this is.
    public let `repeat`: Int
    public let value: Double
    public let tokens: Int
    public let flops: Double
}

/// The number that a scorer gave a step of a candidate.
public struct StepScoreRow: Hashable, Sendable {
    public let problem: RowID<ProblemRecord>
    public let sampleIndex: Int
    /// 1-based.
    public let step: Int
    public let value: Double
}

/// Reading what scorers said.
extension Store {
    /// The scorers that scored any candidate of the run, oldest first.
    public func scorers(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            try Stored<ToolRecord>.fetch(
                db,
                where: """
                    kind = 'scorer' AND EXISTS (SELECT 1 FROM candidate CROSS JOIN score
                      ON score.candidate_id = candidate.id AND score.tool_id = tool.id WHERE candidate.run_id = ?)
                    """, [run.value])
        }
    }

    /// Calls `body` with each score that a scorer gave first-round candidates of a run, by problem, sample and repeat.
    ///
    /// - Complexity: linear, in constant memory. Do not use the store inside `body`.
    public func forEachScore(
        of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>, _ body: (ScoreRow) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT problem_id, sample_index, repeat, value, score.tokens, score.flops
                    FROM candidate CROSS JOIN score ON score.candidate_id = candidate.id AND score.tool_id = ?
                    WHERE run_id = ? AND round = 0 ORDER BY problem_id, sample_index, repeat
                    """, arguments: [scorer.value, run.value])
            while let row = try rows.next() {
                body(
                    ScoreRow(
                        problem: RowID(row[0]), sampleIndex: row[1], repeat: row[2], value: row[3], tokens: row[4],
                        flops: row[5]))
            }
        }
    }

    /// Calls `body` with each score that a scorer gave the steps of first-round candidates of a run, by problem, sample
    /// and step.
    ///
    /// - Complexity: linear, in constant memory. Do not use the store inside `body`.
    public func forEachStepScore(
        of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>, _ body: (StepScoreRow) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT problem_id, sample_index, step, value
                    FROM candidate CROSS JOIN step_score
                      ON step_score.candidate_id = candidate.id AND step_score.tool_id = ?
                    WHERE run_id = ? AND round = 0 ORDER BY problem_id, sample_index, step
                    """, arguments: [scorer.value, run.value])
            while let row = try rows.next() {
                body(StepScoreRow(problem: RowID(row[0]), sampleIndex: row[1], step: row[2], value: row[3]))
            }
        }
    }
}
