import GRDB

/// Rows that are stored already are treated in one of these ways: two processes may do the same work at the same time.
public enum KnownRows: Sendable {
    /// Nothing is stored, and the caller gets an error.
    case refused

    /// Rows that say the same stay as they are, and the others are added; a row that says something else is an error.
    case kept
}

extension StoreError {
    /// Makes the error of a row that is stored with another content, or that may not be stored already.
    static func known(_ what: String, _ known: KnownRows) -> StoreError {
        switch known {
        case .refused: StoreError(.conflict, what)
        case .kept:
            StoreError(
                .conflict, "\(what), with another result",
                hint: "another process is at the same work; run the command again, it goes on with what is stored")
        }
    }
}

extension Database {
    /// Finds the row of a candidate that is stored already; nil where it is not.
    ///
    /// - Throws: ``StoreError`` of kind `conflict` when it is stored with another content.
    func known(_ entry: CollectedCandidate, judgedBy judges: Judges?) throws -> RowID<CandidateRecord>? {
        guard let stored = try stored(entry.candidate, of: entry.run, judgedBy: judges ?? Judges()) else { return nil }
        guard stored.record.says(CandidateEntry(entry.candidate, entry.judgements.first ?? Judgements())) else {
            let candidate = entry.candidate
            throw StoreError.known(
                "sample \(candidate.sampleIndex) of problem \(candidate.problem), round \(candidate.round), is "
                    + "already in run \(entry.run)", .kept)
        }
        return stored.candidateID
    }

    /// Finds the stored candidate with the natural key of another.
    fileprivate func stored(
        _ candidate: CandidateRecord, of run: RowID<RunRecord>, judgedBy judges: Judges
    ) throws -> Stored<CandidateEntry>? {
        let sql = CandidateQuery.sql(where: "candidate.problem_id = ? AND sample_index = ? AND round = ?")
        let key: StatementArguments = [candidate.problem.value, candidate.sampleIndex, candidate.round]
        return try CandidateQuery.entries(self, sql, CandidateQuery.arguments(run, judges) + key).first
    }

    /// Tells whether what some tools said of a candidate is stored already, and is the same.
    func says(_ judgements: Judgements, of candidate: RowID<CandidateRecord>, by judges: Judges) throws -> Bool {
        let statement = try cachedStatement(sql: JudgementQuery.sql(where: "candidate.id = ?"))
        let arguments: StatementArguments = [
            judges.extractor?.value, judges.grader?.value, judges.validator?.value, judges.verifier?.value,
            judgements.verdict?.repeat ?? 0, candidate.value,
        ]
        let stored = try statement.rows(arguments, of: "judgement", "candidate") { try Judgements($0, from: 1) }
        return stored.contains { $0.says(judgements) }
    }
}

extension CandidateEntry {
    /// Tells whether two entries are the same but for the time that was spent.
    fileprivate func says(_ other: CandidateEntry) -> Bool {
        candidate == other.candidate && judgements.says(other.judgements)
    }
}

extension Judgements {
    fileprivate func says(_ other: Judgements) -> Bool {
        var own = self
        if let seconds = other.verdict?.seconds { own.verdict?.seconds = seconds }
        return own == other
    }
}
