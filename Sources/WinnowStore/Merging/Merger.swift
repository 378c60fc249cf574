import GRDB

/// Copies attached databases into the main one, row by natural key, within one transaction.
///
/// For each source and each table with an `id`, a temporary table maps the source's identifiers (`old`) to the main
/// database's (`new`).
struct Merger {
    let db: Database

    /// The sources are attached under these schema names, and have these paths.
    let sources: [(schema: String, path: String)]

    /// Runs with these identities come first, in this order; empty for the order in which they were begun.
    var runOrder: [String] = []

    func merge() throws -> MergeSummary {
        var summary = MergeSummary(runs: 0, candidates: 0, judgements: 0)
        try db.execute(sql: "CREATE TEMP TABLE run_order (wanted TEXT PRIMARY KEY, place INTEGER NOT NULL)")
        defer { try? db.execute(sql: "DROP TABLE temp.run_order") }
        for (place, identity) in runOrder.enumerated() {
            try db.execute(
                sql: "INSERT INTO temp.run_order VALUES (?, ?) ON CONFLICT DO NOTHING", arguments: [identity, place])
        }
        for table in MergedTable.catalogue {
            let inserted = try merge(table, from: sources)
            if table.name == "run" { summary.runs = inserted }
        }
        for source in sources {
            let candidates = try merge(.candidate, from: [source])
            _ = try merge(.completion, from: [source])
            _ = try merge(.prompt, from: [source])
            let confidences = try merge(.confidence, from: [source])
            for table in MergedTable.calls { _ = try merge(table, from: [source]) }
            let scores = try MergedTable.scores.reduce(0) { try $0 + merge($1, from: [source]) }
            let judgements = try scores + mergeJudgements(from: source)
            let comparisons = try merge(.comparison, from: [source])
            try mergeJudges(from: source.schema)
            if candidates + judgements + confidences + comparisons > 0 { try recordChanges(from: source.schema) }
            summary.candidates += candidates
            summary.judgements += judgements + comparisons
        }
        for table in MergedTable.catalogue + [.candidate] where table.hasID {
            for source in sources { try db.execute(sql: "DROP TABLE \(map(table.name, of: source.schema))") }
        }
        return summary
    }

    /// Inserts what the sources have and the main database lacks; returns the number of rows.
    private func merge(_ table: MergedTable, from sources: [(schema: String, path: String)]) throws -> Int {
        guard table.hasID else {
            for source in sources { try refuseDifferences(in: table, from: source) }
            return try insert(table, from: sources.map(\.schema))
        }
        let known = try db.integer("SELECT max(id) FROM main.\(table.name)") ?? 0
        for source in sources {
            let name = map(table.name, of: source.schema)
            try db.execute(sql: "CREATE TEMP TABLE \(name) (old INTEGER PRIMARY KEY, new INTEGER NOT NULL UNIQUE)")
        }
        // Once for most tables; again while rows were waiting for their parents to get an identifier.
        var inserted = 0
        var waiting = -1
        while true {
            inserted += try insert(table, from: sources.map(\.schema))
            for source in sources { try extendMap(of: table, from: source.schema) }
            let stillWaiting = try sources.reduce(0) { try $0 + unmapped(table, of: $1.schema) }
            if stillWaiting == 0 || stillWaiting == waiting { break }
            waiting = stillWaiting
        }
        for source in sources { try refuseDifferences(in: table, from: source, upTo: known) }
        return inserted
    }

    private func insert(_ table: MergedTable, from schemas: [String]) throws -> Int {
        guard !schemas.isEmpty else { return 0 }
        let rows = schemas.map { schema -> String in
            let values = table.columns.map { "\(translated($0, of: table, schema)) AS \($0)" }
            var conditions = ["true"]
            if table.hasID { conditions.append("theirs.id NOT IN (SELECT old FROM \(map(table.name, of: schema)))") }
            if let parent = table.parent {
                conditions.append("(theirs.\(parent) IS NULL OR \(translated(parent, of: table, schema)) IS NOT NULL)")
            }
            let id = table.hasID ? ", theirs.id AS their_id" : ""
            return "SELECT \(values.joined(separator: ", "))\(id) FROM \(schema).\(table.name) AS theirs "
                + "WHERE \(conditions.joined(separator: " AND "))"
        }
        let columns = table.columns.joined(separator: ", ")
        try db.execute(
            sql: """
                INSERT INTO main.\(table.name) (\(columns))
                SELECT \(columns) FROM (\(rows.joined(separator: " UNION ALL ")))
                WHERE true ORDER BY \(table.order.joined(separator: ", ")) ON CONFLICT DO NOTHING
                """)
        return db.changesCount
    }

    private func extendMap(of table: MergedTable, from schema: String) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO \(map(table.name, of: schema)) SELECT theirs.id, ours.id
                FROM \(schema).\(table.name) AS theirs JOIN main.\(table.name) AS ours ON \(sameKey(table, schema))
                """)
    }

    private func unmapped(_ table: MergedTable, of schema: String) throws -> Int {
        let all = try db.single("SELECT count(*) FROM \(schema).\(table.name)")
        return try Int(all - db.single("SELECT count(*) FROM \(map(table.name, of: schema))"))
    }

    /// Throws when a row of the source has other content than the row with the same key, or found no place because
    /// another row took it.
    func refuseDifferences(
        in table: MergedTable, from source: (schema: String, path: String), upTo known: Int64? = nil
    ) throws {
        let differs = table.content.map { "ours.\($0) IS NOT \(translated($0, of: table, source.schema))" }
        var conditions = "(\((["false"] + differs).joined(separator: " OR ")))"
        if let known { conditions = "ours.id IS NULL OR (ours.id <= \(known) AND \(conditions))" }
        let differences = try db.rows(
            """
            SELECT \(table.key.map { "theirs.\($0) AS \($0)" }.joined(separator: ", "))
            FROM \(source.schema).\(table.name) AS theirs
            \(known == nil ? "" : "LEFT") JOIN main.\(table.name) AS ours ON \(sameKey(table, source.schema))
            WHERE \(conditions) LIMIT 1
            """, of: "sqlite_schema"
        ) { row in
            zip(table.key, row.values()).map { "\($0) \($1.storage.value ?? "")" }.joined(separator: ", ")
        }
        guard let key = differences.first else { return }
        throw StoreError(
            .conflict, "'\(source.path)' has another \(table.name) (\(key)) than the databases it is merged with",
            hint: "they come from different programs, weights or machines and cannot be merged")
    }

    /// Lists the tools that judged a source's runs. Of readers, graders and validators the word counts that counts in the
    /// main database, or in the first source, where that has none.
    private func mergeJudges(from schema: String) throws {
        let runs = map("run", of: schema)
        try db.execute(
            sql: """
                INSERT INTO main.run_judge (run_id, kind, tool_id, counts)
                SELECT run.new, kind, tool.new, counts AND NOT EXISTS (SELECT 1 FROM main.run_judge AS ours
                  WHERE ours.run_id = run.new AND ours.kind = theirs.kind AND ours.counts)
                FROM \(schema).run_judge AS theirs JOIN \(runs) AS run ON run.old = run_id
                JOIN \(map("tool", of: schema)) AS tool ON tool.old = tool_id
                WHERE true ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
                \(Schema.countingVerifiers(where: "run_id IN (SELECT new FROM \(runs))"))
                """)
    }

    private func recordChanges(from schema: String) throws {
        let runs: [RowID<RunRecord>] = try db.rows(
            "SELECT new FROM \(map("run", of: schema)) ORDER BY new", of: "run"
        ) { try $0.id(0) }
        for run in runs { try db.recordChange(ofRun: run.value) }
    }

    private func sameKey(_ table: MergedTable, _ schema: String) -> String {
        table.key.map { "ours.\($0) = \(translated($0, of: table, schema))" }.joined(separator: " AND ")
    }

    /// Selects the value of a source's column, with identifiers translated to the main database's.
    func translated(_ column: String, of table: MergedTable, _ schema: String) -> String {
        guard let other = table.references[column] else { return "theirs.\(column)" }
        return "(SELECT new FROM \(map(other, of: schema)) WHERE old = theirs.\(column))"
    }

    func map(_ table: String, of schema: String) -> String { "temp.\(schema)_\(table)" }
}
