import GRDB

/// Candidates and what is said of them are added here.
extension Store {
    /// Appends candidates of one run with what one lot of tools says of them; see ``append(_:ifKnown:)``.
    ///
    /// - Throws: ``StoreError`` as that one does.
    @discardableResult
    public func append(
        _ entries: [CandidateEntry], to run: RowID<RunRecord>, judgedBy judges: Judges = Judges(),
        ifKnown known: KnownRows = .refused
    ) throws(StoreError) -> [RowID<CandidateRecord>] {
        let candidates = entries.map {
            CollectedCandidate(run: run, candidate: $0.candidate, judgements: [$0.judgements])
        }
        return try append(CandidateBatch(candidates, judges: [judges]), ifKnown: known)
    }

    /// Adds judgements of stored candidates by other tools, in one transaction; nothing is overwritten.
    ///
    /// Cached estimates of a run stay where the word of none of these tools counts, before or after: they are computed
    /// from what ``judges(of:)`` say.
    ///
    /// - Parameter known: what to do when a tool has judged one of the candidates before.
    /// - Throws: ``StoreError`` of kind `conflict` when a tool has judged one of the candidates before.
    public func judge(
        _ judgements: [RowID<CandidateRecord>: Judgements], by judges: Judges, ifKnown known: KnownRows = .refused
    ) throws(StoreError) {
        try write { db in
            var inOrder: [(of: RowID<CandidateRecord>, Judgements)] = []
            var places: [Int] = []
            for (candidate, said) in judgements.sorted(by: { $0.key < $1.key }) {
                if let place = try db.nextJudgement(of: candidate, said, by: judges) {
                    inOrder.append((candidate, said))
                    places.append(place)
                    continue
                }
                guard case .kept = known, try db.says(said, of: candidate, by: judges) else {
                    throw StoreError.known("a tool has judged candidate \(candidate) before", known)
                }
            }
            try CandidateWriter(db).insert(inOrder, by: judges, numbers: places)
            let tools = Set(
                [judges.extractor, judges.grader, judges.validator, judges.verifier].compactMap { $0?.value })
            for run in try db.runs(of: inOrder.lazy.map(\.of)) {
                let before = try db.countingJudges(of: run)
                try db.note(inOrder.lazy.map(\.1), by: judges, of: run, areNewest: false)
                let after = try db.countingJudges(of: run)
                if before != after || !after.isDisjoint(with: tools) { try db.recordChange(ofRun: run) }
            }
        }
    }

    /// Adds a scorer's numbers of stored candidates, in one transaction; nothing is overwritten.
    ///
    /// Cached estimates that do not read scores stay.
    ///
    /// - Parameter known: what to do when the tool has scored one of the candidates before under the same repeat.
    /// - Throws: ``StoreError`` of kind `conflict` when the tool has scored one of the candidates before under the
    ///   same repeat, `invalid` for NaN.
    public func append(
        _ scores: [ScoreRecord], by scorer: RowID<ToolRecord>, ifKnown known: KnownRows = .refused
    ) throws(StoreError) {
        try write { db in
            let new = try scores.filter { score in
                if try db.insert(score, by: scorer) { return true }
                guard case .kept = known, try db.says(score, by: scorer) else {
                    throw StoreError.known("a tool has scored candidate \(score.candidate) before", known)
                }
                return false
            }
            for run in try db.runs(of: new.lazy.map(\.candidate)) { try db.recordScores(ofRun: run) }
        }
    }
}

extension Database {
    /// Deletes a run's cached estimates and raises its revision.
    func recordChange(ofRun run: Int64) throws {
        try execute(sql: "DELETE FROM estimate WHERE run_id = ?", arguments: [run])
        try raiseRevision(ofRun: run)
    }

    /// Deletes a run's cached estimates that read scores, or may do so, and raises its revision.
    func recordScores(ofRun run: Int64) throws {
        try execute(sql: "DELETE FROM estimate WHERE run_id = ? AND reads_scores IS NOT 0", arguments: [run])
        try raiseRevision(ofRun: run)
    }

    private func raiseRevision(ofRun run: Int64) throws {
        try execute(
            sql: """
                INSERT INTO run_revision (run_id, revision) VALUES (?, 1)
                ON CONFLICT (run_id) DO UPDATE SET revision = revision + 1
                """, arguments: [run])
    }

    /// - Returns: false, with nothing inserted, when the tool has scored the candidate before under the same repeat.
    func insert(_ score: ScoreRecord, by scorer: RowID<ToolRecord>) throws -> Bool {
        precondition(score.steps.isEmpty || score.repeat == 0, "only repeat 0 has step scores")
        let insert = try cachedStatement(
            sql: """
                INSERT INTO score (candidate_id, tool_id, repeat, value, tokens, flops) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
        try insert.execute(arguments: [
            score.candidate.value, scorer.value,
            try storable(score.repeat, "a score's number", in: StoreLimits.repeats),
            try storable(score.value, "a score"), try storable(score.tokens, "a score's tokens", in: StoreLimits.costs),
            try storable(score.flops, "a score's cost", upTo: StoreLimits.amount),
        ])
        if changesCount == 0 { return false }
        let insertStep = try cachedStatement(
            sql: "INSERT INTO step_score (candidate_id, tool_id, step, value) VALUES (?, ?, ?, ?)")
        for (index, value) in score.steps.enumerated() {
            try insertStep.execute(arguments: [
                score.candidate.value, scorer.value, index + 1, try storable(value, "a step's score"),
            ])
        }
        return true
    }

    /// Finds the number of a candidate's next judgement; nil when one of the tools has judged it before.
    ///
    /// Judging a candidate is adding a row of some tools, so no key of the table can say that each tool judges it
    /// once; a trigger could, but SQLite then copies every batch that is appended.
    fileprivate func nextJudgement(
        of candidate: RowID<CandidateRecord>, _ judgements: Judgements, by judges: Judges
    ) throws -> Int? {
        let find = try cachedStatement(
            sql: """
                SELECT coalesce(max(number), -1) + 1,
                  coalesce(max((answer_is_key IS NOT NULL AND extractor_id = ?)
                    OR (correct IS NOT NULL AND grader_id = ?) OR (complete IS NOT NULL AND validator_id = ?)
                    OR (outcome IS NOT NULL AND verifier_id = ? AND repeat = ?)), 0)
                FROM judgement WHERE candidate_id = ?
                """)
        let arguments: StatementArguments = [
            judgements.reading == nil ? nil : judges.extractor?.value,
            judgements.correct == nil ? nil : judges.grader?.value,
            judgements.traceCheck == nil ? nil : judges.validator?.value,
            judgements.verdict == nil ? nil : judges.verifier?.value, judgements.verdict?.repeat, candidate.value,
        ]
        let places = try find.rows(arguments, of: "judgement") { row in
            (number: try row.integer(0, StoreLimits.numbers), isTaken: try row.flag(1))
        }
        return places.first.flatMap { $0.isTaken ? nil : $0.number }
    }

    /// Finds the runs that candidates are of.
    func runs(of candidates: some Sequence<RowID<CandidateRecord>>) throws -> [Int64] {
        let find = try cachedStatement(sql: "SELECT run_id FROM candidate WHERE id = ?")
        var runs: Set<Int64> = []
        for candidate in candidates {
            if let run = try find.integer([candidate.value]) { runs.insert(run) }
        }
        return runs.sorted()
    }
}
