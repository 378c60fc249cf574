import WinnowJSON
import WinnowStore
import WinnowText

/// Winnow's own line format: a candidate as `winnow import` reads it.
enum GenericLine {
    static func text(_ candidate: ExportedRun.Candidate, of pool: ExportedRun.Pool, _ run: ExportedRun) -> String {
        let (record, said) = (candidate.entry.candidate, candidate.entry.judgements)
        var members: [(key: String, value: OrderedJSON)] = [
            ("problem_id", .string(problemID(pool, run))),
            ("sample_index", .integer(record.sampleIndex)),
            ("prompt", .string(pool.problem.prompt)),
        ]
        /// What is unknown is left out.
        func add(_ key: String, _ value: OrderedJSON?) {
            if let value { members.append((key, value)) }
        }
        add("completion", candidate.completion.map { .string($0) })
        add("answer", said.reading?.answer.map { .string($0) })
        add("reference", pool.reference.map { .string($0) })
        add("correct", said.correct.map { .bool($0) })
        add("difficulty", .string(pool.problem.difficulty))
        add("log_probability", record.logProbability.map { .number($0) })
        add("prompt_tokens", promptTokens(record).map { .integer($0) })
        add("completion_tokens", candidate.tokens.map { .integer($0) })
        add("stop_reason", .string(record.stopReason))
        add("scores", object(candidate.scores) { .number($0) })
        add("step_scores", object(candidate.stepScores) { .array($0.map { .number($0) }) })
        add("verdicts", object(candidate.verdicts) { .string($0.rawValue) })
        add("domain", .string(run.problemSet.domain))
        add("model", .string(run.model.name))
        add("temperature", .number(run.run.record.temperature))
        return OrderedJSON.object(members).text + "\n"
    }

    /// What the problem is called: the text that its domain rebuilds it from.
    private static func problemID(_ pool: ExportedRun.Pool, _ run: ExportedRun) -> String {
        pool.problem.specification
    }

    private static func promptTokens(_ record: CandidateRecord) -> Int? {
        record.completion == nil ? record.promptTokens : record.completion?.promptTokens
    }

    private static func object<Value>(_ values: [ExactText: Value], _ wrap: (Value) -> OrderedJSON) -> OrderedJSON? {
        values.isEmpty ? nil : .object(values.sorted { $0.key < $1.key }.map { ($0.key.text, wrap($0.value)) })
    }
}
