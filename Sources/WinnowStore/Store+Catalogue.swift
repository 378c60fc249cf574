import GRDB

/// What candidates refer to is found or inserted here, by natural key.
extension Store {
    /// Finds the problem set's row, inserted when there is none.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func findOrInsert(_ set: ProblemSetRecord) throws(StoreError) -> RowID<ProblemSetRecord> {
        try write { db in
            let key: StatementArguments = [set.domain, set.name, set.version, set.sha256]
            try db.execute(
                sql: """
                    INSERT INTO problem_set (domain, name, version, sha256) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: key)
            return try RowID(
                db.single(
                    "SELECT id FROM problem_set WHERE domain = ? AND name = ? AND version = ? AND sha256 = ?", key))
        }
    }

    /// Finds the rows of problems of a set, in the order given; those that are not stored yet are inserted.
    ///
    /// - Throws: ``StoreError`` of kind `conflict` when the set has another problem at one of the positions, or one
    ///   of the problems at another position: a set is extended, never changed.
    public func findOrInsert(
        _ problems: [ProblemRecord], in set: RowID<ProblemSetRecord>
    ) throws(StoreError) -> [RowID<ProblemRecord>] {
        try write { db in
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO problem
                      (problem_set_id, position, canonical_hash, difficulty, split, spec_json, prompt)
                    VALUES (?, ?, ?, ?, ?, json_object('specification', ?), ?) ON CONFLICT DO NOTHING
                    """)
            let find = try db.cachedStatement(
                sql: "SELECT id, position FROM problem WHERE problem_set_id = ? AND canonical_hash = ?")
            return try problems.map { problem in
                try insert.execute(arguments: [
                    set.value, problem.position, problem.canonicalHash, problem.difficulty, problem.split,
                    problem.specification, problem.prompt,
                ])
                let stored = try find.rows([set.value, problem.canonicalHash], of: "problem") { row in
                    (id: try row.id(0) as RowID<ProblemRecord>, position: try row.integer(1, StoreLimits.positions))
                }
                guard let stored = stored.first, stored.position == problem.position else {
                    throw StoreError(
                        .conflict, "problem \(problem.position) of set \(set) is stored with another content",
                        hint: "raise the set's version when its generator changes")
                }
                return stored.id
            }
        }
    }

    /// Finds the row of the model with these weights, inserted with its vocabulary when there is none.
    ///
    /// - Throws: ``StoreError`` of kind `conflict` when the weights are stored with another vocabulary.
    public func findOrInsert(_ model: ModelRecord) throws(StoreError) -> RowID<ModelRecord> {
        try write { db in
            if let stored = try Stored<ModelRecord>.fetch(db, where: "sha256 = ?", [model.sha256]).first {
                guard stored.record.symbols == model.symbols else {
                    throw StoreError(
                        .conflict, "model \(model.name) is stored with another vocabulary",
                        hint: "the hash of a model must cover its vocabulary")
                }
                return stored.id
            }
            try db.execute(
                sql: "INSERT INTO model (name, sha256, role, parameters, config_json) VALUES (?, ?, ?, ?, ?)",
                arguments: [model.name, model.sha256, model.role, model.parameters, model.configurationJSON])
            let id = RowID<ModelRecord>(db.lastInsertedRowID)
            let insert = try db.cachedStatement(
                sql: "INSERT INTO model_token (model_id, code, token, symbol) VALUES (?, ?, ?, ?)")
            for (token, symbol) in model.symbols.enumerated() {
                try insert.execute(arguments: [id.value, TokenBlob.encode([UInt16(token)]), token, symbol])
            }
            return id
        }
    }

    /// Finds the tool's row, inserted when there is none.
    ///
    /// - Throws: ``StoreError`` of kind `conflict` when the same version is stored with another declaration.
    public func findOrInsert(_ tool: ToolRecord) throws(StoreError) -> RowID<ToolRecord> {
        try write { db in
            let key: StatementArguments = [
                tool.kind.rawValue, tool.name, tool.version, tool.sha256, tool.parametersJSON,
            ]
            let declaration: StatementArguments = [
                tool.declaration?.sound, tool.declaration?.complete, tool.declaration?.evidence,
                tool.declaration?.solvesTheProblem,
            ]
            try db.execute(
                sql: """
                    INSERT INTO tool
                      (kind, name, version, sha256, parameters_json, sound, complete, evidence, solves_the_problem)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: key + declaration)
            let stored = try Stored<ToolRecord>.fetch(
                db, where: "kind = ? AND name = ? AND version = ? AND sha256 = ? AND parameters_json = ?", key)
            guard let stored = stored.first, stored.record == tool else {
                throw StoreError(
                    .conflict, "\(tool.kind) \(tool.name) version \(tool.version) is stored with another declaration",
                    hint: "raise its version")
            }
            return stored.id
        }
    }

    /// Finds the row of the run with this identity, inserted when there is none.
    ///
    /// An existing run keeps its version and date: extending it does not change when it was begun.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func findOrInsert(_ run: RunRecord) throws(StoreError) -> RowID<RunRecord> {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO run
                      (identity, kind, parent_run_id, problem_set_id, model_id, seed, temperature, top_k, top_p,
                       max_tokens, prompt_template, kernel_path, config_json, winnow_version, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING
                    """,
                arguments: [
                    run.identity, run.kind.rawValue, run.parent?.value, run.problemSet.value, run.model.value,
                    Int64(bitPattern: run.seed), run.temperature, run.topK, run.topP, run.maxTokens,
                    run.promptTemplate, run.kernelPath, run.configurationJSON, run.winnowVersion, run.createdAt,
                ])
            return try RowID(db.single("SELECT id FROM run WHERE identity = ?", [run.identity]))
        }
    }
}
