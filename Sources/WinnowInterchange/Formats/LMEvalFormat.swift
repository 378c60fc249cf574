import WinnowCore
import WinnowJSON
import WinnowText

/// lm-evaluation-harness keeps these samples where it is called with `--log_samples`.
///
/// The K samples of a document are in `resps` only, and its row is written once for every filter: the samples are known
/// by document and place, so that they count once. What the metrics of the file's first filter say of a sample is its
/// flag; what those of another filter say is a verdict under the names of both, such as `exact_match/flexible-extract`.
///
/// Source: github.com/EleutherAI/lm-evaluation-harness, `lm_eval/result_schema.py`.
struct LMEvalFormat: ImportFormat {
    let name = "lm-eval"
    let summary = "lm-evaluation-harness samples (--log_samples): resps, one row per filter"

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["resps"]?.array != nil && record["doc_id"] != nil
            && ["arguments", "filtered_resps", "doc"].contains { record[$0] != nil }
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        let responses = try responses(of: record)
        guard let document = record["doc_id"]?.text else { throw RecordFault("it has no doc_id") }
        let prompt =
            record.at("arguments.gen_args_0.arg_0")?.text ?? record.at("arguments.0.0")?.text
            ?? record.at("doc.question")?.text
        // The instructions of IFEval have no right answer: its target is a place holder (Zhou et al., arXiv 2311.07911).
        let metrics = record["metrics"]?.array?.compactMap(\.string) ?? record.object?.map(\.key.text) ?? []
        let hasTarget = !metrics.contains { $0.hasPrefix("prompt_level_") || $0.hasPrefix("inst_level_") }
        let problem = ImportedProblem(
            id: name(of: record, document, context.survey), prompt: prompt,
            reference: hasTarget ? record["target"].flatMap(ReferenceText.init(value:))?.text : nil,
            difficulty: record.at("doc.level")?.text)
        return responses.enumerated().candidates { index, response throws(RecordFault) in
            guard let text = response.string ?? (response.isNull ? "" : nil) else {
                throw RecordFault("a response is no text: log-likelihoods are no samples")
            }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            // The metric judges what the filter made of all responses: of several, it says nothing of each.
            if responses.count == 1 { add(record, context.survey, to: &candidate) }
            return candidate
        }
    }

    /// Finds the responses to the one request of a document; of several requests, each with one.
    ///
    /// - Throws: ``RecordFault`` for lists of something else, such as of ranks.
    private func responses(of record: JSONValue) throws(RecordFault) -> [JSONValue] {
        guard let requests = record["resps"]?.array, let first = requests.first else {
            throw RecordFault("it has no resps")
        }
        guard requests.count > 1 else { return first.array ?? requests }
        let lists = requests.compactMap(\.array)
        if lists.isEmpty { return requests }
        guard lists.count == requests.count, lists.allSatisfy({ $0.count == 1 }) else {
            throw RecordFault("its resps are several lists of several each: they are no samples of one request")
        }
        return lists.map { $0[0] }
    }

    /// A document that stands in several places of a task is a problem in each of them.
    private func name(of record: JSONValue, _ document: String, _ survey: FileSurvey?) -> String {
        guard let hash = record["doc_hash"]?.text else { return document }
        return survey?.repeatedDocuments.contains(ExactText(hash)) == true ? "\(hash)/\(document)" : hash
    }

    /// The metrics, the one that says right or wrong of an answer first: of those, the first that the file names.
    private static let usual = [
        "exact_match", "acc", "pass@1", "pass_at_1", "math_verify", "em", "accuracy", "correct", "score",
    ]

    /// Takes what the metrics say: one whose values are 0 and 1 in the whole file is a verdict, another is a score.
    ///
    /// The first verdict is the sample's flag, but for those of a filter that is not the first of the file.
    private func add(_ record: JSONValue, _ survey: FileSurvey?, to candidate: inout ImportedCandidate) {
        let named = record["metrics"]?.array?.compactMap(\.string)
        let names = named ?? Self.usual.filter { record[$0] != nil }
        let ranked = Self.usual.filter(names.contains) + names.filter { !Self.usual.contains($0) }
        let filter = record["filter"]?.string.map { ExactText($0) }
        let isOther = filter.map { $0 != survey?.filters.first ?? $0 } ?? false
        for name in ranked {
            guard let value = record[name], value.array == nil, value.object == nil else { continue }
            let isScale = survey?.profile(name).isScale ?? false
            if let filter, isOther {
                candidate.add(otherVerdict: value, called: "\(name)/\(filter.text)", isScale: isScale)
            } else {
                candidate.add(verdict: value, called: name, isScale: isScale)
            }
        }
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
            ("answer", pool.referenceValue),
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
            ("target", pool.reference == nil ? .string("") : pool.referenceValue),
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
