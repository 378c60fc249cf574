import Foundation
import GRDB

/// Reading candidates back.
extension Store {
    /// The first-round samples that each problem of a run has: what a resumed sweep need not draw again.
    ///
    /// - Complexity: one scan of an index; problems without candidates are absent.
    public func sampleIndices(of run: RowID<RunRecord>) throws(StoreError) -> [RowID<ProblemRecord>: RangeSet<Int>] {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT problem_id, min(sample_index), max(sample_index) FROM (
                      SELECT problem_id, sample_index, sample_index - row_number()
                        OVER (PARTITION BY problem_id ORDER BY sample_index) AS island
                      FROM candidate WHERE run_id = ? AND round = 0)
                    GROUP BY problem_id, island
                    """, arguments: [run.value])
            var result: [RowID<ProblemRecord>: RangeSet<Int>] = [:]
            while let row = try rows.next() {
                result[RowID(row[0]), default: RangeSet()].insert(contentsOf: row[1]..<row[2] + 1)
            }
            return result
        }
    }

    /// Calls `body` with each candidate of a run and what the judges said of it, one at a time, by problem position,
    /// sample index and round.
    ///
    /// The whole iteration sees one state of the database. Do not use the store inside `body`.
    ///
    /// - Parameter judges: whose judgements to read; those of other tools are left out. See ``newestJudges(of:)``.
    /// - Complexity: linear, in constant memory.
    public func forEachCandidate(
        of run: RowID<RunRecord>, judgedBy judges: Judges = Judges(), _ body: (Stored<CandidateEntry>) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: CandidateQuery.sql(where: "true"), arguments: CandidateQuery.arguments(run, judges))
            while let row = try rows.next() { body(CandidateQuery.entry(row)) }
        }
    }

    /// The candidates of a run's problems at some positions, in the order of ``forEachCandidate(of:judgedBy:_:)``.
    public func candidates(
        of run: RowID<RunRecord>, positions: ClosedRange<Int>, judgedBy judges: Judges
    ) throws(StoreError) -> [Stored<CandidateEntry>] {
        try read { db in
            try Row.fetchAll(
                db, sql: CandidateQuery.sql(where: "position BETWEEN ? AND ?"),
                arguments: CandidateQuery.arguments(run, judges) + [positions.lowerBound, positions.upperBound]
            ).map(CandidateQuery.entry)
        }
    }

    /// Calls `body` with the bytes of each candidate of a run, one at a time, in the order of ``forEachCandidate(of:judgedBy:_:)``.
    ///
    /// - Complexity: linear, in constant memory; some times faster than reading whole candidates.
    public func forEachCandidateBytes(
        of run: RowID<RunRecord>, _ body: (CandidateBytes) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT canonical_hash, sample_index, round, tokens, log_probability, completion.text
                    FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id
                    CROSS JOIN candidate ON candidate.run_id = run.id AND candidate.problem_id = problem.id
                    LEFT JOIN completion ON completion.candidate_id = candidate.id
                    WHERE run.id = ?
                    ORDER BY position, sample_index, round
                    """, arguments: [run.value])
            while let row = try rows.next() {
                body(
                    CandidateBytes(
                        canonicalHash: row[0], sampleIndex: row[1], round: row[2], tokens: row[3],
                        text: row[5], logProbability: row[4]))
            }
        }
    }

    /// The candidate of a run's problem (by its 1-based position) with this sample index, or nil.
    public func candidate(
        of run: RowID<RunRecord>, position: Int, sampleIndex: Int, round: Int = 0, judgedBy judges: Judges = Judges()
    ) throws(StoreError) -> Stored<CandidateEntry>? {
        try read { db in
            let sql = CandidateQuery.sql(where: "position = ? AND sample_index = ? AND round = ?")
            let arguments = CandidateQuery.arguments(run, judges) + [position, sampleIndex, round]
            return try Row.fetchOne(db, sql: sql, arguments: arguments).map(CandidateQuery.entry)
        }
    }

    /// The scores that a scorer gave a run's candidates, by candidate and repeat.
    public func scores(of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>) throws(StoreError) -> [ScoreRecord] {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT score.candidate_id, score.repeat, score.value, score.tokens, score.flops
                    FROM candidate CROSS JOIN score ON score.candidate_id = candidate.id AND score.tool_id = ?
                    WHERE candidate.run_id = ? ORDER BY candidate.id, score.repeat
                    """, arguments: [scorer.value, run.value])
            let steps = try db.cachedStatement(
                sql: "SELECT value FROM step_score WHERE candidate_id = ? AND tool_id = ? ORDER BY step")
            var result: [ScoreRecord] = []
            while let row = try rows.next() {
                let `repeat`: Int = row[1]
                let values =
                    `repeat` == 0 ? try Double.fetchAll(steps, arguments: [row[0] as Int64, scorer.value]) : []
                result.append(
                    ScoreRecord(
                        candidate: RowID(row[0]), repeat: `repeat`, value: row[2], tokens: row[3], flops: row[4],
                        steps: values))
            }
            return result
        }
    }
}
