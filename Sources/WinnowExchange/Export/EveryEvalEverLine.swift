import WinnowCore
import WinnowJSON
import WinnowRuns
import WinnowStore

/// One candidate as an instance of Every Eval Ever, whose schema 0.3 has a line of JSON for each.
///
/// A candidate is a sample of its own, with the problem and the sample's number in its identifier; its score is the grade
/// that counts. What the schema has no place for is metadata, in which all values are texts.
///
/// Source: Every Eval Ever, `schemas/instance_level_eval.schema.json`, version 0.3.0.
struct EveryEvalEverLine {
    let value: JSONValue

    static let schemaVersion = "0.3.0"

    /// - Returns: nil for a candidate that nobody has graded, which the schema has no place for.
    init?(_ candidate: ExportedRun.Candidate, of pool: ExportedRun.Pool, _ run: ExportedRun) {
        guard let isCorrect = candidate.isCorrect else { return nil }
        let (record, said) = (candidate.entry.candidate, candidate.entry.judgements)
        let references = pool.reference.map { text in
            text.unicodeScalars.split(separator: "\u{1F}").map { JSONValue.string(String($0)) }
        }
        let reference = pool.reference ?? ""
        let evaluation = "\(run.problemSet.name)/\(run.model.name)/run-\(run.run.id)"
        var members: [(key: String, value: JSONValue)] = [
            ("schema_version", .string(Self.schemaVersion)),
            ("evaluation_id", .string(evaluation)),
            ("model_id", .string(run.model.name)),
            ("evaluation_name", .string(run.problemSet.name)),
            ("sample_id", .string("\(pool.problem.position)-\(record.sampleIndex)")),
            ("sample_hash", .string(Digest.sha256(of: pool.problem.prompt + reference))),
            ("interaction_type", .string("single_turn")),
            (
                "input",
                .object([("raw", .string(pool.problem.prompt)), ("reference", .array(references ?? []))])
            ),
            ("output", .object([("raw", .array([.string(candidate.completion ?? candidate.answer ?? "")]))])),
            ("answer_attribution", .array(Self.attribution(candidate.answer, run))),
            (
                "evaluation",
                .object([("score", .number(isCorrect ? 1 : 0)), ("is_correct", .bool(isCorrect))])
            ),
        ]
        if let tokens = candidate.tokens {
            members.append(
                (
                    "token_usage",
                    .object([
                        ("input_tokens", .integer(record.promptTokens)), ("output_tokens", .integer(tokens)),
                        ("total_tokens", .integer(record.promptTokens + tokens)),
                    ])
                ))
        }
        members.append(("metadata", .object(Self.metadata(candidate, of: pool, run, said))))
        value = .object(members)
    }

    private static func attribution(_ answer: String?, _ run: ExportedRun) -> [JSONValue] {
        guard let answer else { return [] }
        return [
            .object([
                ("turn_idx", .integer(0)), ("source", .string("output.raw")), ("extracted_value", .string(answer)),
                ("extraction_method", .string(run.extractor)), ("is_terminal", .bool(true)),
            ])
        ]
    }

    private static func metadata(
        _ candidate: ExportedRun.Candidate, of pool: ExportedRun.Pool, _ run: ExportedRun, _ said: Judgements
    ) -> [(key: String, value: JSONValue)] {
        let record = candidate.entry.candidate
        let texts: [(String, String?)] = [
            ("domain", run.problemSet.domain), ("difficulty", pool.problem.difficulty),
            ("problem", "\(pool.problem.position)"), ("sample_index", "\(record.sampleIndex)"),
            ("run", "\(run.run.id)"), ("temperature", run.run.record.temperature.map { "\($0)" }),
            ("seed", "\(run.run.record.seed)"), ("answer_key", said.reading?.answerKey),
            ("verdict", said.verdict?.outcome.rawValue), ("trace_legal", said.traceCheck?.legal.map { "\($0)" }),
            ("log_probability", record.logProbability.map { "\($0)" }), ("stop_reason", record.stopReason),
            ("grade_by_hand", candidate.handGrade.map { $0.isRight ? "right" : "wrong" }),
            ("grade_author", candidate.handGrade?.author), ("grade_reason", candidate.handGrade?.reason),
        ]
        return texts.compactMap { name, text in text.map { (name, .string($0)) } }
    }

    /// One line of JSON.
    var line: String { value.json(.line) + "\n" }
}
