import GRDB

/// The store caches here what strategies achieve.
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

    /// Reads the cached estimates of a run, all of them valid for its present candidates.
    ///
    /// - Parameter includingProblems: read ``EstimateRecord/byProblem`` too.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func estimates(
        of run: RowID<RunRecord>, includingProblems: Bool = false
    ) throws(StoreError) -> [EstimateRecord] {
        try read { db in
            let sql = """
                SELECT id, split, difficulty, strategy, guarantee, budget, verifications, right, right_low, right_high,
                  interval_method, standard_error, wrong, abstained, samples_spent, tokens_spent, flops_spent,
                  verifier_calls, problems, pool_size, estimator, ties, options_json, by_construction, pool_digest,
                  verifier, reads_scores
                FROM estimate WHERE run_id = ? ORDER BY id
                """
            return try db.rows(sql, [run.value], of: "estimate") { row in
                var estimate = try EstimateRecord(row)
                if includingProblems {
                    estimate.byProblem = try db.problemEstimates(of: row.integer(0, StoreLimits.any))
                }
                return estimate
            }
        }
    }
}

extension EstimateRecord {
    fileprivate init(_ row: StoredRow) throws {
        try self.init(
            split: row.text(1), difficulty: row.text(2), strategy: row.text(3),
            guarantee: row.word(4, as: EstimateGuarantee.self).rawValue, budget: row.integer(5, StoreLimits.numbers),
            verifications: row.integer(6, StoreLimits.numbers), right: row.number(7), rightLow: row.numberIfAny(8),
            rightHigh: row.numberIfAny(9), intervalMethod: row.text(10), standardError: row.numberIfAny(11),
            wrong: row.number(12), abstained: row.number(13), samplesSpent: row.number(14),
            tokensSpent: row.number(15), flopsSpent: row.number(16), verifierCalls: row.number(17),
            problems: row.integer(18, StoreLimits.numbers), poolSize: row.integer(19, StoreLimits.numbers),
            estimator: row.text(20), ties: row.text(21), optionsJSON: row.text(22), byConstruction: row.textIfAny(23),
            poolDigest: row.text(24), verifier: row.textIfAny(25), readsScores: row.flagIfAny(26))
    }
}

/// ``EstimateRecord/guarantee`` may be one of these.
private enum EstimateGuarantee: String, CaseIterable {
    case none
    case mode
    case sound
    /// Until schema 4, of votes and of verifiers that may err.
    case statistical
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
                   verifier_calls, problems, pool_size, estimator, ties, options_json, by_construction, pool_digest,
                   verifier, reads_scores)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            run.value, estimate.split, estimate.difficulty, estimate.strategy, estimate.guarantee, estimate.budget,
            estimate.verifications, storable(estimate.right, name), estimate.rightLow, estimate.rightHigh,
            estimate.intervalMethod, estimate.standardError, storable(estimate.wrong, name),
            storable(estimate.abstained, name), storable(estimate.samplesSpent, name),
            storable(estimate.tokensSpent, name), storable(estimate.flopsSpent, name),
            storable(estimate.verifierCalls, name), estimate.problems, estimate.poolSize, estimate.estimator,
            estimate.ties, estimate.optionsJSON, estimate.byConstruction, estimate.poolDigest,
            estimate.verifier, estimate.readsScores,
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

    fileprivate func problemEstimates(of estimate: Int) throws -> [ProblemEstimate] {
        let sql = """
            SELECT problem_id, estimate_by_problem.right, wrong, abstained, samples_spent, tokens_spent, flops_spent,
              verifier_calls, problem.id IS NOT NULL
            FROM estimate_by_problem LEFT JOIN problem ON problem.id = problem_id
            WHERE estimate_id = ? ORDER BY problem.position
            """
        return try rows(sql, [estimate], of: "estimate_by_problem", "problem") { row in
            guard try row.flag(8) else { throw row.damage(0, "the id of a problem") }
            return try ProblemEstimate(
                problem: row.id(0), right: row.number(1), wrong: row.number(2), abstained: row.number(3),
                samplesSpent: row.number(4), tokensSpent: row.number(5), flopsSpent: row.number(6),
                verifierCalls: row.number(7))
        }
    }
}
