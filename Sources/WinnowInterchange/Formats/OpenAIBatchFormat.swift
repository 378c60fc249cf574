import WinnowJSON
import WinnowMessages
import WinnowText

/// A batch of OpenAI's or Anthropic's API ends as a line per request with the whole answer of the server.
///
/// Every choice is a sample of the problem that the request is called by. A request that failed has none, and says why.
///
/// Source: platform.openai.com/docs/guides/batch; docs.anthropic.com, message batches.
struct OpenAIBatchFormat: ImportFormat {
    let name = "openai-batch"
    let summary = "outputs of a batch of OpenAI's or Anthropic's API: custom_id and the answer's body"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        guard record["custom_id"] != nil else { return false }
        return record["response"]?["body"] != nil || record["response"]?["status_code"] != nil
            || record["result"]?["type"]?.string != nil || record["error"]?.isNull == false
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let id = record["custom_id"]?.text else { throw RecordFault("the request has no custom_id") }
        let own = Self.request(id)
        let problem = ImportedProblem(id: own?.problem ?? id, asked: own?.asked)
        let candidates = try candidates(of: record, problem)
        guard let own else { return candidates }
        return candidates.enumerated().map { place, candidate in
            candidate.map { candidate in
                var candidate = candidate
                candidate.sampleIndex = own.sample + place
                return candidate
            }
        }
    }

    /// What `winnow export --format openai-batch` calls a request: run, problem and sample.
    private static func request(_ id: String) -> (problem: String, asked: ImportedProblem.Asked, sample: Int)? {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard parts.count == 3, numbers.count == 3, numbers[2] <= 1 << 30 else { return nil }
        return (
            "\(numbers[0])/\(numbers[1])", ImportedProblem.Asked(run: numbers[0], position: numbers[1]), numbers[2]
        )
    }

    private func candidates(
        of record: JSONValue, _ problem: ImportedProblem
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        if let message = record.at("result.message") {
            return [message].candidates { message throws(RecordFault) in sample(message, message, of: problem) }
        }
        let body = record.at("response.body")
        if let choices = body?["choices"]?.array, !choices.isEmpty {
            return choices.enumerated().candidates { index, choice throws(RecordFault) in
                var candidate = sample(choice, body, of: problem)
                if choices.count > 1 { candidate.sampleIndex = choice["index"]?.integer ?? index }
                return candidate
            }
        }
        if let output = body?["output"], output.array != nil {
            return [output].candidates { output throws(RecordFault) in
                var candidate = ImportedCandidate(problem: problem, completion: Conversation.said(output) ?? "")
                candidate.model = body?["model"]?.text
                candidate.completionTokens = body?.at("usage.output_tokens")?.integer
                candidate.promptTokens = body?.at("usage.input_tokens")?.integer
                return candidate
            }
        }
        throw RecordFault("the request failed: \(failure(record) ?? "its answer has no choices")")
    }

    private func sample(_ choice: JSONValue, _ body: JSONValue?, of problem: ImportedProblem) -> ImportedCandidate {
        let text = Conversation.said(choice) ?? choice["text"]?.text
        var candidate = ImportedCandidate(problem: problem, completion: text ?? "")
        candidate.model = body?["model"]?.text
        let usage = body?["usage"]
        candidate.promptTokens = (usage?["prompt_tokens"] ?? usage?["input_tokens"])?.integer
        if body?["choices"]?.array?.count ?? 1 == 1 {
            candidate.completionTokens = (usage?["completion_tokens"] ?? usage?["output_tokens"])?.integer
        }
        if let tokens = choice["logprobs"].flatMap(TokenLogProbabilities.init) {
            candidate.logProbability = tokens.sum
            candidate.completionTokens = candidate.completionTokens ?? tokens.count
        }
        candidate.alternatives = choice["logprobs"].flatMap { TokenAlternatives($0) }
        if let reason = (choice["finish_reason"] ?? choice["stop_reason"])?.string {
            candidate.isTruncated = ["length", "max_tokens"].contains(reason)
        }
        return candidate
    }

    private func failure(_ record: JSONValue) -> String? {
        let paths = [
            "error.message", "response.body.error.message", "response.body.error", "result.error.error.message",
            "result.error.message", "result.type", "error.code", "error",
        ]
        return paths.lazy.compactMap { record.at($0)?.string }.first
    }
}
