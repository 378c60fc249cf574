public import Foundation
import WinnowCore
import WinnowModel
import WinnowScoring

/// The card beside a scorer's weights: `winnow.json` for programs and `README.md` for people.
public enum ScorerCard {
    public static func write(_ information: ScorerInformation, to folder: URL) throws {
        try ReadableJSON.data(information).write(
            to: folder.appending(path: ScorerInformation.fileName), options: .atomic)
        try Data(text(information).utf8).write(to: folder.appending(path: "README.md"), options: .atomic)
    }

    /// The card for people, in Markdown.
    static func text(_ scorer: ScorerInformation) -> String {
        let data = scorer.data
        var lines = [
            "# \(scorer.domain) \(scorer.name)", "", description(scorer), "", "| | |", "| :-- | :-- |",
            "| made by | `\(scorer.command)` |",
            "| learned from | \(data.problems) problems of the train split × \(data.samples) candidates that the generator "
                + "`\(scorer.generator)` (SHA-256 `\(scorer.generatorSHA256.prefix(16))…`) wrote at temperature "
                + "\(data.temperature), seed \(data.seed); \(percent(data.right)) of them right |",
        ]
        if data.rollouts > 0 {
            lines.append(
                "| policy_value | the share of \(data.rollouts) rollouts that end right, from up to \(data.steps) steps of each "
                    + "candidate, and the finished candidate's own outcome |")
        }
        if let recipe = scorer.recipe { lines += trainingLines(scorer, recipe) }
        if let chosen = scorer.chosenScore {
            lines.append(
                "| chosen | checkpoint and score `\(chosen)`: best within problems on one half of tune; values are calibrated (gain and bias of each head) on the other |"
            )
        }
        if let logistic = scorer.logistic { lines += coefficientLines(logistic) }
        lines += curveLines(scorer)
        for evaluation in [scorer.tune, scorer.test].compactMap({ $0 }) { lines += ScorerReport.lines(evaluation) }
        lines += ["", "Licence: Apache-2.0, as Winnow."]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func description(_ scorer: ScorerInformation) -> String {
        let text =
            switch scorer.kind {
            case .orm:
                "An outcome scorer (Cobbe et al., arXiv 2110.14168): the probability that a candidate is right, learned after "
                    + "every token of it and read after the last."
            case .prm:
                "A process scorer: a value at the end of each step for each of three targets, each with a token and a loss of its "
                    + "own: `step_correct` (trace validator; up to and including the first wrong step), `state_solvable` "
                    + "(solver), `policy_value` (this generator ends right from here)."
            case .yesno:
                "A yes/no scorer (Zhang et al., arXiv 2408.15240): reads problem, candidate and a question; the score is "
                    + "P(yes) / (P(yes) + P(no)) of the next token."
            case .yesnoCheck:
                "A yes/no scorer that first writes a check of the answer, as it learned from the formal verifier's own "
                    + "derivation; its checks are sampled, and their tokens are part of the cost."
            case .logistic:
                "A logistic model on what the generator itself says of a candidate: a baseline without weights to load."
            }
        return text + " A model organism for test-time compute, nothing else."
    }

    private static func trainingLines(_ scorer: ScorerInformation, _ recipe: TrainingRecipe) -> [String] {
        var objective = "cross-entropy of the text behind the question"
        if let values = recipe.values {
            objective =
                "\(values.rankWeight) × −log σ(right − wrong) over pairs of one problem, \(values.valueWeight) × "
                + (values.loss == .crossEntropy ? "cross-entropy" : "squared error") + " of the values, "
                + "\(values.languageWeight) × the language loss of the solver's completions"
        }
        return [
            "| starts from | the weights of \(scorer.start.map { "`\($0)`" } ?? "the generator"), with "
                + "\(scorer.kind.reservedSymbols.joined(separator: " ")) added to its vocabulary and \(scorer.layers) layers "
                + "above its own |",
            "| reads | the text\(scorer.expectations.map { ", and of each token what `\($0.name)` (SHA-256 `\($0.sha256.prefix(16))…`) expected: its log-probability, its probability, the entropy, the distance to the best token" } ?? " alone") |",
            "| loss | \(objective); \(scorer.loss.map { String(format: "%.4f", $0) } ?? "–") at the end |",
            "| tokens | \(scorer.tokens), prompts included |",
            "| optimiser | AdamW, learning rate \(recipe.learningRate), warm-up \(recipe.warmUpSteps) steps, cosine to 5 %; "
                + "batch about \(recipe.batchTokens) tokens |",
        ]
    }

    /// The learning curve on the half of tune that chooses.
    private static func curveLines(_ scorer: ScorerInformation) -> [String] {
        guard let curve = scorer.curve, !curve.isEmpty else { return [] }
        func text(_ estimate: ScorerEvaluation.Estimate?) -> String {
            estimate.map { String(format: "%.3f [%.3f, %.3f]", $0.value, $0.low, $0.high) } ?? "–"
        }
        return [
            "", "## Learning curve", "", "| tokens | best score | within problems | on distinct texts |",
            "| --: | :-- | --: | --: |",
        ] + curve.map { "| \($0.tokens) | \($0.score) | \(text($0.within)) | \(text($0.withinDistinct)) |" }
    }

    private static func coefficientLines(_ model: LogisticModel) -> [String] {
        let terms = zip(model.features, model.coefficients).map { "\($0) \(String(format: "%+.3f", $1))" }
        return [
            "| coefficients | of standardised features: \(terms.joined(separator: ", ")); intercept "
                + "\(String(format: "%+.3f", model.intercept)) |"
        ]
    }

    static func percent(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
}
