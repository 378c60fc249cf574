import GRDB

/// A run has judges, and of each kind one whose word counts.
extension Store {
    /// Finds the tool of each kind whose word counts: what analyses and the views read of a run.
    ///
    /// Of extractors, graders and validators it is the newest that came with the run's candidates, or the one that was
    /// chosen since; see ``choose(_:of:)``. Of verifiers it is the domain's own; the only one, where there is one only; and
    /// nil where there are several and none of them is the domain's.
    ///
    /// - Complexity: linear in the run's judgements, which are checked.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func judges(of run: RowID<RunRecord>) throws(StoreError) -> Judges {
        try read { db in
            let tools = try db.checkedJudges(of: run)
            func counting(_ kind: ToolRecord.Kind) -> RowID<ToolRecord>? {
                tools.first { $0.kind == kind && $0.counts }?.tool
            }
            return Judges(
                extractor: counting(.extractor), grader: counting(.grader), validator: counting(.validator),
                verifier: counting(.verifier))
        }
    }

    /// Tells whether any candidate of the run has a grade.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func isGraded(_ run: RowID<RunRecord>) throws(StoreError) -> Bool {
        try read { db in
            try db.single("SELECT EXISTS (SELECT 1 FROM run_judge WHERE run_id = ? AND kind = 'grader')", [run.value])
                != 0
        }
    }

    /// Finds the graders that judged any candidate of the run, oldest first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func graders(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            let graders = try db.checkedJudges(of: run).filter { $0.kind == .grader }.map(\.tool)
            return try Stored<ToolRecord>.fetch(Set(graders), in: db, of: "judgement")
        }
    }

    /// Finds the verifiers that judged any candidate of the run, oldest first.
    ///
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func verifiers(of run: RowID<RunRecord>) throws(StoreError) -> [Stored<ToolRecord>] {
        try read { db in
            let verifiers = try db.checkedJudges(of: run).filter { $0.kind == .verifier }.map(\.tool)
            return try Stored<ToolRecord>.fetch(Set(verifiers), in: db, of: "judgement")
        }
    }

    /// Lists the tools that judged or scored any candidate of the run, with how many and whether their word counts; by
    /// kind, each oldest first.
    ///
    /// - Complexity: linear in the run's judgements and scores.
    /// - Throws: ``StoreError`` when the database cannot be read or is damaged.
    public func judgeOverview(of run: RowID<RunRecord>) throws(StoreError) -> [JudgeOverview] {
        try read { db in
            let judges = try db.checkedJudges(of: run)
            let tools = try Stored<ToolRecord>.fetch(Set(judges.map(\.tool)), in: db, of: "judgement")
            var overview: [JudgeOverview] = []
            for judge in judges {
                guard let tool = tools.first(where: { $0.id == judge.tool }) else { continue }
                let said =
                    switch judge.kind {
                    case .extractor: "extractor_id = ? AND answer_is_key IS NOT NULL"
                    case .grader: "grader_id = ? AND correct IS NOT NULL"
                    case .validator: "validator_id = ? AND complete IS NOT NULL"
                    default: "verifier_id = ? AND outcome IS NOT NULL AND repeat = 0"
                    }
                let count = try db.single(
                    """
                    SELECT count(*) FROM candidate CROSS JOIN judgement ON candidate_id = candidate.id
                    WHERE \(said) AND run_id = ?
                    """, [judge.tool.value, run.value])
                overview.append(JudgeOverview(tool: tool, candidates: Int(count), counts: judge.counts))
            }
            let scored = try db.rows(
                """
                SELECT tool_id, count(DISTINCT candidate_id) FROM candidate CROSS JOIN score
                  ON candidate_id = candidate.id
                WHERE run_id = ? GROUP BY tool_id ORDER BY tool_id
                """, [run.value], of: "score", "tool"
            ) { (tool: try $0.id(0) as RowID<ToolRecord>, count: try $0.integer(1, StoreLimits.numbers)) }
            let scorers = try Stored<ToolRecord>.fetch(Set(scored.map(\.tool)), in: db, of: "score")
            for (scorer, row) in zip(scorers, scored) {
                overview.append(JudgeOverview(tool: scorer, candidates: row.count, counts: true))
            }
            let compared = try db.rows(
                """
                SELECT tool_id, count(DISTINCT problem_id || ' ' || shown.value)
                FROM comparison, json_each(shown_json) AS shown WHERE run_id = ? GROUP BY tool_id ORDER BY tool_id
                """, [run.value], of: "comparison", "tool"
            ) { (tool: try $0.id(0) as RowID<ToolRecord>, count: try $0.integer(1, StoreLimits.numbers)) }
            let comparers = try Stored<ToolRecord>.fetch(Set(compared.map(\.tool)), in: db, of: "comparison")
            for (comparer, row) in zip(comparers, compared) {
                overview.append(JudgeOverview(tool: comparer, candidates: row.count, counts: true))
            }
            return overview
        }
    }

    /// Makes the word of these tools count in a run, where they have judged it; a nil one changes nothing, and which
    /// verifier counts follows from the extractor.
    ///
    /// - Throws: ``StoreError`` when the database cannot be written.
    public func choose(_ judges: Judges, of run: RowID<RunRecord>) throws(StoreError) {
        try write { db in
            let before = try db.countingJudges(of: run.value)
            let chosen = [("extractor", judges.extractor), ("grader", judges.grader), ("validator", judges.validator)]
            for case (let kind, let tool?) in chosen {
                try db.execute(
                    sql: """
                        UPDATE run_judge SET counts = tool_id = :tool WHERE run_id = :run AND kind = :kind
                          AND EXISTS (SELECT 1 FROM run_judge
                            WHERE run_id = :run AND kind = :kind AND tool_id = :tool)
                        """, arguments: ["run": run.value, "kind": kind, "tool": tool.value])
            }
            try db.settleVerifiers(of: run.value)
            if try db.countingJudges(of: run.value) != before { try db.recordChange(ofRun: run.value) }
        }
    }
}

/// An overview is of a tool that judged a run.
public struct JudgeOverview: Hashable, Sendable {
    public let tool: Stored<ToolRecord>

    /// It has judged so many candidates of the run, of all rounds.
    public let candidates: Int

    /// True where views and analyses take its word; scorers are never in each other's place.
    public let counts: Bool
}

extension Database {
    /// A judge is a row of `run_judge`.
    fileprivate struct RunJudge {
        let kind: ToolRecord.Kind
        let tool: RowID<ToolRecord>
        let counts: Bool
    }

    /// Finds the tools that judged a run by its own table, which must agree with the judgements.
    fileprivate func checkedJudges(of run: RowID<RunRecord>) throws -> [RunJudge] {
        let listed = try rows(
            "SELECT run_id, kind, tool_id, counts FROM run_judge WHERE run_id = ? ORDER BY kind, tool_id", [run.value],
            of: "run_judge", "run"
        ) { row in
            let kind: ToolRecord.Kind = try row.word(1)
            return try RunJudge(kind: kind, tool: row.id(2), counts: row.flag(3))
        }
        guard try Set(listed.map(\.tool)) == toolsJudging(run) else {
            throw SuspectedDamage(what: "the tools that judged run \(run) are not those that it lists")
        }
        let tools = try Stored<ToolRecord>.fetch(Set(listed.map(\.tool)), in: self, of: "run_judge")
        for judge in listed where !tools.contains(where: { $0.id == judge.tool && $0.record.kind == judge.kind }) {
            throw SuspectedDamage(
                what: "tool \(judge.tool) is not the \(judge.kind.rawValue) of run \(run) that it is listed as")
        }
        return listed
    }

    /// Finds the tools whose word counts in a run, as far as its own table says.
    func countingJudges(of run: Int64) throws -> Set<Int64> {
        try Set(
            rows("SELECT tool_id FROM run_judge WHERE run_id = ? AND counts", [run], of: "run_judge", "tool") {
                try ($0.id(0) as RowID<ToolRecord>).value
            })
    }

    func settleVerifiers(of run: Int64) throws {
        try cachedStatement(sql: Schema.countingVerifiers(where: "run_id = ?")).execute(arguments: [run])
    }

    /// Lists the tools that have said something of a run's candidates.
    ///
    /// - Parameter areNewest: whether their word counts from now on, in place of older ones: of tools that judge candidates
    ///   as these are stored. Of tools that judge stored candidates in another way it counts once all are judged, when it
    ///   is chosen.
    func note(_ said: some Sequence<Judgements>, by judges: Judges, of run: Int64, areNewest: Bool) throws {
        var present = (reading: false, grade: false, check: false, verdict: false)
        for judgements in said {
            if judgements.reading != nil { present.reading = true }
            if judgements.correct != nil { present.grade = true }
            if judgements.traceCheck != nil { present.check = true }
            if judgements.verdict != nil { present.verdict = true }
        }
        let tools = [
            ("extractor", present.reading ? judges.extractor : nil), ("grader", present.grade ? judges.grader : nil),
            ("validator", present.check ? judges.validator : nil),
            ("verifier", present.verdict ? judges.verifier : nil),
        ]
        let insert = try cachedStatement(
            sql: "INSERT INTO run_judge (run_id, kind, tool_id, counts) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING")
        var isNew = false
        for case (let kind, let tool?) in tools {
            try insert.execute(arguments: [run, kind, tool.value])
            guard changesCount > 0 else { continue }
            isNew = true
            guard kind != "verifier" else { continue }
            try execute(
                sql: """
                    UPDATE run_judge SET counts = tool_id = :tool WHERE run_id = :run AND kind = :kind
                      AND NOT EXISTS (SELECT 1 FROM run_judge
                        WHERE run_id = :run AND kind = :kind AND counts AND (:tool < tool_id OR NOT :newest))
                    """, arguments: ["run": run, "kind": kind, "tool": tool.value, "newest": areNewest])
        }
        if isNew { try settleVerifiers(of: run) }
    }
}
