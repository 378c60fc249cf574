import GRDB

/// What candidates answer to is written and read back here.
extension Store {
    /// Reads the prompts of a run's candidates of one problem, by its 1-based position; those that answer to the problem's
    /// own prompt are absent.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func prompts(
        of run: RowID<RunRecord>, position: Int
    ) throws(StoreError) -> [RowID<CandidateRecord>: PromptRecord] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT prompt.candidate_id, model_id, prompt.tokens, messages_json, critiques_json
                FROM candidate JOIN problem ON problem.id = problem_id JOIN prompt ON candidate_id = candidate.id
                WHERE run_id = ? AND position = ? ORDER BY candidate.id
                """, [run.value, position], of: "prompt"
            ) { row in
                let id: RowID<CandidateRecord> = try row.id(0)
                let prompt = try PromptRecord(
                    model: row.idIfAny(1), tokens: row.isNull(2) ? nil : TokenBlob.decode(row.tokenBytes(2)),
                    messagesJSON: row.textIfAny(3), critiquesJSON: row.text(4))
                return (id, prompt)
            }
            return Dictionary(rows) { first, _ in first }
        }
    }
}

extension Database {
    /// Inserts what candidates answer to.
    func insert(_ prompts: [(of: RowID<CandidateRecord>, PromptRecord)]) throws {
        guard !prompts.isEmpty else { return }
        let insert = try cachedStatement(
            sql: """
                INSERT INTO prompt (candidate_id, model_id, tokens, messages_json, critiques_json) VALUES (?, ?, ?, ?, ?)
                """)
        for (candidate, prompt) in prompts {
            try insert.execute(arguments: [
                candidate.value, prompt.model?.value, prompt.tokens.map(TokenBlob.encode), prompt.messagesJSON,
                prompt.critiquesJSON,
            ])
        }
    }
}
