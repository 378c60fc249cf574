import GRDB

/// A row is one number that a scorer gave a candidate, and what it cost.
public struct ScoreRow: Hashable, Sendable {
    public let problem: RowID<ProblemRecord>
    public let sampleIndex: Int
    /// The repeat is 0-based and says which of several scorings of the candidate this is.
    public let `repeat`: Int
    public let value: Double
    public let tokens: Int
    public let flops: Double
}

/// A row is the number that a scorer gave a step of a candidate.
public struct StepScoreRow: Hashable, Sendable {
    public let problem: RowID<ProblemRecord>
    public let sampleIndex: Int
    /// The step is 1-based.
    public let step: Int
    public let value: Double
}

/// What scorers said is read here.
extension Store {
    /// Finds the scorers that scored any candidate of the run, oldest first.
    ///
    /// - Complexity: linear in the run's scores.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func scorers(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            let tools: [RowID<ToolRecord>] = try db.rows(
                """
                SELECT DISTINCT tool_id FROM candidate CROSS JOIN score ON candidate_id = candidate.id WHERE run_id = ?
                """, [run.value], of: "score", "tool"
            ) { try $0.id(0) }
            // What a program gives the candidates that it chooses is no score.
            return try Stored<ToolRecord>.fetch(Set(tools), in: db, of: "score").filter {
                !$0.record.parametersJSON.contains("\"gives\":\"choice\"")
            }
        }
    }

    /// Calls `body` with each score that a scorer gave first-round candidates of a run, by problem, sample and repeat.
    ///
    /// - Complexity: linear, in constant memory. Do not use the store inside `body`.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func forEachScore(
        of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>, _ body: (ScoreRow) -> Void
    ) throws(StoreError) {
        try read { db in
            try db.forEachRow(
                """
                SELECT problem_id, sample_index, repeat, value, score.tokens, score.flops, candidate.id
                FROM candidate CROSS JOIN score ON score.candidate_id = candidate.id AND score.tool_id = ?
                WHERE run_id = ? AND round = 0 ORDER BY problem_id, sample_index, repeat
                """, [scorer.value, run.value], of: "score", key: 6, "candidate"
            ) { score in
                let candidate = score.of("candidate", key: 6)
                body(
                    try ScoreRow(
                        problem: candidate.id(0), sampleIndex: candidate.integer(1, StoreLimits.numbers),
                        repeat: score.integer(2, StoreLimits.repeats), value: score.number(3, from: -.infinity),
                        tokens: score.integer(4, StoreLimits.costs), flops: score.amount(5)))
            }
        }
    }

    /// Calls `body` with each score that a scorer gave the steps of first-round candidates of a run, by problem, sample
    /// and step.
    ///
    /// - Complexity: linear, in constant memory. Do not use the store inside `body`.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func forEachStepScore(
        of run: RowID<RunRecord>, by scorer: RowID<ToolRecord>, _ body: (StepScoreRow) -> Void
    ) throws(StoreError) {
        try read { db in
            try db.forEachRow(
                """
                SELECT problem_id, sample_index, step, value, candidate.id
                FROM candidate CROSS JOIN step_score
                  ON step_score.candidate_id = candidate.id AND step_score.tool_id = ?
                WHERE run_id = ? AND round = 0 ORDER BY problem_id, sample_index, step
                """, [scorer.value, run.value], of: "step_score", key: 4, "candidate"
            ) { score in
                let candidate = score.of("candidate", key: 4)
                body(
                    try StepScoreRow(
                        problem: candidate.id(0), sampleIndex: candidate.integer(1, StoreLimits.numbers),
                        step: score.integer(2, StoreLimits.positions), value: score.number(3, from: -.infinity)))
            }
        }
    }
}

/// A verification of a candidate that came to no verdict.
public struct UndecidedRow: Hashable, Sendable {
    public let problem: RowID<ProblemRecord>
    public let sampleIndex: Int
    public let tokens: Int
}

extension Store {
    /// The verifications of first-round candidates of a run in which a verifier could not decide.
    ///
    /// - Complexity: linear in the run's judgements.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func undecided(of run: RowID<RunRecord>, by verifier: RowID<ToolRecord>) throws(StoreError) -> [UndecidedRow]
    {
        try read { db in
            try db.rows(
                """
                SELECT problem_id, sample_index, verdict.tokens, candidate.id
                FROM candidate CROSS JOIN verdict ON verdict.candidate_id = candidate.id AND verdict.tool_id = ?
                WHERE run_id = ? AND round = 0 AND outcome = 'error' ORDER BY problem_id, sample_index, repeat
                """, [verifier.value, run.value], of: "judgement", key: 3, "candidate"
            ) { row in
                let candidate = row.of("candidate", key: 3)
                return try UndecidedRow(
                    problem: candidate.id(0), sampleIndex: candidate.integer(1, StoreLimits.numbers),
                    tokens: row.integer(2, StoreLimits.costs))
            }
        }
    }
}

/// The number that a scorer gave a candidate.
public struct ScoreRecord: Hashable, Sendable {
    public var candidate: RowID<CandidateRecord>

    /// The repeat is 0-based and says which of several scorings of the same candidate this is.
    public var `repeat`: Int

    public var value: Double
    public var tokens: Int
    public var flops: Double

    /// The steps have these numbers in order, for a process scorer; step `s` (1-based) is element `s - 1`.
    public var steps: [Double]

    public init(
        candidate: RowID<CandidateRecord>, repeat: Int = 0, value: Double, tokens: Int = 0, flops: Double = 0,
        steps: [Double] = []
    ) {
        self.candidate = candidate
        self.repeat = `repeat`
        self.value = value
        self.tokens = tokens
        self.flops = flops
        self.steps = steps
    }
}
