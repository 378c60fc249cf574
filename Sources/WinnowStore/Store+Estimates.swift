import GRDB

/// Caching what strategies achieve.
extension Store {
    /// Saves estimates of a run, replacing those with the same natural key.
    ///
    /// - Parameter revision: the run's ``revision(of:)`` from before its candidates were read.
    /// - Returns: false, with nothing saved, when the run has changed since: the estimates are stale already.
    /// - Throws: ``StoreError`` of kind `invalid` when a figure other than an interval's end is NaN.
    @discardableResult
    public func save(
        _ estimates: [EstimateRecord], of run: RowID<RunRecord>, revision: Int
    ) throws(StoreError) -> Bool {
        try write { db in
            guard try db.revision(ofRun: run.value) == revision else { return false }
            for estimate in estimates { try db.save(estimate, run: run) }
            return true
        }
    }

    /// The cached estimates of a run, all of them valid for its present candidates.
    ///
    /// - Parameter includingProblems: read ``EstimateRecord/byProblem`` too.
    public func estimates(
        of run: RowID<RunRecord>, includingProblems: Bool = false
    ) throws(StoreError) -> [EstimateRecord] {
        try read { db in
            let sql = """
                SELECT id, split, difficulty, strategy, guarantee, budget, verifications, right, right_low, right_high,
                  interval_method, standard_error, wrong, abstained, samples_spent, tokens_spent, flops_spent,
                  verifier_calls, problems, pool_size, estimator, ties, options_json, by_construction, pool_digest
                FROM estimate WHERE run_id = ? ORDER BY id
                """
            return try Row.fetchAll(db, sql: sql, arguments: [run.value]).map { row in
                try EstimateRecord(
                    split: row[1], difficulty: row[2], strategy: row[3], guarantee: row[4], budget: row[5],
                    verifications: row[6], right: row[7], rightLow: row[8], rightHigh: row[9], intervalMethod: row[10],
                    standardError: row[11], wrong: row[12], abstained: row[13], samplesSpent: row[14],
                    tokensSpent: row[15], flopsSpent: row[16], verifierCalls: row[17], problems: row[18],
                    poolSize: row[19], estimator: row[20], ties: row[21], optionsJSON: row[22],
                    byConstruction: row[23], poolDigest: row[24],
                    byProblem: includingProblems ? db.problemEstimates(of: row[0]) : [])
            }
        }
    }
}

extension Database {
    fileprivate func save(_ estimate: EstimateRecord, run: RowID<RunRecord>) throws {
        let name = "the estimate of \(estimate.strategy) at budget \(estimate.budget)"
        try cachedStatement(
            sql: """
                DELETE FROM estimate WHERE run_id = ? AND difficulty = ? AND strategy = ? AND budget = ?
                  AND verifications = ? AND estimator = ? AND ties = ? AND options_json = ?
                """
        ).execute(arguments: [
            run.value, estimate.difficulty, estimate.strategy, estimate.budget, estimate.verifications,
            estimate.estimator, estimate.ties, estimate.optionsJSON,
        ])
        try cachedStatement(
            sql: """
                INSERT INTO estimate
                  (run_id, split, difficulty, strategy, guarantee, budget, verifications, right, right_low, right_high,
                   interval_method, standard_error, wrong, abstained, samples_spent, tokens_spent, flops_spent,
                   verifier_calls, problems, pool_size, estimator, ties, options_json, by_construction, pool_digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            run.value, estimate.split, estimate.difficulty, estimate.strategy, estimate.guarantee, estimate.budget,
            estimate.verifications, storable(estimate.right, name), estimate.rightLow, estimate.rightHigh,
            estimate.intervalMethod, estimate.standardError, storable(estimate.wrong, name),
            storable(estimate.abstained, name), storable(estimate.samplesSpent, name),
            storable(estimate.tokensSpent, name), storable(estimate.flopsSpent, name),
            storable(estimate.verifierCalls, name), estimate.problems, estimate.poolSize, estimate.estimator,
            estimate.ties, estimate.optionsJSON, estimate.byConstruction, estimate.poolDigest,
        ])
        let id = lastInsertedRowID
        let insert = try cachedStatement(
            sql: """
                INSERT INTO estimate_by_problem
                  (estimate_id, problem_id, right, wrong, abstained, samples_spent, tokens_spent, flops_spent,
                   verifier_calls)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for row in estimate.byProblem {
            try insert.execute(arguments: [
                id, row.problem.value, storable(row.right, name), storable(row.wrong, name),
                storable(row.abstained, name), storable(row.samplesSpent, name), storable(row.tokensSpent, name),
                storable(row.flopsSpent, name), storable(row.verifierCalls, name),
            ])
        }
    }

    fileprivate func problemEstimates(of estimate: Int64) throws -> [ProblemEstimate] {
        let sql = """
            SELECT problem_id, estimate_by_problem.right, wrong, abstained, samples_spent, tokens_spent, flops_spent,
              verifier_calls
            FROM estimate_by_problem JOIN problem ON problem.id = problem_id
            WHERE estimate_id = ? ORDER BY problem.position
            """
        return try Row.fetchAll(self, sql: sql, arguments: [estimate]).map { row in
            ProblemEstimate(
                problem: RowID(row[0]), right: row[1], wrong: row[2], abstained: row[3], samplesSpent: row[4],
                tokensSpent: row[5], flopsSpent: row[6], verifierCalls: row[7])
        }
    }
}
