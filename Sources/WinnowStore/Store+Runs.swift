import GRDB

/// Runs at a glance.
extension Store {
    /// All runs with counts and rates, oldest first.
    ///
    /// - Complexity: reads every candidate's judgements once.
    public func overview() throws(StoreError) -> [RunOverview] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM run_overview ORDER BY run").map { row in
                RunOverview(
                    id: RowID(row["run"]), identity: row["identity"], kind: row["kind"], domain: row["domain"],
                    problemSet: row["problem_set"], model: row["model"], seed: UInt64(bitPattern: row["seed"] as Int64),
                    temperature: row["temperature"], topK: row["top_k"], topP: row["top_p"],
                    maxTokens: row["max_tokens"], createdAt: row["created_at"], problems: row["problems"],
                    candidates: row["candidates"], tokens: row["tokens"],
                    rates: RunOverview.Rates(
                        truncated: row["truncated"], unparsable: row["unparsable"], right: row["right"],
                        accepted: row["accepted"], traceLegal: row["trace_legal"],
                        traceComplete: row["trace_complete"]))
            }
        }
    }

    /// A number that rises whenever the run's candidates change, or what its newest judges say of them; 0 while it has
    /// none.
    public func revision(of run: RowID<RunRecord>) throws(StoreError) -> Int {
        try read { try $0.revision(ofRun: run.value) }
    }
}

extension Database {
    func revision(ofRun run: Int64) throws -> Int {
        try Int.fetchOne(self, sql: "SELECT revision FROM run_revision WHERE run_id = ?", arguments: [run]) ?? 0
    }
}
