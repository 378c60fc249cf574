import GRDB

/// Taking in what other programs sampled.
extension Store {
    /// The files that were imported, or began to be, oldest first.
    public func imports() throws(StoreError) -> [Stored<ImportRecord>] {
        try read { try Stored<ImportRecord>.fetch($0, where: "true", []) }
    }

    /// The file's row, inserted when there is none; a stored one keeps its progress.
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
            return stored
        }
    }

    /// Appends what was read of a file, and how far it has been read, in one transaction: an import that is killed goes
    /// on behind its last batch, with nothing lost and nothing doubled.
    ///
    /// - Parameters:
    ///   - lots: the tools behind each element of ``ImportedEntry/judgements``.
    ///   - progress: as it is with this batch.
    /// - Throws: ``StoreError``, as ``append(_:to:judgedBy:)``.
    @discardableResult
    public func append(
        _ entries: [ImportedEntry], judgedBy lots: [Judges], rejected: [RejectedRecord], of file: RowID<ImportRecord>,
        progress: ImportProgress
    ) throws(StoreError) -> [RowID<CandidateRecord>] {
        try write { db in
            let writer = CandidateWriter(db)
            var ids: [Int: RowID<CandidateRecord>] = [:]
            let byRun = Dictionary(grouping: entries.indices, by: { entries[$0].run }).sorted { $0.key < $1.key }
            for (run, indices) in byRun {
                let inserted = try writer.insert(indices.map { entries[$0].candidate }, run: run)
                for (index, id) in zip(indices, inserted) { ids[index] = id }
            }
            let inOrder = entries.indices.compactMap { ids[$0] }
            try db.insertJudgements(zip(inOrder, entries).map { ($0, $1.judgements) }, by: lots)
            try db.insertScores(zip(inOrder, entries).map { ($0, $1.scores) })
            try db.insert(rejected, of: file, progress: progress)
            for (run, _) in byRun { try db.recordChange(ofRun: run.value) }
            return inOrder
        }
    }

    /// The reference answers of a set's problems; those without one are absent.
    public func references(
        of set: RowID<ProblemSetRecord>
    ) throws(StoreError) -> [RowID<ProblemRecord>: String] {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT problem_id, answer FROM reference JOIN problem ON problem.id = problem_id
                    WHERE problem_set_id = ?
                    """, arguments: [set.value])
            var answers: [RowID<ProblemRecord>: String] = [:]
            while let row = try rows.next() { answers[RowID(row[0])] = row[1] }
            return answers
        }
    }

    /// Keeps the reference answers of problems; the first that came for a problem stays.
    ///
    /// - Returns: the problems whose reference is another one.
    @discardableResult
    public func setReferences(
        _ answers: [RowID<ProblemRecord>: String]
    ) throws(StoreError) -> Set<RowID<ProblemRecord>> {
        try write { db in
            let insert = try db.cachedStatement(
                sql: "INSERT INTO reference (problem_id, answer) VALUES (?, ?) ON CONFLICT DO NOTHING")
            let find = try db.cachedStatement(sql: "SELECT answer FROM reference WHERE problem_id = ?")
            var others: Set<RowID<ProblemRecord>> = []
            for (problem, answer) in answers {
                try insert.execute(arguments: [problem.value, answer])
                if try String.fetchOne(find, arguments: [problem.value]) != answer { others.insert(problem) }
            }
            return others
        }
    }

    /// The places of a set's problems by their hashes.
    ///
    /// - Complexity: linear in the problems; their texts are not read.
    public func problemPlaces(
        in set: RowID<ProblemSetRecord>
    ) throws(StoreError) -> [String: (id: RowID<ProblemRecord>, position: Int)] {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT canonical_hash, id, position FROM problem WHERE problem_set_id = ?",
                arguments: [set.value])
            var places: [String: (id: RowID<ProblemRecord>, position: Int)] = [:]
            while let row = try rows.next() { places[row[0]] = (RowID(row[1]), row[2]) }
            return places
        }
    }

    /// The first pieces of an imported file that could not be read, in the order in which they were found.
    public func rejected(of file: RowID<ImportRecord>, first count: Int = .max) throws(StoreError) -> [RejectedRecord] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT file, line, part, reason, excerpt FROM rejected WHERE import_id = ? ORDER BY id LIMIT ?",
                arguments: [file.value, count]
            ).map { RejectedRecord(file: $0[0], line: $0[1], part: $0[2], reason: $0[3], excerpt: $0[4]) }
        }
    }

    /// How many pieces of an imported file could not be read.
    public func rejectedCount(of file: RowID<ImportRecord>) throws(StoreError) -> Int {
        try read { try Int($0.single("SELECT count(*) FROM rejected WHERE import_id = ?", [file.value])) }
    }

    /// The positions of the problems of which an extractor has not read all candidates.
    ///
    /// - Complexity: linear in the candidates; their texts are not read.
    public func unreadPositions(
        of run: RowID<RunRecord>, by extractor: RowID<ToolRecord>
    ) throws(StoreError) -> [Int] {
        try read { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT position FROM candidate JOIN problem ON problem.id = problem_id
                    WHERE run_id = ? AND NOT EXISTS (SELECT 1 FROM judgement
                      WHERE candidate_id = candidate.id AND extractor_id = ? AND answer_is_key IS NOT NULL)
                    ORDER BY position
                    """, arguments: [run.value, extractor.value])
        }
    }
}

extension Database {
    /// Inserts what lots of tools say of new candidates, each candidate's rows numbered from 0 without gaps.
    fileprivate func insertJudgements(
        _ judgements: [(of: RowID<CandidateRecord>, lots: [Judgements])], by lots: [Judges]
    ) throws {
        var said = judgements.map { _ in 0 }
        for (index, judges) in lots.enumerated() {
            let present = judgements.indices.filter {
                judgements[$0].lots.indices.contains(index) && judgements[$0].lots[index] != Judgements()
            }
            try CandidateWriter(self).insert(
                present.map { (judgements[$0].of, judgements[$0].lots[index]) }, by: judges,
                numbers: present.map { said[$0] })
            for candidate in present { said[candidate] += 1 }
        }
    }

    fileprivate func insertScores(
        _ scores: [(of: RowID<CandidateRecord>, scores: [ImportedEntry.Score])]
    ) throws {
        for (candidate, scores) in scores {
            for score in scores {
                try insert(
                    ScoreRecord(candidate: candidate, value: score.value, steps: score.steps), by: score.scorer)
            }
        }
    }

    fileprivate func insert(
        _ rejected: [RejectedRecord], of file: RowID<ImportRecord>, progress: ImportProgress
    ) throws {
        let insert = try cachedStatement(
            sql: """
                INSERT INTO rejected (import_id, file, line, part, reason, excerpt) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
        for piece in rejected {
            try insert.execute(arguments: [
                file.value, piece.file, piece.line, piece.part, piece.reason, piece.excerpt,
            ])
        }
        try execute(
            sql: """
                UPDATE import SET position = ?, records = ?, candidates = ?, known = ?, is_finished = ? WHERE id = ?
                """,
            arguments: [
                progress.position, progress.records, progress.candidates, progress.known, progress.isFinished,
                file.value,
            ])
    }
}

extension Stored where Record == ImportRecord {
    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Stored] {
        let sql = """
            SELECT id, sha256, settings_json, origin, file, bytes, format, begun_at, position, records, candidates,
              known, is_finished
            FROM import WHERE \(condition) ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Stored(
                id: RowID(row[0]),
                record: ImportRecord(
                    sha256: row[1], settingsJSON: row[2], origin: row[3], file: row[4], bytes: row[5], format: row[6],
                    begunAt: row[7],
                    progress: ImportProgress(
                        position: row[8], records: row[9], candidates: row[10], known: row[11], isFinished: row[12])))
        }
    }
}
