import WinnowCore
import WinnowJSON

/// lm-evaluation-harness keeps these samples where it is called with `--log_samples`.
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

// MARK: Writing

extension LMEvalFormat: WrittenFormat {
    /// Writes one line.
    ///
    /// The filter is Winnow's extractor. `filtered_resps` and `exact_match` are the first candidate's, as that program's
    /// `take_first` has them; all K samples are in `resps`.
    func text(of pool: RecordedPool) -> String {
        let document: [(key: String, value: JSONValue)] = [
            ("unique_id", .string(pool.problemID)),
            ("question", .string(pool.prompt)),
            ("answer", .optional(pool.reference) { .string($0) }),
            ("difficulty", .string(pool.difficulty)),
        ]
        let options: JSONValue = [
            "do_sample": .optional(pool.source.temperature) { .bool($0 > 0) },
            "temperature": .optional(pool.source.temperature) { .number($0) },
            "max_gen_toks": .integer(pool.source.maxTokens),
        ]
        let first = pool.candidates.first
        let target = pool.reference ?? ""
        var members: [(key: String, value: JSONValue)] = [
            ("doc_id", .integer(pool.position - 1)),
            ("doc", .object(document)),
            ("target", .string(target)),
            ("arguments", ["gen_args_0": ["arg_0": .string(pool.prompt), "arg_1": options]]),
            ("resps", .array([.array(pool.candidates.map { .string($0.text) })])),
            ("filtered_resps", .array([.string(first?.answer ?? "[invalid]")])),
            ("filter", .string("winnow")),
            ("doc_hash", .string(Digest.sha256(of: JSONValue.object(document).json()))),
            ("prompt_hash", .string(Digest.sha256(of: pool.prompt))),
            ("target_hash", .string(Digest.sha256(of: target))),
        ]
        if let isCorrect = first?.isCorrect {
            members += [("metrics", .array([.string("exact_match")])), ("exact_match", .number(isCorrect ? 1.0 : 0))]
        } else {
            members.append(("metrics", .array([])))
        }
        return JSONValue.object(members).json() + "\n"
    }
}
