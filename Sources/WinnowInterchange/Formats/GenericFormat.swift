import WinnowBounds
import WinnowJSON
import WinnowMessages
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
            var candidate = try candidate(sample, problem, fields.ofElements)
            candidate.model = name
            return candidate
        }
    }

    private func problem(of record: JSONValue, _ fields: FieldMapping) -> ImportedProblem {
        let prompt = fields.value(.problem, in: record).flatMap(Conversation.asked)
        var id = fields.value(.problemID, in: record)?.text
        let named = fields.paths[.problem].flatMap { record.at($0) }
        let specification = (named ?? fields.value(.specification, in: record)).flatMap(list)
        let files = [FieldRole.planningDomain, .planningProblem].compactMap { fields.value($0, in: record)?.text }
        if id == nil, prompt == nil, specification == nil, files.isEmpty {
            // What may as well be the number of a sample names a problem only where nothing else does.
            id = ["idx", "index"].lazy.compactMap { record[$0]?.text }.first
        }
        if let name = id, !fields.parts.isEmpty {
            id = (fields.parts.compactMap { record[$0]?.text } + [name]).joined(separator: "/")
        }
        return ImportedProblem(
            id: id, prompt: prompt ?? specification, specification: specification, texts: files,
            reference: fields.value(.reference, in: record).flatMap(reference),
            difficulty: fields.value(.difficulty, in: record)?.text)
    }

    /// Reads a text, or the elements of a list as one.
    private func list(_ value: JSONValue) -> String? {
        value.text ?? value.array.map { $0.compactMap(\.text).joined(separator: " ") }
    }

    /// Reads a right answer, or a list of alternatives.
    private func reference(_ value: JSONValue) -> String? {
        let inside = ["value", "answer", "ground_truth", "target"].lazy.compactMap { value[$0] }.first
        return ReferenceText(value: inside ?? value)?.text
    }

    private func candidate(
        _ record: JSONValue, _ problem: ImportedProblem, _ fields: FieldMapping
    ) throws(RecordFault) -> ImportedCandidate {
        if let path = fields.paths[.completion], record.at(path) == nil {
            throw RecordFault("it has no field \"\(path)\"")
        }
        let completion = fields.value(.completion, in: record)
        var candidate = ImportedCandidate(
            problem: problem, completion: completion.flatMap(Conversation.said) ?? conversation(record, fields),
            answer: fields.value(.answer, in: record)?.text)
        if candidate.completion == nil, candidate.answer == nil,
            fields.isNull(.completion, in: record) || fields.isNull(.answer, in: record) || completion?.object != nil
                || completion?.array != nil
        {
            // The sample was drawn and says nothing: an abstention.
            candidate.answer = ""
        } else if candidate.answer == nil, fields.answersAreRead, fields.isNull(.answer, in: record) {
            // Another program looked for an answer, and there was none.
            candidate.answer = ""
        }
        readJudgements(record, fields, into: &candidate)
        candidate.model = fields.value(.model, in: record)?.text
        readNumbers(record, fields, into: &candidate)
        return candidate
    }

    /// Reads what the model said last in the conversation that the problem stands in.
    private func conversation(_ record: JSONValue, _ fields: FieldMapping) -> String? {
        guard let messages = fields.value(.problem, in: record), Conversation.endsWithModel(messages) else {
            return nil
        }
        // A last message without a text was drawn, and says nothing.
        return Conversation.said(messages) ?? ""
    }

    /// Reads whether the sample is right, and what else was said of it; what says neither costs that field alone.
    private func readJudgements(
        _ record: JSONValue, _ fields: FieldMapping, into candidate: inout ImportedCandidate
    ) {
        if let index = fields.value(.sampleIndex, in: record) {
            candidate.sampleIndex = index.integer
            if index.integer == nil { candidate.leaveOut(.sampleIndex) }
        }
        for (name, value) in fields.fields(.correct, in: record) {
            // One verdict may stand in a list of its own; of several, nobody says which is the sample's.
            let list = value.array
            guard list == nil || list?.count == 1 else {
                candidate.leaveOut(.verdict)
                continue
            }
            let verdict = list?[0] ?? value
            if fields.letterGrades.contains(ExactText(name)), let letter = verdict.string?.trimmed {
                if candidate.isRight == nil { candidate.isRight = letter == "A" }
                continue
            }
            candidate.add(verdict: verdict, called: name, isScale: fields.scales.contains(ExactText(name)))
        }
        for (name, value) in fields.value(.verdicts, in: record)?.object ?? [:] where !value.isNull {
            if let verdict = RecordedVerdict(value) {
                candidate.verdicts[name] = verdict
            } else {
                candidate.leaveOut(.verdict)
            }
        }
    }

    private func readNumbers(
        _ record: JSONValue, _ fields: FieldMapping, into candidate: inout ImportedCandidate
    ) {
        let logProbability = fields.value(.logProbability, in: record)
        candidate.logProbability = logProbability?.number
        candidate.completionTokens =
            (fields.value(.completionTokens, in: record) ?? record.at("usage.completion_tokens"))?.integer
        candidate.promptTokens = (fields.value(.promptTokens, in: record) ?? record.at("usage.prompt_tokens"))?.integer
        if let tokens = logProbability.flatMap(TokenLogProbabilities.init) {
            candidate.logProbability = tokens.sum
            candidate.completionTokens = candidate.completionTokens ?? tokens.count
        }
        if let sum = fields.value(.tokenLogProbabilities, in: record)?.number {
            candidate.logProbability = candidate.logProbability ?? sum
        }
        if let tokens = fields.value(.tokenLogProbabilities, in: record).flatMap(TokenLogProbabilities.init) {
            candidate.logProbability = candidate.logProbability ?? tokens.sum
            candidate.completionTokens = candidate.completionTokens ?? tokens.count
        }
        candidate.alternatives =
            (fields.value(.tokenLogProbabilities, in: record) ?? logProbability).flatMap { TokenAlternatives($0) }
            ?? (record["top_logprobs"]?.array != nil ? TokenAlternatives(record) : nil)
            ?? record["token_confidences"].flatMap { TokenAlternatives(recorded: $0) }
        if let reason = fields.value(.finishReason, in: record)?.string {
            candidate.isTruncated = ["length", "max_tokens", "model_length"].contains(reason)
        }
        for (name, value) in fields.fields(.scores, in: record) {
            candidate.add(
                scores: value, called: name == fields.paths[.scores] || name == "scores" ? "score" : ExactText(name))
        }
        switch fields.value(.stepScores, in: record) {
        case .object(let scores)?:
            for (name, steps) in scores { candidate.add(stepScores: steps, called: name) }
        case let value?: candidate.add(stepScores: value, called: "steps")
        case nil: break
        }
    }
}

// MARK: Several samples in a record

extension GenericFormat {
    /// Finds a list of completions or answers.
    private func list(of record: JSONValue, _ fields: FieldMapping) -> [JSONValue]? {
        if let path = fields.paths[.completion] { return record.at(path).flatMap(samples) }
        let taken = Set(fields.paths.values)
        let single = fields.names(of: .completion).filter { !GenericNames.open.contains($0) }
        let answers = fields.names(of: .answer).filter { $0 != "answer" }
        let open = fields.names(of: .completion).filter { GenericNames.open.contains($0) }
        for name in GenericNames.lists + single + open + answers where !taken.contains(name) {
            guard (fields.moved[ExactText(name)] ?? .completion) != nil, fields.moved[ExactText(name)] != .reference
            else { continue }
            if let list = record[name].flatMap(samples) { return list }
        }
        return fields.paths[.answer].flatMap { record.at($0) }.flatMap(samples)
    }

    /// A choice of a server's answer, with a message in it.
    private static func isChoice(_ element: JSONValue) -> Bool {
        element["message"]?.object != nil && (element["index"] != nil || element["finish_reason"] != nil)
    }

    /// The elements of a list of samples; nil for messages or parts, which are one.
    private func samples(_ value: JSONValue) -> [JSONValue]? {
        // The whole answer of a server has its choices.
        if value["message"] == nil, let choices = value["choices"]?.array, choices.count > 1,
            choices.allSatisfy(Self.isChoice)
        {
            return choices
        }
        guard let list = value.array, !Conversation.isConversation(value), !Conversation.isParts(value),
            list.allSatisfy({ $0.object != nil || $0.text != nil || $0.isNull || Conversation.isConversation($0) })
        else { return nil }
        return list
    }

    private func candidates(
        _ list: [JSONValue], _ record: JSONValue, _ problem: ImportedProblem, _ fields: FieldMapping
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let sides = try SampleSides(of: record, list.count, fields)
        return list.enumerated().candidates { index, element throws(RecordFault) in
            var candidate: ImportedCandidate
            if element.object == nil || element["role"] != nil || Self.isChoice(element) {
                candidate = ImportedCandidate(problem: problem, completion: Conversation.said(element) ?? "")
                if let reason = element["finish_reason"]?.string {
                    candidate.isTruncated = ["length", "max_tokens", "model_length"].contains(reason)
                }
                if let tokens = element["logprobs"].flatMap(TokenLogProbabilities.init) {
                    candidate.logProbability = tokens.sum
                    candidate.completionTokens = tokens.count
                }
                candidate.alternatives = element["logprobs"].flatMap { TokenAlternatives($0) }
            } else {
                candidate = try self.candidate(element, problem, fields.ofElements)
            }
            sides.add(to: &candidate, at: index)
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
        add("reference", pool.reference == nil ? nil : pool.referenceValue)
        add("correct", candidate.isCorrect.map { .bool($0) })
        add("difficulty", .string(pool.difficulty))
        add("log_probability", candidate.logProbability.map { .number($0) })
        add("token_confidences", candidate.alternatives?.recorded)
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
