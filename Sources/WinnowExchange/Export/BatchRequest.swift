import WinnowJSON
import WinnowRandom
import WinnowStore

/// A batch request asks a served model once what a candidate answered, without a server at hand: a line of the file that
/// vLLM's `run-batch` and OpenAI's batch API take.
///
/// Its `custom_id` is `run/problem/sample`, the run's number, the problem's position and the sample's index, by which the
/// answer finds its problem again.
///
/// Source: platform.openai.com/docs/guides/batch; docs.vllm.ai, offline inference with the OpenAI batch file format.
struct BatchRequest {
    let line: String

    /// - Parameter model: its name at the server; nil for the run's own.
    init(_ candidate: ExportedRun.Candidate, of pool: ExportedRun.Pool, _ run: ExportedRun, model: String?) {
        let (record, sample) = (run.run.record, candidate.entry.candidate.sampleIndex)
        var random = CounterRandom(
            key: CandidateKey.key(seed: record.seed, specification: pool.problem.canonicalHash), stream: UInt64(sample))
        let body: [(key: String, value: JSONValue)] = [
            ("model", .string(model ?? run.model.name)),
            (
                "messages",
                .array([.object([("role", .string("user")), ("content", .string(pool.problem.prompt))])])
            ),
            // Some servers keep seeds in 31 bits.
            ("seed", .integer(Int(UInt32(truncatingIfNeeded: random.next()) >> 1))),
        ]
        let drawing: [(key: String, value: JSONValue?)] = [
            ("temperature", record.temperature.map { .number($0) }), ("top_p", record.topP.map { .number($0) }),
            ("max_tokens", record.maxTokens > 0 ? .integer(record.maxTokens) : nil),
        ]
        let asked = body + drawing.compactMap { member in member.value.map { (key: member.key, value: $0) } }
        line =
            JSONValue.object([
                ("custom_id", .string("\(run.run.id)/\(pool.problem.position)/\(sample)")), ("method", .string("POST")),
                ("url", .string("/v1/chat/completions")), ("body", .object(asked)),
            ]).json() + "\n"
    }
}
