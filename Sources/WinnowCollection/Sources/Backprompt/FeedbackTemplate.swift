public import WinnowCore
import WinnowDomains
import WinnowEndpoint

/// A feedback template says how what is wrong with an answer is put to a server, as the next turn of a conversation.
///
/// Source: the back-prompts of Kambhampati et al., arXiv 2402.01817, and Gundawar et al., arXiv 2411.14484.
public struct FeedbackTemplate: Hashable, Sendable {
    private let told: TextTemplate
    private let again: TextTemplate

    /// Everything that decides the text: a part of a run's identity.
    var identity: String { told == again ? told.text : told.text + "\n\n" + again.text }

    private static let places: Set = [
        "problem", "prompt", "previous", "critiques", "examples", "domain", "example_problem", "example_answer",
    ]

    /// - Parameter path: a file with `{{critiques}}` in it, and `{{problem}}`, `{{previous}}` (the answer that was read) or
    ///   `{{examples}}` where wanted; nil for the usual words.
    /// - Throws: ``ExperimentError`` for a file that is missing or wrong.
    public init(contentsOf path: String? = nil) throws(ExperimentError) {
        if let path {
            told = try TextTemplate(contentsOf: path, known: Self.places, required: ["critiques"])
            again = told
        } else {
            told = try Self.usual(
                "The answer was not accepted:\n{{critiques}}\n\nGive another answer, in the same form.")
            // Nothing is said of the answer before.
            again = try Self.usual("Answer the problem once more, in the same form.")
        }
    }

    private static func usual(_ text: String) throws(ExperimentError) -> TextTemplate {
        try TextTemplate(text, known: places, required: [], of: "the usual feedback")
    }

    /// Makes the text of a turn.
    ///
    /// - Parameter critiques: what is told; empty to ask again without a word on the answer before.
    func text(
        _ critiques: [Critique], previous: String?, problem: String, prompt: String, examples: String,
        of domain: (any Domain)?
    ) -> String {
        let lines =
            critiques.count == 1 ? [critiques[0].description] : critiques.enumerated().map { "\($0 + 1). \($1)" }
        var values = [
            "problem": problem, "prompt": prompt, "previous": previous ?? "(no answer)",
            "critiques": lines.joined(separator: "\n"), "examples": examples,
        ]
        if let domain {
            values["domain"] = domain.summary
            (values["example_problem"], values["example_answer"]) = domain.example
        }
        return (critiques.isEmpty ? again : told).filled(values)
    }
}
