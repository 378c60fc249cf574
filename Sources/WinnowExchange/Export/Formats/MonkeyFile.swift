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
        let question = OrderedJSON.string(pool.problem.prompt).text
        var text = "prompt: \(question)\nquestion: \(question)\n"
        text += "gt_answer: \(OrderedJSON.optional(pool.reference) { .string($0) }.text)\n"
        text += "samples:\n"
        for candidate in pool.candidates {
            text += "- \(OrderedJSON.string(candidate.completion ?? candidate.answer ?? "").text)\n"
        }
        guard pool.candidates.contains(where: { $0.isCorrect != nil }) else { return text }
        text += "is_corrects:\n"
        for candidate in pool.candidates { text += "- \(candidate.isCorrect ?? false)\n" }
        return text
    }
}
