import GRDB

/// A run's rows are checked here for what a join would pass over in silence.
extension Database {
    /// Runs a query that makes each of its rows of several stored ones: which of those is damaged is left to a search.
    ///
    /// - Parameter what: what to say where the search finds none.
    func searching(_ what: String, _ query: () throws -> Void) throws {
        do {
            try query()
        } catch is DamagedValue {
            throw SuspectedDamage(what: what)
        }
    }

    /// Refuses a reading of a run that has not met all its candidates: one may be of no round, or of no problem of the
    /// run's set.
    ///
    /// - Parameters:
    ///   - count: how many were read.
    ///   - onlyFirst: whether those of the first round were read, in place of all.
    /// - Complexity: one scan of an index.
    func checkAllRead(of run: RowID<RunRecord>, _ count: Int, onlyFirst: Bool) throws {
        let condition = onlyFirst ? " AND (round = 0 OR typeof(round) <> 'integer' OR round < 0)" : ""
        if try single("SELECT count(*) FROM candidate WHERE run_id = ?\(condition)", [run.value]) != count {
            throw SuspectedDamage(what: "run \(run) has candidates that are of no problem of its set")
        }
    }

    /// Refuses rows of no run, candidate, estimate or import, which no reading would meet.
    ///
    /// - Complexity: some steps in indices for each run: of rows by run or import every run is looked at, of the many
    ///   others the first and the last.
    func checkReferences() throws {
        // The planner takes a column for what it is declared to be, and finds no NULL where it may not be.
        func beginsWithNull(_ table: String, _ column: String) -> String {
            """
            EXISTS (SELECT 1 FROM \(table)) AND (SELECT \(column) FROM \(table) ORDER BY \(column) LIMIT 1) IS NULL
            """
        }
        let few = [
            ("candidate", "run_id", "run"), ("estimate", "run_id", "run"), ("rejected", "import_id", "import"),
            ("call", "run_id", "run"), ("batch", "run_id", "run"), ("comparison", "run_id", "run"),
        ]
        let many = [
            ("judgement", "candidate_id", "candidate"), ("score", "candidate_id", "candidate"),
            ("step_score", "candidate_id", "candidate"), ("completion", "candidate_id", "candidate"),
            ("prompt", "candidate_id", "candidate"), ("confidence", "candidate_id", "candidate"),
            ("estimate_by_problem", "estimate_id", "estimate"),
        ]
        let faults =
            few.map { table, column, parent in
                """
                \(beginsWithNull(table, column)) OR EXISTS (
                  WITH RECURSIVE value(here) AS (SELECT min(\(column)) FROM \(table) UNION ALL
                    SELECT (SELECT min(\(column)) FROM \(table) WHERE \(column) > here) FROM value WHERE here IS NOT NULL)
                  SELECT 1 FROM value WHERE here IS NOT NULL AND here NOT IN (SELECT id FROM \(parent)))
                """
            }
            + many.map { table, column, parent in
                """
                EXISTS (SELECT 1 FROM (
                  SELECT min(\(column)) AS here FROM \(table) UNION ALL SELECT max(\(column)) FROM \(table))
                  WHERE here IS NOT NULL AND here NOT IN (SELECT id FROM \(parent)))
                """
            }
            // Values that are no text come before or behind all texts.
            + [beginsWithNull("text", "content")]
            + ["min", "max"].map { "typeof((SELECT \($0)(content) FROM text)) NOT IN ('text', 'null')" }
        let sql = "SELECT \(faults.map { "coalesce(\($0), 0)" }.joined(separator: " OR "))"
        if try integer(sql) != 0 { throw SuspectedDamage(what: "some of its rows belong to nothing") }
    }

    /// Refuses rows of which the view `run_overview` would make figures that are wrong: SQL computes rates of whatever
    /// it finds, and passes over a run whose model is missing.
    ///
    /// - Complexity: one scan of the candidates and of the judgements.
    func checkRates() throws {
        for table in ["problem_set", "model", "run"] {
            if let damage = try DamageSearch(self).first(in: table) { throw damage }
        }
        let sql = """
            SELECT EXISTS (SELECT 1 FROM candidate WHERE typeof(tokens) <> 'blob' OR length(tokens) % 2
                OR typeof(stop_reason) <> 'text' OR typeof(round) <> 'integer' OR round < 0)
              OR EXISTS (SELECT 1 FROM completion WHERE completion_tokens NOT BETWEEN 0 AND \(StoreLimits.cost))
              OR EXISTS (SELECT 1 FROM (
                SELECT DISTINCT answer_is_key, correct, legal, complete, outcome, typeof(answer_key) AS key FROM judgement)
                WHERE answer_is_key NOT IN (0, 1) OR correct NOT IN (0, 1) OR legal NOT IN (0, 1)
                  OR complete NOT IN (0, 1) OR outcome NOT IN (0, 1, 2) OR key NOT IN ('text', 'null'))
            """
        if try integer(sql) != 0 { throw SuspectedDamage(what: "its runs have rates of what is no number") }
    }

    /// Finds the tools that judged any candidate of a run; refuses judgements that views would take for others.
    ///
    /// - Complexity: one scan of the run's judgements.
    func toolsJudging(_ run: RowID<RunRecord>) throws -> Set<RowID<ToolRecord>> {
        var tools: Set<RowID<ToolRecord>> = []
        let sql = """
            SELECT DISTINCT extractor_id, answer_is_key, CASE WHEN correct IS NOT NULL THEN grader_id ELSE -1 END,
              CASE WHEN complete IS NOT NULL THEN validator_id ELSE -1 END, verifier_id,
              CASE WHEN outcome IS NULL OR repeat BETWEEN 0 AND \(StoreLimits.lastRepeat) THEN outcome ELSE -1 END
            FROM candidate CROSS JOIN judgement ON candidate_id = candidate.id WHERE run_id = ?
            """
        try searching("what tools said of run \(run) contradicts itself") {
            try forEachRow(sql, [run.value], of: "judgement") { row in
                if try row.flagIfAny(1) != nil { tools.insert(try row.id(0)) }
                for column in [2, 3] where try row.integer(column, StoreLimits.any) != -1 {
                    tools.insert(try row.id(column))
                }
                if try row.integerIfAny(5, 0...2) != nil { tools.insert(try row.id(4)) }
            }
        }
        return tools
    }
}

/// Refuses rows of candidates that are not in order, each once: an index may be damaged, and a candidate whose rows are
/// doubled would be counted twice.
struct PlaceOrder {
    private var last: (position: Int, sample: Int, round: Int)?
    private var candidate: RowID<CandidateRecord>?

    /// There were so many rows.
    private(set) var count = 0

    /// - Parameter index: of the sample index in the row.
    mutating func check(
        _ row: StoredRow, _ id: RowID<CandidateRecord>, position: Int, sample: Int, round: Int = 0, sampleAt index: Int
    ) throws {
        let place = (position, sample, round)
        if let last, place <= last {
            throw id == candidate
                ? DamagedValue(
                    table: "judgement", row: "candidate \(id)", column: "number",
                    expected: "one row by each tool", found: "several")
                : row.damage(index, "another number than that of the candidate before")
        }
        (last, candidate) = (place, id)
        count += 1
    }
}
