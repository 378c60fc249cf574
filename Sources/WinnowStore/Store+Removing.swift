import GRDB

/// A summary says what was removed from a database.
public struct RemovalSummary: Hashable, Sendable {
    public let runs: Int
    public let candidates: Int
}

/// Runs are taken out of a database here.
extension Store {
    /// Removes runs with all that is known of them, and what no other run refers to: problems, models, tools, texts, and
    /// the progress of files of which no run is left, so that they can be imported again.
    ///
    /// The triggers that protect raw data are lifted and put back in the same transaction. Space in the file is used again,
    /// and is not given back.
    ///
    /// - Parameter files: imports, by origin and settings, that go with the runs.
    /// - Throws: ``StoreError`` when the database cannot be written, or when candidates of other runs answer to candidates
    ///   of these; then nothing is removed.
    /// - Complexity: linear in the database.
    @discardableResult
    public func remove(
        _ runs: [RowID<RunRecord>], files: [(origin: String, settings: String)] = []
    ) throws(StoreError) -> RemovalSummary {
        do {
            return try database.writeWithoutTransaction { db in
                // Without an index on candidate.parent_id each deleted candidate would be a scan; all are checked at the end.
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
                var summary = RemovalSummary(runs: 0, candidates: 0)
                try db.inTransaction(.immediate) {
                    try checkFile()
                    summary = try db.remove(runs, files)
                    return .commit
                }
                return summary
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension Database {
    fileprivate func remove(
        _ runs: [RowID<RunRecord>], _ files: [(origin: String, settings: String)]
    ) throws -> RemovalSummary {
        let triggers = try rows(
            "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'", of: "sqlite_schema"
        ) { (name: try $0.text(0), sql: try $0.text(1)) }
        for trigger in triggers { try execute(sql: "DROP TRIGGER \"\(trigger.name)\"") }
        try execute(sql: "CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
        for run in runs { try execute(sql: "INSERT OR IGNORE INTO gone VALUES (?)", arguments: [run.value]) }
        let summary = try RemovalSummary(
            runs: Int(single("SELECT count(*) FROM run WHERE id IN temp.gone")),
            candidates: Int(single("SELECT count(*) FROM candidate WHERE run_id IN temp.gone")))
        try execute(sql: Self.removal)
        for file in files {
            let place = "SELECT id FROM import WHERE origin = ? AND settings_json = ?"
            for sql in [
                "DELETE FROM rejected WHERE import_id IN (\(place))", "DELETE FROM import WHERE id IN (\(place))",
            ] {
                try execute(sql: sql, arguments: [file.origin, file.settings])
            }
        }
        try execute(sql: "DROP TABLE temp.gone")
        for trigger in triggers { try execute(sql: trigger.sql) }
        let broken = try rows("PRAGMA foreign_key_check", of: "sqlite_schema") { try $0.text(0) }
        guard broken.isEmpty else {
            throw StoreError(
                .conflict, "a \(broken[0]) of another run refers to what would be removed", hint: "remove both")
        }
        return summary
    }

    /// These models made a candidate.
    private static let models =
        "SELECT model_id FROM run UNION SELECT model_id FROM prompt WHERE model_id IS NOT NULL"

    private static let removal = """
        DELETE FROM estimate_by_problem
        WHERE estimate_id IN (SELECT id FROM estimate WHERE run_id IN temp.gone);
        DELETE FROM estimate WHERE run_id IN temp.gone;
        DELETE FROM run_revision WHERE run_id IN temp.gone;
        DELETE FROM run_judge WHERE run_id IN temp.gone;
        DELETE FROM call WHERE run_id IN temp.gone;
        DELETE FROM batch WHERE run_id IN temp.gone;
        DELETE FROM comparison WHERE run_id IN temp.gone;
        \(["step_score", "score", "judgement", "completion", "prompt", "confidence"].map {
            "DELETE FROM \($0) WHERE candidate_id IN (SELECT id FROM candidate WHERE run_id IN temp.gone);"
        }.joined(separator: "\n"))
        DELETE FROM candidate WHERE run_id IN temp.gone;
        DELETE FROM run WHERE id IN temp.gone;

        DELETE FROM reference WHERE problem_id IN (
          SELECT id FROM problem WHERE problem_set_id NOT IN (SELECT problem_set_id FROM run));
        DELETE FROM problem_cluster WHERE problem_id IN (
          SELECT id FROM problem WHERE problem_set_id NOT IN (SELECT problem_set_id FROM run));
        DELETE FROM problem WHERE problem_set_id NOT IN (SELECT problem_set_id FROM run);
        DELETE FROM problem_set WHERE id NOT IN (SELECT problem_set_id FROM run);
        DELETE FROM model_token WHERE model_id NOT IN (\(models));
        DELETE FROM model WHERE id NOT IN (\(models));
        DELETE FROM tool WHERE id NOT IN (
          SELECT tool_id FROM run_judge UNION SELECT tool_id FROM score
          UNION SELECT tool_id FROM comparison UNION SELECT tool_id FROM call WHERE tool_id IS NOT NULL);
        DELETE FROM text WHERE id NOT IN (
          SELECT error FROM judgement WHERE error IS NOT NULL
          UNION SELECT explanation FROM judgement WHERE explanation IS NOT NULL
          UNION SELECT piece.value FROM judgement, json_each(critiques) AS piece WHERE critiques IS NOT NULL);
        """
}
