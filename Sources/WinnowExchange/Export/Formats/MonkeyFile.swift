import WinnowJSON
import WinnowStore

/// A problem as a YAML file of Large Language Monkeys.
///
/// Texts are quoted as JSON quotes them, which YAML 1.2 reads alike. A candidate that was never graded counts as wrong,
/// because the format has no third value.
///
/// Source: Brown et al., arXiv 2407.21787, and github.com/ScalingIntelligence/large_language_monkeys.
enum MonkeyFile {
    static func text(_ pool: ExportedRun.Pool) -> String {
        let question = JSONValue.string(pool.problem.prompt).json()
        var text = "prompt: \(question)\nquestion: \(question)\n"
        text += "gt_answer: \(JSONValue.optional(pool.reference) { .string($0) }.json())\n"
        text += "samples:\n"
        for candidate in pool.candidates {
            text += "- \(JSONValue.string(candidate.completion ?? candidate.answer ?? "").json())\n"
        }
        guard pool.candidates.contains(where: { $0.isCorrect != nil }) else { return text }
        text += "is_corrects:\n"
        for candidate in pool.candidates { text += "- \(candidate.isCorrect ?? false)\n" }
        return text
    }
}
