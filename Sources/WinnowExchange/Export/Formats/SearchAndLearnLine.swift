import WinnowJSON
import WinnowStore
import WinnowText

/// A problem as search-and-learn's `…_completions.jsonl` has it.
///
/// `scores` are the steps' of the newest process scorer, else the newest scorer's one number as a single step; without
/// a scorer they are empty, which a reader takes for unscored. `agg_scores` are the last step's and `pred` is the answer
/// of the largest of them, as that program's best-of-n by `--agg_strategy last` has it.
///
/// Source: github.com/huggingface/search-and-learn.
enum SearchAndLearnLine {
    static func text(_ pool: ExportedRun.Pool, of run: ExportedRun) -> String {
        let scores = scores(pool, of: run)
        let last = scores.map { $0.last }
        var members: [(key: String, value: OrderedJSON)] = [
            ("unique_id", .string(pool.problem.specification)),
            ("problem", .string(pool.problem.prompt)),
            ("answer", .optional(pool.reference) { .string($0) }),
            ("level", .string(pool.problem.difficulty)),
            ("subject", .string(run.problemSet.domain)),
            ("completions", .array(pool.candidates.map { .string($0.completion ?? $0.answer ?? "") })),
            ("scores", .array(scores.map { .array($0.map { .number($0) }) })),
            ("agg_scores", .array(last.map { .optional($0) { .number($0) } })),
            ("completion_tokens", .array(pool.candidates.map { .integer($0.tokens ?? -1) })),
        ]
        if let best = best(pool, last) { members.append(("pred", .string("\\boxed{\(best)}"))) }
        return OrderedJSON.object(members).text + "\n"
    }

    private static func scores(_ pool: ExportedRun.Pool, of run: ExportedRun) -> [[Double]] {
        let process = run.scorers.last { scorer in
            pool.candidates.contains { $0.stepScores[ExactText(scorer.name)] != nil }
        }
        if let process { return pool.candidates.map { $0.stepScores[ExactText(process.name)] ?? [] } }
        guard let scorer = run.scorers.last else { return pool.candidates.map { _ in [] } }
        return pool.candidates.map { candidate in candidate.scores[ExactText(scorer.name)].map { [$0] } ?? [] }
    }

    /// The answer with the largest score, the first of several.
    private static func best(_ pool: ExportedRun.Pool, _ scores: [Double?]) -> String? {
        var best: (score: Double, answer: String)?
        for (candidate, score) in zip(pool.candidates, scores) {
            guard let score, let answer = candidate.answer, score > best?.score ?? -.infinity else { continue }
            best = (score, answer)
        }
        return best?.answer
    }
}
