import WinnowJSON
import WinnowText

/// Inspect writes logs, as `.eval` archives or as one `.json`: an epoch is a sample.
///
/// A value of NaN is unscored, `P` is half right, which no flag says.
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
            reference: record["target"].flatMap { $0.text ?? $0.array?.first?.text },
            difficulty: record.at("metadata.level")?.text ?? record.at("metadata.difficulty")?.text)
        let choice = record.at("output.choices.0")
        let output = choice?.at("message.content") ?? record.at("output.completion")
        var candidate = ImportedCandidate(problem: problem, completion: output.flatMap { content($0, attachments) })
        candidate.sampleIndex = epoch - 1
        candidate.model = context.header?.at("eval.model")?.text ?? record.at("output.model")?.text
        candidate.completionTokens = record.at("output.usage.output_tokens")?.integer
        candidate.promptTokens = record.at("output.usage.input_tokens")?.integer
        if let reason = choice?["stop_reason"]?.string {
            candidate.isTruncated = ["max_tokens", "length", "model_length"].contains(reason)
        }
        for (name, score) in (record["scores"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            read(score, called: name, into: &candidate)
        }
        let complete = candidate
        return [complete].candidates { candidate throws(RecordFault) in candidate }
    }

    private func read(_ score: JSONValue, called name: ExactText, into candidate: inout ImportedCandidate) {
        if candidate.answer == nil { candidate.answer = score["answer"]?.text }
        guard let value = score["value"] else { return }
        if let flag = value.flag {
            if candidate.isRight == nil { candidate.isRight = flag }
        } else if value.string == "P" {
            candidate.scores[name] = 0.5
        } else if let number = value.number {
            candidate.scores[name] = number
        }
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
            return parts.compactMap { $0["text"].flatMap { content($0, attachments) } }.joined(separator: "\n")
        }
        guard let text = value.text else { return nil }
        let mark = "attachment://"
        guard text.hasPrefix(mark) else { return text }
        return attachments?[String(text.dropFirst(mark.count))]?.text ?? text
    }
}
