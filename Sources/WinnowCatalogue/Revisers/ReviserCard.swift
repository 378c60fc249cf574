public import Foundation
import WinnowCore
import WinnowDomains
import WinnowModel

/// The card beside a reviser's weights: `winnow.json` for programs and `README.md` for people.
public enum ReviserCard {
    public static func write(_ information: ReviserInformation, to folder: URL) throws {
        try ReadableJSON.data(information).write(
            to: folder.appending(path: ReviserInformation.fileName), options: .atomic)
        try Data(text(information).utf8).write(to: folder.appending(path: "README.md"), options: .atomic)
    }

    /// The card for people, in Markdown.
    static func text(_ reviser: ReviserInformation) -> String {
        let (data, recipe) = (reviser.data, reviser.recipe)
        var lines = [
            "# \(reviser.domain), reviser of \(reviser.generator), \(reviser.arm.rawValue)", "", description(reviser),
            "",
            "| | |", "| :-- | :-- |",
            "| made by | `\(reviser.command)` |",
            "| start | the weights of the generator `\(reviser.generator)` (SHA-256 `\(reviser.generatorSHA256.prefix(16))…`) |",
            "| learned from | \(data.first) wrong answers of that generator to \(data.problems) problems of the train split × "
                + "\(data.samples) samples at temperature \(data.temperature), seed \(data.seed), and in a second pass beside them "
                + "\(data.later) wrong answers of the reviser of the first pass |",
            "| target | the formal solver's completion of the same problem |",
            "| critiques | the sound verifier's: the first or all of them, none in a quarter of the examples |",
            "| tokens | \(reviser.tokens) in the last pass, prompts included; batches and updates are those of the arm `critiques` |",
            "| learning rate | \(recipe.learningRate), cosine, batches of about \(recipe.batchTokens) tokens |",
        ]
        if let loss = reviser.loss {
            lines.append("| loss at the end | \(String(format: "%.4f", loss)) nats per completion token |")
        }
        for evaluation in [reviser.tune, reviser.test].compactMap({ $0 }) { lines += self.lines(evaluation) }
        lines += ["", "Licence: Apache-2.0, as Winnow."]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func description(_ reviser: ReviserInformation) -> String {
        switch reviser.arm {
        case .critiques:
            "A model that reads a problem, a wrong answer and what critics say of it, and answers anew (back-prompting, "
                + "Kambhampati et al., arXiv 2402.01817)."
        case .shuffled:
            "A control of the reviser: it learned from the same examples with the critiques of other problems' answers."
        case .continued:
            "A control of the reviser: a generator that saw the same solutions in the same updates, and nothing else."
        }
    }

    private static func lines(_ evaluation: ReviserEvaluation) -> [String] {
        [
            "",
            "## Wrong answers that become right, \(evaluation.split.rawValue) split, 95 % intervals over problems", "",
            "\(evaluation.answers) wrong answers of the continued generator to \(evaluation.problems) problems, "
                + "\(evaluation.revisions) revisions of each at temperature \(evaluation.temperature); the difference is to asking "
                + "the continued generator again, of the same problems.", "",
            "| model | told | right, % | difference, points |", "| :-- | :-- | --: | --: |",
        ]
            + evaluation.rows.map { row in
                "| \(row.arm.rawValue) | \(row.critique) | \(text(row.right)) | \(row.difference.map(text) ?? "–") |"
            }
    }

    private static func text(_ estimate: ScorerEvaluation.Estimate) -> String {
        func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
        return "\(percent(estimate.value)) [\(percent(estimate.low)), \(percent(estimate.high))]"
    }
}
