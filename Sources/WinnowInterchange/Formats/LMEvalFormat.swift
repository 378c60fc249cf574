import WinnowJSON

/// lm-evaluation-harness: the samples that `--log_samples` keeps.
///
/// The K samples of a document are in `resps` only, and its row is written once for every filter: the samples are known
/// by document and place, so that they count once.
///
/// Source: github.com/EleutherAI/lm-evaluation-harness, `lm_eval/result_schema.py`.
struct LMEvalFormat: ImportFormat {
    let name = "lm-eval"
    let summary = "lm-evaluation-harness samples (--log_samples): resps, one row per filter"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["resps"]?.array != nil && record["doc_id"] != nil
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let first = record["resps"]?.array?.first, let responses = first.array ?? record["resps"]?.array else {
            throw RecordFault("it has no resps")
        }
        guard let document = record["doc_id"]?.text else { throw RecordFault("it has no doc_id") }
        let prompt =
            record.at("arguments.gen_args_0.arg_0")?.text ?? record.at("arguments.0.0")?.text
            ?? record.at("doc.question")?.text
        let problem = ImportedProblem(
            id: record["doc_hash"]?.text ?? document, prompt: prompt, reference: record["target"]?.text,
            difficulty: record.at("doc.level")?.text)
        // The metric judges what the filter made of all responses: of several, it says nothing of each.
        let flag = responses.count == 1 ? metric(of: record)?.flag : nil
        return responses.enumerated().candidates { index, response throws(RecordFault) in
            guard let text = response.string else {
                throw RecordFault("a response is no text: log-likelihoods are no samples")
            }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            candidate.isRight = flag
            return candidate
        }
    }

    private func metric(of record: JSONValue) -> JSONValue? {
        let names = record["metrics"]?.array?.compactMap(\.string) ?? ["exact_match", "acc"]
        return names.lazy.compactMap { record[$0] }.first
    }
}
