import WinnowJSON
import WinnowMessages
import WinnowText

/// Inspect writes logs, as `.eval` archives or as one `.json`: an epoch is a sample.
///
/// A scorer whose values are letters, truth values or, in the whole log, nothing but 0 and 1 gives verdicts; another
/// gives scores. Of several that give verdicts, the one that says which answer it judged is the sample's flag, the first
/// of them in the order of the log, and the others are verifiers by their names. A value of NaN is unscored, `P` is half
/// right, which no flag says.
///
/// Source: inspect.aisi.org.uk, `inspect_ai/log/_log.py`.
struct InspectFormat: ImportFormat {
    let name = "inspect"
    let summary = "Inspect logs, .eval or .json: the epoch is the sample index"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        context.header?["eval"] != nil && record["epoch"] != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let id = record["id"]?.text else { throw RecordFault("the sample has no id") }
        guard let epoch = record["epoch"]?.integer, epoch >= 1 else { throw RecordFault("the sample has no epoch") }
        if let error = record["error"], !error.isNull {
            throw RecordFault("the sample failed: \(error["message"]?.text ?? "for a reason it does not say")")
        }
        let attachments = record["attachments"]
        let problem = ImportedProblem(
            id: id, prompt: record["input"].flatMap { prompt($0, attachments) },
            reference: record["target"].flatMap { reference(attached($0, attachments), in: record) },
            difficulty: record.at("metadata.level")?.text ?? record.at("metadata.difficulty")?.text)
        let choice = record.at("output.choices.0")
        let output = choice?.at("message.content") ?? record.at("output.completion")
        // A sample whose output has no text, as of a refusal or of calls of tools alone, says nothing.
        var candidate = ImportedCandidate(
            problem: problem,
            completion: output.flatMap { content($0, attachments) } ?? (record["output"]?.object == nil ? nil : ""))
        candidate.sampleIndex = epoch - 1
        candidate.uuid = record["uuid"]?.text
        candidate.model = context.header?.at("eval.model")?.text ?? record.at("output.model")?.text
        candidate.completionTokens = record.at("output.usage.output_tokens")?.integer
        candidate.promptTokens = record.at("output.usage.input_tokens")?.integer
        if let reason = choice?["stop_reason"]?.string {
            candidate.isTruncated = ["max_tokens", "length", "model_length"].contains(reason)
        }
        if let tokens = choice?["logprobs"].flatMap(TokenLogProbabilities.init) {
            candidate.logProbability = tokens.sum
        }
        candidate.alternatives = choice?["logprobs"].flatMap { TokenAlternatives($0) }
        readScores(record, context, into: &candidate)
        let complete = candidate
        return [complete].candidates { candidate throws(RecordFault) in candidate }
    }

    /// Reads the targets: several letters of a choice are all right together, other targets each alone.
    private func reference(_ target: JSONValue, in record: JSONValue) -> String? {
        let isChoice = record["choices"]?.array?.isEmpty == false || record.at("scores.choice") != nil
        if isChoice, let letters = target.array?.compactMap(\.string), letters.count > 1,
            letters.allSatisfy({ letter in letter.utf8.count == 1 && letter.utf8.allSatisfy { (65...90).contains($0) } }
            )
        {
            return letters.sorted().joined(separator: ", ")
        }
        return ReferenceText(value: target)?.text
    }

    /// Replaces what is kept apart by its text.
    private func attached(_ value: JSONValue, _ attachments: JSONValue?) -> JSONValue {
        if let list = value.array { return .array(list.map { attached($0, attachments) }) }
        return content(value, attachments).map { .string($0) } ?? value
    }

    /// Finds what the user asked last.
    private func prompt(_ input: JSONValue, _ attachments: JSONValue?) -> String? {
        guard let messages = input.array else { return content(input, attachments) }
        let asked = messages.last { $0["role"]?.string == "user" } ?? messages.last
        return asked?["content"].flatMap { content($0, attachments) }
    }

    /// Reads a message's text, which may be in several parts or kept apart.
    private func content(_ value: JSONValue, _ attachments: JSONValue?) -> String? {
        if let parts = value.array {
            let texts = parts.compactMap { part in
                (part["text"] ?? (part.string == nil ? nil : part)).flatMap { content($0, attachments) }
            }
            let thoughts = parts.filter { $0["type"]?.string == "reasoning" }
                .compactMap { $0["reasoning"].flatMap { content($0, attachments) } }.filter { !$0.isEmpty }
            let text = texts.joined(separator: "\n")
            return thoughts.isEmpty ? text : Conversation.text(text, behind: thoughts.joined(separator: "\n"))
        }
        guard let text = value.text else { return nil }
        let mark = "attachment://"
        guard text.hasPrefix(mark) else { return text }
        return attachments?[String(text.dropFirst(mark.count))]?.text ?? text
    }
}

// MARK: Scorers

extension InspectFormat {
    private func readScores(
        _ record: JSONValue, _ context: RecordContext, into candidate: inout ImportedCandidate
    ) {
        let scores = Array(record["scores"]?.object ?? [:])
        let judge = judge(among: scores, context)
        for (name, score) in scores {
            guard let value = score["value"] else { continue }
            let path = "scores.\(name.text).value"
            if name == judge {
                // What is no verdict, such as P or NaN, is not one of another scorer either.
                candidate.answer = score["answer"]?.text ?? candidate.answer
                if givesVerdicts(path, context), let flag = value.flag {
                    candidate.isRight = flag
                    continue
                }
            }
            read(value, at: path, called: name, context, into: &candidate)
        }
    }

    /// Finds the scorer whose word is the flag: the one that the user names, else the first that gives verdicts on an
    /// answer, else the first that gives verdicts.
    private func judge(among scores: [JSONObject.Element], _ context: RecordContext) -> ExactText? {
        if let named = context.fields.paths[.correct] {
            let names = scores.map(\.key)
            return names.first {
                $0.text == named || "scores.\($0.text)" == named || "scores.\($0.text).value" == named
            }
        }
        let judges = scores.filter { name, score in
            score["value"] != nil && givesVerdicts("scores.\(name.text).value", context)
        }
        return (judges.first { $0.value["answer"]?.text != nil } ?? judges.first)?.key
    }

    /// Tells whether a scorer's values are verdicts: letters and truth values are, numbers where all of the log are 0 or
    /// 1.
    private func givesVerdicts(_ path: String, _ context: RecordContext) -> Bool {
        guard let profile = context.survey?.profile(path) else { return true }
        if profile.texts > 0 || profile.lists > 0 || profile.objects > 0 || profile.hasChoiceLetters { return false }
        return !profile.isScale
            && !profile.letters.isEmpty
            || profile.truthValues + profile.zeroOnes + profile.verdictWords > 0
                && !profile.isScale
    }

    /// Keeps a value under its scorer's name; the members of an object and of a list under names of their own.
    private func read(
        _ value: JSONValue, at path: String, called name: ExactText, _ context: RecordContext,
        into candidate: inout ImportedCandidate
    ) {
        switch value {
        case .null: break
        case .object(let members):
            for (member, inner) in members {
                read(
                    inner, at: path + "." + member.text, called: ExactText("\(name.text).\(member.text)"), context,
                    into: &candidate)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let number = element.number {
                    candidate.scores[ExactText("\(name.text).\(index + 1)")] = number
                } else if !element.isNull, !element.isNaN {
                    candidate.leaveOut(.score)
                }
            }
        case .string("P"): candidate.scores[name] = 0.5
        default:
            let isPoint = context.survey?.profile(path).isScale ?? true
            if let flag = value.flag, !isPoint, givesVerdicts(path, context) {
                candidate.verdicts[name] = flag ? .accepted : .rejected
            } else if let number = value.number {
                candidate.scores[name] = number
            } else if !value.isNaN, value.string?.isEmpty != true {
                candidate.leaveOut(.score)
            }
        }
    }
}
