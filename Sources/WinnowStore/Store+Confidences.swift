import Foundation
import GRDB

/// A row says how sure the model was of the tokens of one first answer.
public struct ConfidenceRow: Sendable {
    public let problem: RowID<ProblemRecord>
    public let sampleIndex: Int
    public let confidence: ConfidenceRecord
}

/// A silent candidate is a first answer of which nobody said how sure the model was.
public struct SilentCandidate: Sendable {
    public let candidate: RowID<CandidateRecord>
    public let problem: RowID<ProblemRecord>
    public let tokens: [UInt16]
}

/// How sure models were of tokens is written and read back here.
extension Store {
    /// Adds the confidences of stored candidates, in one transaction; those that have some keep what they have.
    ///
    /// Cached estimates that may rest on them are deleted.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func append(
        _ confidences: [(of: RowID<CandidateRecord>, ConfidenceRecord)]
    ) throws(StoreError) {
        try write { db in
            let new = try confidences.filter { try db.insert($0.1, of: $0.of) }
            for run in try db.runs(of: new.lazy.map(\.of)) { try db.recordScores(ofRun: run) }
        }
    }

    /// Reads the confidences of a run's first answers, by problem and sample index.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged, and what `body` throws.
    public func forEachConfidence(
        of run: RowID<RunRecord>, _ body: (ConfidenceRow) -> Void
    ) throws(StoreError) {
        try read { db in
            let rows = try db.rows(
                """
                SELECT candidate_id, problem_id, sample_index, confidence.tokens, best, vocabulary, server, arrays
                FROM confidence JOIN candidate ON candidate.id = candidate_id
                WHERE run_id = ? AND round = 0 ORDER BY problem_id, sample_index
                """, [run.value], of: "confidence"
            ) { row in
                try ConfidenceRow(
                    problem: row.id(1), sampleIndex: row.integer(2, StoreLimits.numbers),
                    confidence: row.confidence(from: 3))
            }
            for row in rows { body(row) }
        }
    }

    /// Reads the confidences of a run's candidates of one problem, by its 1-based position; those without are absent.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func confidences(
        of run: RowID<RunRecord>, position: Int
    ) throws(StoreError) -> [RowID<CandidateRecord>: ConfidenceRecord] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT candidate_id, confidence.tokens, best, vocabulary, server, arrays
                FROM candidate JOIN problem ON problem.id = problem_id JOIN confidence ON candidate_id = candidate.id
                WHERE run_id = ? AND position = ? ORDER BY candidate.id
                """, [run.value, position], of: "confidence"
            ) { row in
                let id: RowID<CandidateRecord> = try row.id(0)
                return (id, try row.confidence(from: 1))
            }
            return Dictionary(rows) { first, _ in first }
        }
    }

    /// Counts a run's first answers whose confidences are stored.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read.
    public func confidenceCount(of run: RowID<RunRecord>) throws(StoreError) -> Int {
        try read { db in
            try Int(
                db.integer(
                    """
                    SELECT count(*) FROM candidate JOIN confidence ON candidate_id = candidate.id
                    WHERE run_id = \(run.value) AND round = 0
                    """) ?? 0)
        }
    }

    /// Finds the first answers in tokens of a run of which nobody said how sure the model was, in the order of their rows.
    ///
    /// - Parameters:
    ///   - behind: only later rows; nil for all.
    ///   - limit: the most to find.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func silentCandidates(
        of run: RowID<RunRecord>, behind: RowID<CandidateRecord>?, limit: Int
    ) throws(StoreError) -> [SilentCandidate] {
        try read { db in
            try db.rows(
                """
                SELECT id, problem_id, tokens FROM candidate
                WHERE run_id = ? AND round = 0 AND length(tokens) > 0 AND id > ?
                  AND NOT EXISTS (SELECT 1 FROM confidence WHERE candidate_id = candidate.id)
                ORDER BY id LIMIT ?
                """, [run.value, behind?.value ?? -1, limit], of: "candidate"
            ) { row in
                try SilentCandidate(
                    candidate: row.id(0), problem: row.id(1), tokens: TokenBlob.decode(row.tokenBytes(2)))
            }
        }
    }
}

extension StoredRow {
    /// Reads tokens, best, vocabulary, server and arrays, in this order.
    fileprivate func confidence(from index: Int) throws -> ConfidenceRecord {
        let tokens = try integer(index, StoreLimits.costs)
        let vocabulary = try integerIfAny(index + 2, StoreLimits.numbers)
        let arrays = try tokenBytes(index + 4)
        guard arrays.count == (vocabulary == nil ? 6 : 8) * tokens else {
            throw damage(index + 4, "the numbers of \(tokens) tokens")
        }
        return try ConfidenceRecord(
            arrays: arrays, tokens: tokens, best: integer(index + 1, StoreLimits.numbers), vocabulary: vocabulary,
            server: textIfAny(index + 3))
    }
}

extension Database {
    /// - Returns: false, with nothing inserted, where the candidate has confidences.
    func insert(_ confidence: ConfidenceRecord, of candidate: RowID<CandidateRecord>) throws -> Bool {
        let insert = try cachedStatement(
            sql: """
                INSERT INTO confidence (candidate_id, tokens, best, vocabulary, server, arrays) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
        try insert.execute(arguments: [
            candidate.value, confidence.logProbabilities.count,
            try storable(confidence.best, "a number of best tokens", in: StoreLimits.numbers), confidence.vocabulary,
            confidence.server, confidence.arrays,
        ])
        return changesCount > 0
    }
}
