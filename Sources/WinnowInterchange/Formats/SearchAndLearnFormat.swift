import WinnowJSON
import WinnowMessages
import WinnowText

/// search-and-learn writes a line per problem with all completions and the process reward of every step.
///
/// Source: github.com/huggingface/search-and-learn, which calls the reference `answer` and the worked solution `solution`.
struct SearchAndLearnFormat: ImportFormat {
    let name = "search-and-learn"
    let summary = "search-and-learn completions: a line per problem with completions and step scores (a PRM)"
    let extraction: Extraction? = .boxed

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["completions"]?.array?.contains { $0.string != nil } == true
            && (record["scores"]?.array?.first?.array != nil || record["agg_scores"] != nil
                || record["completion_tokens"]?.array != nil)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let completions = record["completions"]?.array else { throw RecordFault("it has no completions") }
        let steps = record["scores"]?.array
        let totals = record["agg_scores"]?.array
        let problem = ImportedProblem(
            id: record["unique_id"]?.text, prompt: record["problem"]?.text,
            reference: record["answer"].flatMap(ReferenceText.init(value:))?.text,
            difficulty: record["level"]?.text)
        let tokens = record["completion_tokens"]?.array
        return completions.enumerated().candidates { index, completion throws(RecordFault) in
            // A completion of null was drawn, and says nothing.
            guard let text = Conversation.said(completion) ?? (completion.isNull ? "" : nil) else {
                throw RecordFault("a completion is no text")
            }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            candidate.isNumberedByPlace = true
            candidate.add(stepScores: steps, of: completions.count, at: index, called: "prm")
            candidate.add(scores: totals, of: completions.count, at: index, called: "prm")
            if let tokens, tokens.indices.contains(index), let count = tokens[index].integer, count >= 0 {
                // -1 says that nobody counted.
                candidate.completionTokens = count
            }
            return candidate
        }
    }
}

// MARK: Writing

extension SearchAndLearnFormat: WrittenFormat {
    /// Writes one line, as that program's `…_completions.jsonl` has it.
    ///
    /// `scores` are the steps' of the newest process scorer, else the newest scorer's one number as a single step; without
    /// a scorer they are empty, which a reader takes for unscored. `agg_scores` are the last step's and `pred` is the
    /// answer of the largest of them, as that program's best-of-n by `--agg_strategy last` has it.
    func text(of pool: RecordedPool) -> String {
        let scores = scores(of: pool)
        let last = scores.map { $0.last }
        var members: [(key: String, value: JSONValue)] = [
            ("unique_id", .string(pool.problemID)),
            ("problem", .string(pool.prompt)),
            ("answer", pool.referenceValue),
            ("level", .string(pool.difficulty)),
            ("subject", .string(pool.source.domain)),
            ("completions", .array(pool.candidates.map { .string($0.text) })),
            ("scores", .array(scores.map { .array($0.map { .number($0) }) })),
            ("agg_scores", .array(last.map { .optional($0) { .number($0) } })),
            ("completion_tokens", .array(pool.candidates.map { .integer($0.completionTokens ?? -1) })),
        ]
        if let best = best(pool, last) { members.append(("pred", .string("\\boxed{\(best)}"))) }
        return JSONValue.object(members).json() + "\n"
    }

    private func scores(of pool: RecordedPool) -> [[Double]] {
        let scorers = pool.source.scorers.map { ExactText($0) }
        let process = scorers.last { name in pool.candidates.contains { $0.stepScores[name] != nil } }
        if let process { return pool.candidates.map { $0.stepScores[process] ?? [] } }
        guard let scorer = scorers.last else { return pool.candidates.map { _ in [] } }
        return pool.candidates.map { candidate in candidate.scores[scorer].map { [$0] } ?? [] }
    }

    /// Finds the answer with the largest score, the first of several.
    private func best(_ pool: RecordedPool, _ scores: [Double?]) -> String? {
        var best: (score: Double, answer: String)?
        for (candidate, score) in zip(pool.candidates, scores) {
            guard let score, let answer = candidate.answer, score > best?.score ?? -.infinity else { continue }
            best = (score, answer)
        }
        return best?.answer
    }
}
