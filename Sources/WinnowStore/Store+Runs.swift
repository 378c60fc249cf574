import GRDB

/// Runs are shown here at a glance.
extension Store {
    /// Reads all runs with counts and rates, oldest first.
    ///
    /// - Complexity: reads every candidate's judgements once.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func overview() throws(StoreError) -> [RunOverview] {
        try read { db in
            try db.checkRates()
            return try db.rows(Self.overviewQuery, of: "run") { try RunOverview($0) }
        }
    }

    private static let overviewQuery = """
        SELECT run, identity, kind, domain, problem_set, model, seed, temperature, top_k, top_p, max_tokens, created_at,
          problems, candidates, tokens, truncated, unparsable, right, accepted, trace_legal, trace_complete
        FROM run_overview ORDER BY run
        """

    /// Reads a number that rises whenever the run's candidates change, or what its newest judges say of them; it is 0
    /// while the run has none.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func revision(of run: RowID<RunRecord>) throws(StoreError) -> Int {
        try read { try $0.revision(ofRun: run.value) }
    }
}

extension RunOverview {
    fileprivate init(_ row: StoredRow) throws {
        let rates = try Rates(
            truncated: row.numberIfAny(15), unparsable: row.numberIfAny(16), right: row.numberIfAny(17),
            accepted: row.numberIfAny(18), traceLegal: row.numberIfAny(19), traceComplete: row.numberIfAny(20))
        try self.init(
            id: row.id(0), identity: row.text(1), kind: row.word(2), domain: row.text(3), problemSet: row.text(4),
            model: row.text(5), seed: UInt64(bitPattern: Int64(row.integer(6, StoreLimits.any))),
            temperature: row.numberIfAny(7), topK: row.integerIfAny(8, StoreLimits.numbers), topP: row.numberIfAny(9),
            maxTokens: row.integer(10, StoreLimits.costs), createdAt: row.text(11),
            problems: row.integer(12, StoreLimits.numbers), candidates: row.integer(13, StoreLimits.numbers),
            tokens: row.integer(14, StoreLimits.any), rates: rates)
    }
}

extension Database {
    func revision(ofRun run: Int64) throws -> Int {
        try rows("SELECT run_id, revision FROM run_revision WHERE run_id = ?", [run], of: "run_revision", "run") {
            try $0.integer(1, StoreLimits.numbers)
        }.first ?? 0
    }
}
