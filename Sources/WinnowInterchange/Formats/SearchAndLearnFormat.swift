import WinnowJSON
import WinnowText

/// search-and-learn writes a line per problem with all completions and the process reward of every step.
///
/// Source: github.com/huggingface/search-and-learn, which calls the reference `answer` and the worked solution `solution`.
struct SearchAndLearnFormat: ImportFormat {
    let name = "search-and-learn"
    let summary = "search-and-learn completions: a line per problem with completions and step scores (a PRM)"
    let extraction: Extraction? = .boxed

    func recognises(_ record: JSONValue, in context: RecordContext) -> Bool {
        record["completions"]?.array?.first?.string != nil
            && (record["scores"]?.array?.first?.array != nil || record["agg_scores"] != nil
                || record["completion_tokens"]?.array != nil)
    }

    func candidates(
        of record: JSONValue, in context: RecordContext
    ) throws(RecordFault) -> [Result<ImportedCandidate, RecordFault>] {
        guard let completions = record["completions"]?.array else { throw RecordFault("it has no completions") }
        let steps = record["scores"]?.array
        let totals = record["agg_scores"]?.array
        for (name, list) in [("scores", steps), ("agg_scores", totals)] {
            if let list, list.count != completions.count {
                throw RecordFault("it has \(completions.count) completions and \(list.count) \(name)")
            }
        }
        let problem = ImportedProblem(
            id: record["unique_id"]?.text, prompt: record["problem"]?.text, reference: record["answer"]?.text,
            difficulty: record["level"]?.text)
        let tokens = record["completion_tokens"]?.array
        return completions.enumerated().candidates { index, completion throws(RecordFault) in
            guard let text = completion.string else { throw RecordFault("a completion is no text") }
            var candidate = ImportedCandidate(problem: problem, completion: text)
            candidate.sampleIndex = index
            if let steps {
                candidate.stepScores["prm"] = try StepScores.numbers(steps[index])
            }
            if let total = totals?[index].number { candidate.scores["prm"] = total }
            if let tokens, tokens.indices.contains(index), let count = tokens[index].integer, count >= 0 {
                // -1 says that nobody counted.
                candidate.completionTokens = count
            }
            return candidate
        }
    }
}

/// The scores of steps are the numbers of a process scorer.
enum StepScores {
    /// - Throws: ``RecordFault`` when one of them is no number.
    static func numbers(_ value: JSONValue) throws(RecordFault) -> [Double] {
        guard let elements = value.array else { throw RecordFault("step scores are no list") }
        var numbers: [Double] = []
        for element in elements {
            guard let number = element.number, number.isFinite else {
                throw RecordFault("a step score is no finite number")
            }
            numbers.append(number)
        }
        return numbers
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
            ("answer", .optional(pool.reference) { .string($0) }),
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
