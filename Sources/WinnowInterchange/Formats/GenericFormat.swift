import WinnowBounds
import WinnowJSON
import WinnowText

/// Generic records have named fields: they are Winnow's own interchange, and what most programs write.
///
/// A field is found by the name that the user gives, else by the usual names of its role (``FieldRole``). A record may
/// hold one sample, lists of samples, or objects with a sample of a model each.
struct GenericFormat: ImportFormat {
    let name = "generic"
    let summary = "named fields: problem_id, prompt, completion or answer, reference, correct, scores, …"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record.object != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard record.object != nil else { throw RecordFault("the record is no object") }
        let fields = context.fields
        let problem = problem(of: record, fields)
        if let list = list(of: record, fields) {
            return try candidates(list, record, problem, fields)
        }
        let models = models(of: record, fields)
        guard !models.isEmpty else {
            return [record].candidates { record throws(RecordFault) in try candidate(record, problem, fields) }
        }
        return models.candidates { name, sample throws(RecordFault) in
            var candidate = try candidate(sample, problem, FieldMapping())
            candidate.model = name
            return candidate
        }
    }

    private func problem(of record: JSONValue, _ fields: FieldMapping) -> ImportedProblem {
        let prompt = fields.value(.problem, in: record).flatMap(text)
        var id = fields.value(.problemID, in: record)?.text
        let named = fields.paths[.problem].flatMap { record.at($0) }
        let specification = (named ?? fields.value(.specification, in: record)).flatMap(list)
        if id == nil, prompt == nil, specification == nil {
            // What may as well be the number of a sample names a problem only where nothing else does.
            id = ["idx", "doc_id", "index", "id"].lazy.compactMap { record[$0]?.text }.first
        }
        return ImportedProblem(
            id: id, prompt: prompt ?? specification, specification: specification,
            reference: fields.value(.reference, in: record)?.text,
            difficulty: fields.value(.difficulty, in: record)?.text)
    }

    /// Reads a text, or the elements of a list as one.
    private func list(_ value: JSONValue) -> String? {
        value.text ?? value.array.map { $0.compactMap(\.text).joined(separator: " ") }
    }

    /// Reads a text, or the last message of a conversation.
    private func text(_ value: JSONValue) -> String? {
        value.text ?? value.array?.last?["content"]?.text
    }

    private func candidate(
        _ record: JSONValue, _ problem: ImportedProblem, _ fields: FieldMapping
    ) throws(RecordFault) -> ImportedCandidate {
        for role in [FieldRole.completion, .correct, .sampleIndex] {
            if let path = fields.paths[role], record.at(path) == nil {
                throw RecordFault("it has no field \"\(path)\"")
            }
        }
        let completion = fields.value(.completion, in: record)
        var candidate = ImportedCandidate(
            problem: problem, completion: completion.flatMap(text), answer: fields.value(.answer, in: record)?.text)
        if candidate.completion == nil, candidate.answer == nil,
            fields.isNull(.completion, in: record) || fields.isNull(.answer, in: record)
        {
            // The sample was drawn and says nothing: an abstention.
            candidate.answer = ""
        }
        if let index = fields.value(.sampleIndex, in: record) {
            candidate.sampleIndex = index.integer
            if index.integer == nil, fields.paths[.sampleIndex] != nil {
                throw RecordFault("the sample index \"\(index.text ?? "")\" is no whole number")
            }
        }
        if let correct = fields.value(.correct, in: record) {
            candidate.isRight = correct.flag
            if correct.flag == nil { throw RecordFault("\"\(correct.text ?? "")\" says neither right nor wrong") }
        }
        candidate.model = fields.value(.model, in: record)?.text
        try readNumbers(record, fields, into: &candidate)
        return candidate
    }

    private func readNumbers(
        _ record: JSONValue, _ fields: FieldMapping, into candidate: inout ImportedCandidate
    ) throws(RecordFault) {
        candidate.logProbability = fields.value(.logProbability, in: record)?.number
        candidate.completionTokens = fields.value(.completionTokens, in: record)?.integer
        candidate.promptTokens = fields.value(.promptTokens, in: record)?.integer
        if let tokens = fields.value(.tokenLogProbabilities, in: record)?.array {
            let numbers = tokens.compactMap(\.number)
            if numbers.count == tokens.count {
                candidate.logProbability = candidate.logProbability ?? LogProbability.sum(numbers)
                candidate.completionTokens = candidate.completionTokens ?? numbers.count
            }
        }
        if let reason = fields.value(.finishReason, in: record)?.string {
            candidate.isTruncated = ["length", "max_tokens"].contains(reason)
        }
        switch fields.value(.scores, in: record) {
        case .object(let scores)?:
            for (name, score) in scores { candidate.scores[name] = score.number }
        case let value?: candidate.scores["score"] = value.number
        case nil: break
        }
        switch fields.value(.stepScores, in: record) {
        case .object(let scores)?:
            for (name, steps) in scores { candidate.stepScores[name] = try StepScores.numbers(steps) }
        case let value?: candidate.stepScores["steps"] = try StepScores.numbers(value)
        case nil: break
        }
        for (name, value) in fields.value(.verdicts, in: record)?.object ?? [:] where !value.isNull {
            guard let verdict = RecordedVerdict(value) else {
                throw RecordFault(
                    "the verdict of \(name), \"\(value.text ?? "")\", is none of accepted, rejected, error")
            }
            candidate.verdicts[name] = verdict
        }
    }
}

// MARK: Several samples in a record

extension GenericFormat {
    /// Finds a list of completions or answers.
    private func list(of record: JSONValue, _ fields: FieldMapping) -> [JSONValue]? {
        if let path = fields.paths[.completion] ?? fields.paths[.answer] { return record.at(path)?.array }
        for name in ["completions", "samples", "outputs", "responses", "generations", "answers"] {
            if let list = record[name]?.array, list.allSatisfy({ $0.object != nil || $0.text != nil || $0.isNull }) {
                return list
            }
        }
        return nil
    }

    private func candidates(
        _ list: [JSONValue], _ record: JSONValue, _ problem: ImportedProblem, _ fields: FieldMapping
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let names = ["corrects", "is_corrects", "is_correct", "correct", "labels", "answer_correct", "passed"]
        let flags = names.lazy.compactMap { record[$0]?.array }.first
        if let flags, flags.count != list.count {
            throw RecordFault("it has \(list.count) samples and \(flags.count) flags")
        }
        return list.enumerated().candidates { index, element throws(RecordFault) in
            var candidate =
                element.object == nil
                ? ImportedCandidate(problem: problem, completion: element.text ?? "")
                : try candidate(element, problem, FieldMapping())
            candidate.sampleIndex = candidate.sampleIndex ?? index
            candidate.isRight = candidate.isRight ?? flags?[index].flag
            candidate.model = candidate.model ?? fields.value(.model, in: record)?.text
            return candidate
        }
    }

    /// Finds objects with a sample of a model each, which is called as the field is.
    private func models(of record: JSONValue, _ fields: FieldMapping) -> [(String, JSONValue)] {
        guard fields.value(.completion, in: record) == nil, fields.value(.answer, in: record) == nil else { return [] }
        let samples = (record.object ?? [:]).filter { _, value in
            value.object != nil && FieldRole.completion.aliases.contains { value[$0]?.string != nil }
        }
        return samples.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
    }
}

// MARK: Writing

extension GenericFormat: WrittenFormat {
    func text(of pool: RecordedPool) -> String {
        pool.candidates.map { line($0, of: pool) }.joined()
    }

    private func line(_ candidate: RecordedPool.Candidate, of pool: RecordedPool) -> String {
        var members: [(key: String, value: JSONValue)] = [
            ("problem_id", .string(pool.problemID)),
            ("sample_index", .integer(candidate.sampleIndex)),
            ("prompt", .string(pool.prompt)),
        ]
        /// Adds a member; one that is unknown is left out.
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append((key, value)) }
        }
        add("completion", candidate.completion.map { .string($0) })
        add("answer", candidate.answer.map { .string($0) })
        add("reference", pool.reference.map { .string($0) })
        add("correct", candidate.isCorrect.map { .bool($0) })
        add("difficulty", .string(pool.difficulty))
        add("log_probability", candidate.logProbability.map { .number($0) })
        add("prompt_tokens", candidate.promptTokens.map { .integer($0) })
        add("completion_tokens", candidate.completionTokens.map { .integer($0) })
        add("stop_reason", .string(candidate.stopReason))
        add("scores", object(candidate.scores) { .number($0) })
        add("step_scores", object(candidate.stepScores) { .array($0.map { .number($0) }) })
        add("verdicts", object(candidate.verdicts) { .string($0.rawValue) })
        add("domain", .string(pool.source.domain))
        add("model", .string(pool.source.model))
        add("temperature", .optional(pool.source.temperature) { .number($0) })
        return JSONValue.object(members).json() + "\n"
    }

    private func object<Value>(_ values: [ExactText: Value], _ wrap: (Value) -> JSONValue) -> JSONValue? {
        values.isEmpty ? nil : .object(values.sorted { $0.key < $1.key }.map { ($0.key.text, wrap($0.value)) })
    }
}
