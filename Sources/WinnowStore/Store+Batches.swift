import Foundation
import GRDB

/// A source of candidates hands over what is added here.
extension Store {
    /// Appends a batch with all that belongs to it, in one transaction: a source that is killed goes on behind its last
    /// batch, with nothing lost and nothing doubled.
    ///
    /// The cached estimates of the runs are deleted in the same transaction, so stale figures are never seen.
    ///
    /// - Parameter known: what to do with candidates that are stored already: two processes may do the same work.
    /// - Returns: the candidates' identifiers, in the order given.
    /// - Throws: ``StoreError`` of kind `conflict` when one of them is stored already, or with another content, `invalid`
    ///   for NaN, or of the kinds of a file that cannot be written; then nothing of the batch is stored.
    /// - Complexity: about 15 µs per candidate with its judgements; batches of some thousands are best.
    @discardableResult
    public func append(
        _ batch: CandidateBatch, ifKnown known: KnownRows = .kept
    ) throws(StoreError) -> [RowID<CandidateRecord>] {
        do {
            return try write { try $0.append(batch) }
        } catch {
            guard error.kind == .conflict, case .kept = known else { throw error }
            return try write { db in
                let stored = try batch.candidates.map { try db.known($0, judgedBy: batch.judges.first) }
                let pairs = zip(stored, batch.candidates)
                try db.insertScores(
                    pairs.compactMap { id, entry in id.map { (of: $0, scores: entry.scores) } }, ifKnown: .kept)
                var rest = batch
                rest.candidates = pairs.filter { $0.0 == nil }.map(\.1)
                var new = try db.append(rest)[...]
                return stored.compactMap { $0 ?? new.popFirst() }
            }
        }
    }

    /// Reads the ledger of a run, by problem, sample index and round.
    ///
    /// - Throws: ``StoreError`` of kind `corrupt` for a row that no ledger can hold.
    public func calls(of run: RowID<RunRecord>) throws(StoreError) -> [CallRecord] {
        try read { db in
            try db.rows(
                """
                SELECT id, problem_id, sample_index, round, purpose, tool_id, calls, tokens_in, tokens_out, flops, seconds
                FROM call WHERE run_id = ? ORDER BY problem_id, sample_index, round, id
                """, [run.value], of: "call"
            ) { row in
                try CallRecord(
                    problem: row.id(1), sampleIndex: row.integer(2, StoreLimits.numbers),
                    round: row.integer(3, StoreLimits.numbers), purpose: row.word(4), tool: row.idIfAny(5),
                    calls: row.integer(6, StoreLimits.costs), tokensIn: row.integer(7, StoreLimits.costs),
                    tokensOut: row.integer(8, StoreLimits.costs), flops: row.amount(9), seconds: row.amountIfAny(10))
            }
        }
    }

    /// Adds up how long the candidates of a run took at its parallelism; nil where nobody measured it.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func pace(of run: RowID<RunRecord>) throws(StoreError) -> CandidateBatch.Pace? {
        try read { db in
            let batches = try db.rows(
                "SELECT id, candidates, seconds, ended_at FROM batch WHERE run_id = ? ORDER BY id", [run.value],
                of: "batch"
            ) { row in
                _ = try row.text(3)
                return try CandidateBatch.Pace(candidates: row.integer(1, StoreLimits.numbers), seconds: row.amount(2))
            }
            guard !batches.isEmpty else { return nil }
            return batches.reduce(into: CandidateBatch.Pace(candidates: 0, seconds: 0)) { sum, batch in
                sum.candidates += batch.candidates
                sum.seconds += batch.seconds
            }
        }
    }
}

extension Database {
    fileprivate func append(_ batch: CandidateBatch) throws -> [RowID<CandidateRecord>] {
        let entries = batch.candidates
        let writer = CandidateWriter(self)
        var ids = [RowID<CandidateRecord>?](repeating: nil, count: entries.count)
        let byRun = Dictionary(grouping: entries.indices, by: { entries[$0].run }).sorted { $0.key < $1.key }
        for (run, indices) in byRun {
            let inserted = try writer.insert(indices.map { entries[$0].candidate }, run: run)
            for (index, id) in zip(indices, inserted) { ids[index] = id }
        }
        let inOrder = ids.compactMap(\.self)
        try insertJudgements(zip(inOrder, entries).map { ($0, $1.judgements) }, by: batch.judges)
        for (run, indices) in byRun {
            for (lot, judges) in batch.judges.enumerated() {
                let said = indices.lazy.map { entries[$0].judgements }.filter { $0.indices.contains(lot) }.map {
                    $0[lot]
                }
                try note(said, by: judges, of: run.value, areNewest: true)
            }
        }
        try insertScores(zip(inOrder, entries).map { ($0, $1.scores) })
        try insert(zip(inOrder, entries).compactMap { id, entry in entry.prompt.map { (id, $0) } })
        for (id, entry) in zip(inOrder, entries) {
            if let confidence = entry.confidence { _ = try insert(confidence, of: id) }
        }
        for (run, calls) in batch.calls.sorted(by: { $0.key < $1.key }) { try insert(calls, of: run) }
        for (run, pace) in batch.paces.sorted(by: { $0.key < $1.key }) { try insert(pace, of: run) }
        if let reading = batch.reading { try insert(reading) }
        for run in Set(byRun.map(\.key)).union(batch.calls.keys).sorted() { try recordChange(ofRun: run.value) }
        return inOrder
    }

    private func insert(_ calls: [CallRecord], of run: RowID<RunRecord>) throws {
        let insert = try cachedStatement(
            sql: """
                INSERT INTO call (run_id, problem_id, sample_index, round, purpose, tool_id, calls, tokens_in, tokens_out,
                  flops, seconds)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
        for call in calls {
            try insert.execute(arguments: [
                run.value, call.problem.value,
                try storable(call.sampleIndex, "a call's sample", in: StoreLimits.numbers),
                try storable(call.round, "a call's round", in: StoreLimits.numbers), call.purpose.rawValue,
                call.tool?.value, try storable(call.calls, "a number of calls", in: StoreLimits.costs),
                try storable(call.tokensIn, "a call's tokens", in: StoreLimits.costs),
                try storable(call.tokensOut, "a call's tokens", in: StoreLimits.costs),
                try storable(call.flops, "a call's cost", upTo: StoreLimits.amount),
                try call.seconds.map { try storable($0, "a call's seconds", upTo: StoreLimits.amount) },
            ])
        }
    }

    private func insert(_ pace: CandidateBatch.Pace, of run: RowID<RunRecord>) throws {
        try execute(
            sql: "INSERT INTO batch (run_id, ended_at, candidates, seconds) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [
                run.value, Date.now.formatted(.iso8601.time(includingFractionalSeconds: true)),
                try storable(pace.candidates, "a batch's candidates", in: StoreLimits.numbers),
                try storable(pace.seconds, "a batch's seconds", upTo: StoreLimits.amount),
            ])
    }

    /// Inserts what lots of tools say of new candidates, each candidate's rows numbered from 0 without gaps.
    private func insertJudgements(
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
        _ scores: [(of: RowID<CandidateRecord>, scores: [CollectedCandidate.Score])],
        ifKnown known: KnownRows = .refused
    ) throws {
        for (candidate, scores) in scores {
            for score in scores {
                let record = ScoreRecord(candidate: candidate, value: score.value, steps: score.steps)
                if try insert(record, by: score.scorer) { continue }
                guard case .kept = known, try says(record, by: score.scorer) else {
                    throw StoreError.known("a tool has scored candidate \(candidate) before", known)
                }
            }
        }
    }

    fileprivate func insert(_ reading: CandidateBatch.FileReading) throws {
        let (file, progress) = (reading.file, reading.progress)
        let insert = try cachedStatement(
            sql: """
                INSERT INTO rejected (import_id, file, line, part, reason, excerpt) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
        for piece in reading.rejected {
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
