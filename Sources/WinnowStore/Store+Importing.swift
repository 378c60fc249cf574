import GRDB
import WinnowText

/// The store takes in here what other programs sampled.
extension Store {
    /// Reads the files that were imported, or began to be, oldest first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func imports() throws(StoreError) -> [Stored<ImportRecord>] {
        try read { try Stored<ImportRecord>.fetch($0, where: "true", []) }
    }

    /// Finds the file's row, inserted when there is none; a stored one keeps its progress.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func findOrInsert(_ file: ImportRecord) throws(StoreError) -> Stored<ImportRecord> {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO import (sha256, settings_json, origin, file, bytes, format, begun_at, position, records)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """,
                arguments: [
                    file.sha256, file.settingsJSON, file.origin, file.file, file.bytes, file.format, file.begunAt,
                    file.progress.position, file.progress.records,
                ])
            let stored = try Stored<ImportRecord>.fetch(
                db, where: "sha256 = ? AND settings_json = ?", [file.sha256, file.settingsJSON])
            guard let stored = stored.first else { throw StoreError(.missing, "there is no import of \(file.file)") }
            guard stored.record.bytes == file.bytes else {
                throw DamagedValue(
                    table: "import", row: "row \(stored.id)", column: "bytes", expected: "\(file.bytes)",
                    found: "\(stored.record.bytes)")
            }
            return stored
        }
    }

    /// Reads the reference answers of a set's problems; those without one are absent.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func references(
        of set: RowID<ProblemSetRecord>
    ) throws(StoreError) -> [RowID<ProblemRecord>: String] {
        try read { db in
            var answers: [RowID<ProblemRecord>: String] = [:]
            try db.forEachRow(
                """
                SELECT problem_id, answer FROM reference JOIN problem ON problem.id = problem_id
                WHERE problem_set_id = ?
                """, [set.value], of: "reference", "problem"
            ) { answers[try $0.id(0)] = try $0.text(1) }
            return answers
        }
    }

    /// Keeps the reference answers of problems; the first that came for a problem stays.
    ///
    /// - Returns: the problems whose reference is another one.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    @discardableResult
    public func setReferences(
        _ answers: [RowID<ProblemRecord>: String]
    ) throws(StoreError) -> Set<RowID<ProblemRecord>> {
        try write { db in
            let insert = try db.cachedStatement(
                sql: "INSERT INTO reference (problem_id, answer) VALUES (?, ?) ON CONFLICT DO NOTHING")
            let find = try db.cachedStatement(sql: "SELECT answer, problem_id FROM reference WHERE problem_id = ?")
            var others: Set<RowID<ProblemRecord>> = []
            for (problem, answer) in answers.sorted(by: { $0.key < $1.key }) {
                try insert.execute(arguments: [problem.value, answer])
                let stored = try find.rows([problem.value], of: "reference", key: 1, "problem") { try $0.text(0) }
                if stored.first.map({ ExactText($0) }) != ExactText(answer) { others.insert(problem) }
            }
            return others
        }
    }

    /// Finds the places of a set's problems by their hashes.
    ///
    /// - Complexity: linear in the problems; their texts are not read.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func problemPlaces(
        in set: RowID<ProblemSetRecord>
    ) throws(StoreError) -> [String: (id: RowID<ProblemRecord>, position: Int)] {
        try read { db in
            var places: [String: (id: RowID<ProblemRecord>, position: Int)] = [:]
            try db.forEachRow(
                "SELECT canonical_hash, id, position FROM problem WHERE problem_set_id = ?", [set.value],
                of: "problem", key: 1
            ) { row in
                places[try row.text(0)] = try (row.id(1), row.integer(2, StoreLimits.positions))
            }
            return places
        }
    }

    /// Reads the first pieces of an imported file that could not be read, in the order in which they were found.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func rejected(of file: RowID<ImportRecord>, first count: Int = .max) throws(StoreError) -> [RejectedRecord] {
        try read { db in
            try db.rows(
                "SELECT id, file, line, part, reason, excerpt FROM rejected WHERE import_id = ? ORDER BY id LIMIT ?",
                [file.value, count], of: "rejected"
            ) { row in
                try RejectedRecord(
                    file: row.text(1), line: row.integer(2, StoreLimits.numbers),
                    part: row.integer(3, StoreLimits.numbers), reason: row.text(4), excerpt: row.text(5))
            }
        }
    }

    /// Counts the pieces of an imported file that could not be read.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func rejectedCount(of file: RowID<ImportRecord>) throws(StoreError) -> Int {
        try read { try Int($0.single("SELECT count(*) FROM rejected WHERE import_id = ?", [file.value])) }
    }

    /// Finds the positions of all problems of which a run has candidates.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func positions(of run: RowID<RunRecord>) throws(StoreError) -> [Int] {
        try read { db in
            try db.rows(
                """
                SELECT DISTINCT position FROM candidate JOIN problem ON problem.id = problem_id WHERE run_id = ?
                ORDER BY position
                """, [run.value], of: "problem", "position"
            ) { try $0.integer(0, StoreLimits.positions) }
        }
    }

    /// Finds the positions of the problems of which an extractor has not read all candidates.
    ///
    /// - Complexity: linear in the candidates; their texts are not read.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func unreadPositions(
        of run: RowID<RunRecord>, by extractor: RowID<ToolRecord>
    ) throws(StoreError) -> [Int] {
        try read { db in
            try db.rows(
                """
                SELECT DISTINCT position FROM candidate JOIN problem ON problem.id = problem_id
                WHERE run_id = ? AND NOT EXISTS (SELECT 1 FROM judgement
                  WHERE candidate_id = candidate.id AND extractor_id = ? AND answer_is_key IS NOT NULL)
                ORDER BY position
                """, [run.value, extractor.value], of: "problem", "position"
            ) { try $0.integer(0, StoreLimits.positions) }
        }
    }
}

extension Stored where Record == ImportRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, sha256, settings_json, origin, file, bytes, format, begun_at, position, records, candidates,
              known, is_finished
            FROM import WHERE \(condition) ORDER BY id
            """
        return try db.rows(sql, arguments, of: "import") { row in
            let bytes = try row.integer(5, StoreLimits.numbers)
            let progress = try ImportProgress(
                position: row.integer(8, 0...bytes), records: row.integer(9, StoreLimits.numbers),
                candidates: row.integer(10, StoreLimits.numbers), known: row.integer(11, StoreLimits.numbers),
                isFinished: row.flag(12))
            return try Stored(
                id: row.id(0),
                record: ImportRecord(
                    sha256: row.text(1), settingsJSON: row.text(2), origin: row.text(3), file: row.text(4),
                    bytes: bytes, format: row.text(6), begunAt: row.text(7),
                    progress: progress))
        }
    }
}
