import GRDB

/// A part is what a kind of tool says in a row of `judgement`.
private struct JudgementPart {
    let tool: String

    /// These columns have what it says; the first is NULL where it says nothing.
    let columns: [String]

    /// These columns tell several judgements of one tool apart.
    var key: [String] = []

    static let all = [
        JudgementPart(tool: "extractor_id", columns: ["answer_is_key", "answer_key", "answer"]),
        JudgementPart(tool: "grader_id", columns: ["correct"]),
        JudgementPart(tool: "validator_id", columns: ["complete", "legal", "error", "error_step", "explanation"]),
        JudgementPart(
            tool: "verifier_id", columns: ["outcome", "critiques", "repeat", "calls", "tokens", "seconds"],
            key: ["repeat"]),
    ]
}

extension Merger {
    private static let columns =
        ["candidate_id", "number"] + JudgementPart.all.map(\.tool) + JudgementPart.all.flatMap(\.columns)

    /// Inserts the judgements that a source has and the main database lacks; returns their number.
    ///
    /// A candidate that was never judged here gets its rows as they are; of the others only what tools say that have
    /// not judged it here, under the next numbers.
    func mergeJudgements(from source: (schema: String, path: String)) throws -> Int {
        for view in MergedTable.judgementViews { try refuseDifferences(in: view, from: source) }
        try db.execute(
            sql: """
                CREATE TEMP TABLE judged (candidate_id INTEGER PRIMARY KEY);
                INSERT INTO judged SELECT new FROM \(map("candidate", of: source.schema))
                WHERE EXISTS (SELECT 1 FROM main.judgement WHERE candidate_id = new)
                """)
        let copied = try copyRows(from: source.schema)
        let added = try JudgementPart.all.reduce(0) { try $0 + add($1, from: source.schema) }
        try db.execute(sql: "DROP TABLE temp.judged")
        return copied + added
    }

    private func copyRows(from schema: String) throws -> Int {
        let said = JudgementPart.all.map { "(\($0.columns[0]) IS NOT NULL)" }.joined(separator: " + ")
        let theirs = rows(of: schema, Self.columns)
        let copied = try db.single(
            "SELECT coalesce(sum(\(said)), 0) FROM (\(theirs)) WHERE candidate_id NOT IN (SELECT * FROM temp.judged)")
        try db.execute(
            sql: """
                INSERT INTO main.judgement (\(Self.columns.joined(separator: ", "))) SELECT * FROM (\(theirs))
                WHERE candidate_id NOT IN (SELECT * FROM temp.judged) ORDER BY candidate_id, number
                """)
        return Int(copied)
    }

    private func add(_ part: JudgementPart, from schema: String) throws -> Int {
        let same = ([part.tool] + part.key).map { "ours.\($0) = said.\($0)" }.joined(separator: " AND ")
        let values = ([part.tool] + part.columns).joined(separator: ", ")
        try db.execute(
            sql: """
                INSERT INTO main.judgement (candidate_id, number, \(values))
                SELECT candidate_id,
                  (SELECT max(number) FROM main.judgement AS ours WHERE ours.candidate_id = said.candidate_id)
                    + row_number() OVER (PARTITION BY candidate_id ORDER BY \(part.tool), number), \(values)
                FROM (\(rows(of: schema, ["candidate_id", "number", part.tool] + part.columns))) AS said
                WHERE \(part.columns[0]) IS NOT NULL AND candidate_id IN (SELECT * FROM temp.judged)
                  AND NOT EXISTS (SELECT 1 FROM main.judgement AS ours
                    WHERE ours.candidate_id = said.candidate_id AND ours.\(part.columns[0]) IS NOT NULL AND \(same))
                ORDER BY 1, 2
                """)
        return db.changesCount
    }

    /// Selects a source's judgements with the main database's identifiers.
    private func rows(of schema: String, _ columns: [String]) -> String {
        let values = columns.map { column in
            "\(column == "critiques" ? critiques(of: schema) : translated(column, of: .judgement, schema)) AS \(column)"
        }
        return "SELECT \(values.joined(separator: ", ")) FROM \(schema).judgement AS theirs"
    }

    private func critiques(of schema: String) -> String {
        let texts = map("text", of: schema)
        return """
            CASE typeof(theirs.critiques)
              WHEN 'integer' THEN (SELECT new FROM \(texts) WHERE old = theirs.critiques)
              WHEN 'text' THEN (SELECT json_group_array(new) FROM (
                SELECT new FROM json_each(theirs.critiques) AS piece CROSS JOIN \(texts) ON old = piece.value
                ORDER BY piece.key))
            END
            """
    }
}
