import GRDB

/// Copies attached databases into the main one, row by natural key, within one transaction.
///
/// For each source and table, a temporary table maps the source's identifiers (`old`) to the main database's (`new`).
struct Merger {
    let db: Database

    /// The names of the attached databases.
    let sources: [String]

    func merge() throws -> MergeSummary {
        for table in MergedTable.catalogue {
            try insertUnion(of: table)
            for source in sources {
                try map(table, from: source)
                try refuseConflicts(in: table, from: source)
            }
        }
        var summary = MergeSummary(runs: try insertRuns(), candidates: 0, judgements: 0)
        for source in sources {
            let before = db.totalChangesCount
            try refuseConflicts(in: .candidate, from: source)
            summary.candidates += try insertCandidates(from: source)
            for table in MergedTable.judgements {
                try refuseConflicts(in: table, from: source)
                summary.judgements += try insertJudgements(table, from: source)
            }
            if db.totalChangesCount > before { try recordChanges(from: source) }
        }
        try dropMaps()
        return summary
    }

    /// Inserts what any source has and the main database lacks, in the order of the natural keys, so that the order
    /// of the sources does not decide which tool is the newest.
    private func insertUnion(of table: MergedTable) throws {
        let columns = table.allColumns
        let rows = sources.map { source in
            "SELECT \(table.translated(columns, source)) FROM \(source).\(table.name) AS theirs"
        }
        let order = columns.indices.map { "\($0 + 1)" }.joined(separator: ", ")
        guard !rows.isEmpty else { return }
        try db.execute(
            sql: """
                INSERT INTO main.\(table.name) (\(columns.joined(separator: ", ")))
                SELECT * FROM (\(rows.joined(separator: " UNION "))) WHERE true ORDER BY \(order)
                ON CONFLICT DO NOTHING
                """)
    }

    private func map(_ table: MergedTable, from source: String) throws {
        guard table.hasID else { return }
        try db.execute(
            sql: """
                CREATE TEMP TABLE \(source)_\(table.name) (old INTEGER PRIMARY KEY, new INTEGER NOT NULL UNIQUE);
                INSERT INTO temp.\(source)_\(table.name)
                SELECT theirs.id, ours.id FROM \(source).\(table.name) AS theirs
                JOIN main.\(table.name) AS ours ON \(table.matches(source))
                """)
    }

    /// Throws when a row has the same natural key here and there, but other content; a row that found no place
    /// because its position is taken counts too.
    private func refuseConflicts(in table: MergedTable, from source: String) throws {
        let conflict = try Row.fetchOne(
            db,
            sql: """
                SELECT \(table.label) FROM \(source).\(table.name) AS theirs
                \(table.mustExist ? "LEFT JOIN" : "JOIN") main.\(table.name) AS ours ON \(table.matches(source))
                WHERE \(table.differs(source)) LIMIT 1
                """)
        guard let conflict else { return }
        let values = conflict.databaseValues.map { "\($0.storage.value ?? "")" }.joined(separator: " ")
        throw StoreError(
            .conflict, "the databases disagree about \(table.name) \(values)",
            hint: "they come from different programs, machines or weights and cannot be merged")
    }

    /// Inserts runs, parents before children.
    private func insertRuns() throws -> Int {
        var inserted = 0
        var before = -1
        while inserted > before {
            before = inserted
            let total = db.totalChangesCount
            let table = MergedTable.run
            let rows = sources.map { source in
                """
                SELECT \(table.translated(table.allColumns, source)) FROM \(source).run AS theirs
                WHERE parent_run_id IS NULL OR EXISTS (SELECT 1 FROM \(source).run AS parent
                  JOIN main.run AS known ON known.identity = parent.identity WHERE parent.id = theirs.parent_run_id)
                """
            }
            guard !rows.isEmpty else { return 0 }
            try db.execute(
                sql: """
                    INSERT INTO main.run (\(table.allColumns.joined(separator: ", ")))
                    SELECT * FROM (\(rows.joined(separator: " UNION "))) AS theirs WHERE true
                    ORDER BY created_at, identity ON CONFLICT DO NOTHING
                    """)
            inserted += db.totalChangesCount - total
        }
        for source in sources {
            try map(.run, from: source)
            try refuseConflicts(in: .run, from: source)
        }
        return inserted
    }

    /// Inserts candidates round by round, parents before children, and maps all of the source's.
    private func insertCandidates(from source: String) throws -> Int {
        let table = MergedTable.candidate
        let columns = table.allColumns
        let before = db.totalChangesCount
        let rounds = try Int.fetchAll(db, sql: "SELECT DISTINCT round FROM \(source).candidate ORDER BY round")
        for round in rounds {
            try db.execute(
                sql: """
                    INSERT INTO main.candidate (\(columns.joined(separator: ", ")))
                    SELECT \(table.translated(columns, source)) FROM \(source).candidate AS theirs
                    WHERE round = ? ORDER BY theirs.id ON CONFLICT DO NOTHING
                    """, arguments: [round])
        }
        let inserted = db.totalChangesCount - before
        try map(table, from: source)
        return inserted
    }

    private func insertJudgements(_ table: MergedTable, from source: String) throws -> Int {
        let columns = table.allColumns
        let before = db.totalChangesCount
        try db.execute(
            sql: """
                INSERT INTO main.\(table.name) (\(columns.joined(separator: ", ")))
                SELECT \(table.translated(columns, source)) FROM \(source).\(table.name) AS theirs
                WHERE true ORDER BY 1 ON CONFLICT DO NOTHING
                """)
        return db.totalChangesCount - before
    }
}
