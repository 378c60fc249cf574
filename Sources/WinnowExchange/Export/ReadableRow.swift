import WinnowJSON
import WinnowRuns
import WinnowStore
import WinnowText

/// One candidate as a row of named columns: those of the view `candidate_readable`, then one for each scorer and
/// verifier.
struct ReadableRow {
    let cells: [(name: String, value: JSONValue)]

    /// - Parameters:
    ///   - scorers: names of columns, also of scorers that did not score this run.
    ///   - verifiers: likewise.
    ///   - hasHandGrades: whether any candidate of the export was graded by hand.
    init(
        _ candidate: ExportedRun.Candidate, of pool: ExportedRun.Pool, _ run: ExportedRun, scorers: [String],
        verifiers: [String], hasHandGrades: Bool
    ) {
        let (record, said) = (candidate.entry.candidate, candidate.entry.judgements)
        var accepted = JSONValue.null
        if let outcome = said.verdict?.outcome, outcome != .error { accepted = .bool(outcome == .accepted) }
        cells =
            [
                ("run", .integer(Int(run.run.id.value))),
                ("domain", .string(run.problemSet.domain)),
                ("model", .string(run.model.name)),
                ("problem", .integer(pool.problem.position)),
                ("difficulty", .string(pool.problem.difficulty)),
                ("sample_index", .integer(record.sampleIndex)),
                ("prompt", .string(pool.problem.prompt)),
                ("completion", .optional(candidate.completion) { .string($0) }),
                ("answer", .optional(said.reading?.answer) { .string($0) }),
                ("answer_key", .optional(said.reading?.answerKey) { .string($0) }),
                ("correct", .optional(said.correct) { .bool($0) }),
                ("trace_legal", .optional(said.traceCheck?.legal) { .bool($0) }),
                ("trace_complete", .optional(said.traceCheck?.complete) { .bool($0) }),
                ("trace_error", .optional(said.traceCheck?.error) { .string($0) }),
                ("accepted", accepted),
                ("log_probability", .optional(record.logProbability) { .number($0) }),
                ("tokens", .optional(candidate.tokens) { .integer($0) }),
                ("stop_reason", .string(record.stopReason)),
            ]
            + scorers.map { ("score_\($0)", .optional(candidate.scores[ExactText($0)]) { .number($0) }) }
            + verifiers.map { ("verdict_\($0)", .optional(candidate.verdicts[ExactText($0)]) { .string($0.rawValue) }) }
            + (hasHandGrades ? Self.handGrade(candidate.handGrade) : [])
    }

    /// Names what a person says of the answer, who it is and why.
    private static func handGrade(_ grade: HandGrade?) -> [(name: String, value: JSONValue)] {
        [
            ("grade_by_hand", .optional(grade?.isRight) { .bool($0) }),
            ("grade_author", .optional(grade?.author) { .string($0) }),
            ("grade_reason", .optional(grade?.reason) { .string($0) }),
        ]
    }

    /// The columns that every run has, with their types as SQL names them, in order.
    static let types: [(name: String, type: String)] = [
        ("run", "BIGINT"), ("domain", "VARCHAR"), ("model", "VARCHAR"), ("problem", "BIGINT"),
        ("difficulty", "VARCHAR"), ("sample_index", "BIGINT"), ("prompt", "VARCHAR"), ("completion", "VARCHAR"),
        ("answer", "VARCHAR"), ("answer_key", "VARCHAR"), ("correct", "BOOLEAN"), ("trace_legal", "BOOLEAN"),
        ("trace_complete", "BOOLEAN"), ("trace_error", "VARCHAR"), ("accepted", "BOOLEAN"),
        ("log_probability", "DOUBLE"), ("tokens", "BIGINT"), ("stop_reason", "VARCHAR"),
    ]

    /// RFC 4180, with booleans as 1 and 0 as SQLite has them, and nothing for what is unknown.
    func csv(spreadsheet: Bool) -> String {
        cells.map { cell in
            switch cell.value {
            case .null: ""
            case .bool(let value): value ? "1" : "0"
            // An empty text is not an unknown one.
            case .string(let value): value.isEmpty ? "\"\"" : CSVText.field(value, spreadsheet: spreadsheet)
            default: cell.value.json()
            }
        }.joined(separator: ",") + "\n"
    }

    func csvHeader(spreadsheet: Bool) -> String {
        cells.map { CSVText.field($0.name, spreadsheet: spreadsheet) }.joined(separator: ",") + "\n"
    }

    var json: String {
        var writer = JSONWriter(.line)
        writer.writeObject { writer in
            for cell in cells {
                writer.write(name: cell.name)
                cell.value.write(to: &writer)
            }
        }
        return writer.text + "\n"
    }
}
