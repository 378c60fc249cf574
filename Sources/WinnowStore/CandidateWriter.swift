import GRDB
import WinnowText

/// Inserts candidates and judgements within one transaction, table by table.
struct CandidateWriter {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Inserts candidates under the next identifiers, in the order given.
    func insert(_ candidates: [CandidateRecord], run: RowID<RunRecord>) throws -> [RowID<CandidateRecord>] {
        let first = try db.nextID(in: "candidate", count: candidates.count)
        let ids = candidates.indices.map { RowID<CandidateRecord>(first + Int64($0)) }
        // First rounds are by far the most, and a value that is bound once costs no row anything.
        let areFirst = candidates.allSatisfy { $0.parent == nil && $0.round == 0 }
        let rowInsert = MultiRowInsert(
            db, into: "candidate",
            constants: areFirst ? (["run_id", "round"], [run.value, 0]) : (["run_id"], [run.value]),
            columns: [
                "id", "problem_id", "sample_index", "tokens", "log_probability", "sampling_log_probability",
                "prompt_tokens", "trace_tokens", "answer_tokens", "stop_reason", "flops",
            ] + (areFirst ? [] : ["parent_id", "round"]))
        do {
            try rowInsert.insert(candidates.count) { index in
                let record = candidates[index]
                let values: StatementArguments = [
                    ids[index].value, record.problem.value,
                    try storable(record.sampleIndex, "a sample's index", in: StoreLimits.numbers),
                    TokenBlob.encode(record.tokens),
                    try storable(record.logProbability, "a candidate's log-probability"),
                    try storable(record.samplingLogProbability, "a candidate's log-probability"),
                    try storable(record.promptTokens, "a prompt's tokens", in: StoreLimits.costs),
                    try storable(record.traceTokens, "a trace's tokens", in: StoreLimits.costs),
                    try storable(record.answerTokens, "an answer's tokens", in: StoreLimits.costs), record.stopReason,
                    try storable(record.flops, "a candidate's cost", upTo: StoreLimits.amount),
                ]
                return areFirst ? values : values + [record.parent?.value, record.round]
            }
        } catch let refused as RefusedRow {
            guard refused.reason.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE else { throw refused.reason }
            let record = candidates[refused.row]
            throw StoreError(
                .conflict,
                "sample \(record.sampleIndex) of problem \(record.problem), round \(record.round), is already in "
                    + "run \(run)", hint: "another process may be extending the same run")
        }
        try insertTexts(of: candidates, ids)
        return ids
    }

    private func insertTexts(of candidates: [CandidateRecord], _ ids: [RowID<CandidateRecord>]) throws {
        let rows = candidates.indices.filter { candidates[$0].completion != nil }
        guard !rows.isEmpty else { return }
        let rowInsert = MultiRowInsert(
            db, into: "completion", constants: ([], []),
            columns: ["candidate_id", "text", "completion_tokens", "prompt_tokens"])
        try rowInsert.insert(rows.count) { index in
            let completion = candidates[rows[index]].completion
            return [
                ids[rows[index]].value, completion?.text,
                try storable(completion?.completionTokens, "a completion's tokens", in: StoreLimits.costs),
                try storable(completion?.promptTokens, "a prompt's tokens", in: StoreLimits.costs),
            ]
        }
    }

    /// Inserts what tools said of candidates, under these numbers; nil where nothing was said of them before.
    ///
    /// A judgement without a tool that made it is a bug of the caller and traps.
    func insert(
        _ judgements: [(of: RowID<CandidateRecord>, Judgements)], by judges: Judges,
        numbers: [Int]? = nil
    ) throws {
        let rows = judgements.indices.filter { judgements[$0].1 != Judgements() }
        guard !rows.isEmpty else { return }
        let texts = try SharedTexts(of: rows.lazy.map { judgements[$0].1 }, in: db)
        let costs = VerdictCosts(rows.lazy.compactMap { judgements[$0].1.verdict })
        let rowInsert = try MultiRowInsert(
            db, into: "judgement",
            constants: (
                ["extractor_id", "grader_id", "validator_id", "verifier_id"]
                    + (costs == nil ? [] : VerdictCosts.columns),
                [judges.extractor?.value, judges.grader?.value, judges.validator?.value, judges.verifier?.value]
                    + (costs?.values ?? [])
            ),
            columns: [
                "candidate_id", "number", "answer_is_key", "answer_key", "answer", "correct", "legal", "complete",
                "error", "error_step", "explanation", "outcome", "critiques",
            ] + (costs == nil ? VerdictCosts.columns : []))
        do {
            try rowInsert.insert(rows.count) { index in
                let (id, judgement) = judgements[rows[index]]
                judges.checkTools(of: judgement)
                let (reading, check, verdict) = (judgement.reading, judgement.traceCheck, judgement.verdict)
                // By bytes: what is read back for the answer is the key.
                let answerIsKey = reading.map { $0.answer.map { ExactText($0) } == $0.answerKey.map { ExactText($0) } }
                let values: StatementArguments = [
                    id.value, numbers?[rows[index]] ?? 0, answerIsKey, reading?.answerKey,
                    answerIsKey == false ? reading?.answer : nil, judgement.correct, check?.legal, check?.complete,
                    check?.error.map(texts.id), check?.errorStep,
                    check?.explanation.map(texts.id), verdict?.outcome.code,
                    verdict?.critiquesJSON.map(texts.critiques),
                ]
                guard costs == nil else { return values }
                return try values + (verdict.map(VerdictCosts.init)?.values ?? [nil, nil, nil, nil])
            }
        } catch let refused as RefusedRow {
            throw refused.reason
        }
    }
}

/// A verdict says this apart from its outcome; most often the same for all verdicts of a batch.
private struct VerdictCosts: Equatable {
    static let columns = ["repeat", "calls", "tokens", "seconds"]

    let `repeat`: Int
    let calls: Int
    let tokens: Int
    let seconds: Double

    init(_ verdict: VerdictRecord) {
        (`repeat`, calls, tokens, seconds) = (verdict.repeat, verdict.calls, verdict.tokens, verdict.seconds)
    }

    /// Finds what all the verdicts have in common; nil when they differ or there is none.
    init?(_ verdicts: some Sequence<VerdictRecord>) {
        var common: VerdictCosts?
        for verdict in verdicts {
            let costs = VerdictCosts(verdict)
            if let common, common != costs { return nil }
            common = costs
        }
        guard let common else { return nil }
        self = common
    }

    var values: StatementArguments {
        get throws {
            [
                try storable(`repeat`, "a verdict's number", in: StoreLimits.repeats),
                try storable(calls, "a verdict's calls", in: StoreLimits.costs),
                try storable(tokens, "a verdict's tokens", in: StoreLimits.costs),
                try storable(seconds, "a verdict's time", upTo: StoreLimits.amount),
            ]
        }
    }
}

extension Judges {
    fileprivate func checkTools(of judgement: Judgements) {
        precondition(judgement.reading == nil || extractor != nil, "a reading needs its extractor")
        precondition(judgement.correct == nil || grader != nil, "a grade needs its grader")
        precondition(judgement.traceCheck == nil || validator != nil, "a trace check needs its validator")
        precondition(judgement.verdict == nil || verifier != nil, "a verdict needs its verifier")
    }
}

extension VerdictRecord.Outcome {
    /// The code is as `judgement.outcome` has it.
    fileprivate var code: Int {
        switch self {
        case .rejected: 0
        case .accepted: 1
        case .error: 2
        }
    }
}
