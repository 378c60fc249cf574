import Foundation
import GRDB

/// Candidates are read back here.
extension Store {
    /// Finds the first-round samples that each problem of a run has: what a resumed sweep need not draw again.
    ///
    /// - Complexity: one scan of an index; problems without candidates are absent.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func sampleIndices(of run: RowID<RunRecord>) throws(StoreError) -> [RowID<ProblemRecord>: RangeSet<Int>] {
        try read { db in
            var count = 0
            var result: [RowID<ProblemRecord>: RangeSet<Int>] = [:]
            try db.searching("run \(run) has samples without a number") {
                try db.forEachRow(
                    """
                    SELECT problem_id, min(sample_index) AS sample_index, max(sample_index) AS last FROM (
                      SELECT problem_id, sample_index, sample_index - row_number()
                        OVER (PARTITION BY problem_id ORDER BY sample_index) AS island
                      FROM candidate WHERE run_id = ? AND round = 0)
                    GROUP BY problem_id, island
                    """, [run.value], of: "candidate", "problem"
                ) { row in
                    let first = try row.integer(1, StoreLimits.numbers)
                    let last = try row.integer(2, max(first, 0)...StoreLimits.number)
                    result[try row.id(0), default: RangeSet()].insert(contentsOf: first..<last + 1)
                    count += last + 1 - first
                }
            }
            try db.checkAllRead(of: run, count, onlyFirst: true)
            return result
        }
    }

    /// Calls `body` with each candidate of a run and what the judges said of it, one at a time, by problem position,
    /// sample index and round.
    ///
    /// The whole iteration sees one state of the database. Do not use the store inside `body`.
    ///
    /// - Parameter judges: whose judgements to read; those of other tools are left out. See ``judges(of:)``.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    /// - Complexity: linear, in constant memory.
    public func forEachCandidate(
        of run: RowID<RunRecord>, judgedBy judges: Judges = Judges(), _ body: (Stored<CandidateEntry>) -> Void
    ) throws(StoreError) {
        try read { db in
            let sql = CandidateQuery.sql(where: "true")
            let count = try CandidateQuery.forEach(db, sql, CandidateQuery.arguments(run, judges), body)
            try db.checkAllRead(of: run, count, onlyFirst: false)
        }
    }

    /// Reads the candidates of a run's problems at some positions, in the order of
    /// ``forEachCandidate(of:judgedBy:_:)``.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func candidates(
        of run: RowID<RunRecord>, positions: ClosedRange<Int>, judgedBy judges: Judges
    ) throws(StoreError) -> [Stored<CandidateEntry>] {
        try read { db in
            try CandidateQuery.entries(
                db, CandidateQuery.sql(where: "position BETWEEN ? AND ?"),
                CandidateQuery.arguments(run, judges) + [positions.lowerBound, positions.upperBound])
        }
    }

    /// Calls `body` with the bytes of each candidate of a run, one at a time, in the order of ``forEachCandidate(of:judgedBy:_:)``.
    ///
    /// - Complexity: linear, in constant memory; some times faster than reading whole candidates.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func forEachCandidateBytes(
        of run: RowID<RunRecord>, _ body: (CandidateBytes) -> Void
    ) throws(StoreError) {
        try read { db in
            var count = 0
            try db.forEachRow(
                """
                SELECT canonical_hash, sample_index, round, tokens, log_probability, completion.text, candidate.id,
                  problem.id
                FROM run CROSS JOIN problem ON problem.problem_set_id = run.problem_set_id
                CROSS JOIN candidate ON candidate.run_id = run.id AND candidate.problem_id = problem.id
                LEFT JOIN completion ON completion.candidate_id = candidate.id
                WHERE run.id = ?
                ORDER BY position, sample_index, round
                """, [run.value], of: "candidate", key: 6
            ) { row in
                body(
                    try CandidateBytes(
                        canonicalHash: row.of("problem", key: 7).text(0),
                        sampleIndex: row.integer(1, StoreLimits.numbers), round: row.integer(2, StoreLimits.numbers),
                        tokens: row.tokenBytes(3), text: row.of("completion", key: 6, "candidate").textIfAny(5),
                        logProbability: row.numberIfAny(4, from: -.infinity)))
                count += 1
            }
            try db.checkAllRead(of: run, count, onlyFirst: false)
        }
    }

    /// Finds the candidate of a run's problem (by its 1-based position) with this sample index; nil where there is
    /// none.
    public func candidate(
        of run: RowID<RunRecord>, position: Int, sampleIndex: Int, round: Int = 0, judgedBy judges: Judges = Judges()
    ) throws(StoreError) -> Stored<CandidateEntry>? {
        try read { db in
            let sql = CandidateQuery.sql(where: "position = ? AND sample_index = ? AND round = ?")
            let arguments = CandidateQuery.arguments(run, judges) + [position, sampleIndex, round]
            return try CandidateQuery.entries(db, sql, arguments).first
        }
    }

    /// Reads the scores that a scorer gave a run's candidates, by candidate and repeat.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func scores(of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>) throws(StoreError) -> [ScoreRecord] {
        try read { db in
            let steps = try db.stepValues(of: run, by: scorer)
            return try db.rows(
                """
                SELECT score.candidate_id, score.repeat, score.value, score.tokens, score.flops
                FROM candidate CROSS JOIN score ON score.candidate_id = candidate.id AND score.tool_id = ?
                WHERE candidate.run_id = ? ORDER BY candidate.id, score.repeat
                """, [scorer.value, run.value], of: "score", "candidate"
            ) { row in
                var score = try ScoreRecord(row)
                if score.repeat == 0 { score.steps = steps[score.candidate] ?? [] }
                return score
            }
        }
    }
}
