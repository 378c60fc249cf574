public import Foundation
import WinnowCore
import WinnowDomains
public import WinnowModel

/// The card beside a model's weights: `winnow.json` for programs and `README.md` for people.
public enum ModelCard {
    public static func write(_ information: ModelInformation, configuration: ModelConfiguration, to folder: URL) throws
    {
        try ReadableJSON.data(information).write(
            to: folder.appending(path: ModelInformation.fileName), options: .atomic)
        try Data(text(information, configuration).utf8).write(to: folder.appending(path: "README.md"), options: .atomic)
    }

    /// The card for people, in Markdown.
    public static func text(_ model: ModelInformation, _ configuration: ModelConfiguration) -> String {
        let recipe = model.recipe
        let shape =
            "width \(configuration.width), \(configuration.layers) layers, \(configuration.heads) heads, "
            + "feed-forward \(configuration.feedForward), vocabulary \(configuration.vocabularySize)"
        var lines = [
            "# \(model.domain) \(model.name)",
            "",
            "A Llama-style decoder of \(configuration.parameterCount) weights (\(shape)) that Winnow trained from random "
                + "weights on \(model.style.rawValue) solutions of the formal solver of the domain `\(model.domain)`. "
                + "It is a model organism for test-time compute, nothing else.",
            "",
            "| | |", "| :-- | :-- |",
            "| made by | `\(model.command)` |",
            "| training data | drawn as needed from the train split, seed \(recipe.seed) |",
            "| tokens | \(model.tokens), prompts included |",
            "| loss at the end | \(String(format: "%.4f", model.loss)) nats per completion token |",
            "| optimiser | AdamW, betas \(recipe.beta1) and \(recipe.beta2), weight decay \(recipe.weightDecay) on matrices, "
                + "gradient norm clipped at \(recipe.clipNorm) |",
            "| learning rate | \(recipe.learningRate), warm-up \(recipe.warmUpSteps) steps, \(words(recipe.schedule)) |",
            "| batch | about \(recipe.batchTokens) tokens |",
            "| chosen | \(model.rule) |",
            "", "## Accuracy of single samples (pass@1), 95 % intervals over problems", "",
            "| split | problems × samples | temperature | pass@1 | easy | medium | hard | truncated |",
            "| :-- | --: | --: | --: | --: | --: | --: | --: |",
        ]
        for evaluation in [model.tune, model.test].compactMap({ $0 }) {
            let bins = ["easy", "medium", "hard"].map { percent(evaluation.byDifficulty[$0] ?? .nan) }
            lines.append(
                "| \(evaluation.split.rawValue) | \(evaluation.problems) × \(evaluation.samples) | \(evaluation.temperature) "
                    + "| \(percent(evaluation.passAt1)) [\(percent(evaluation.low)), \(percent(evaluation.high))] "
                    + "| \(bins.joined(separator: " | ")) | \(percent(evaluation.truncated)) |")
        }
        lines += ["", "Licence: Apache-2.0, as Winnow."]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func percent(_ value: Double) -> String {
        String(format: "%.1f %%", 100 * value)
    }

    private static func words(_ schedule: LearningRateSchedule) -> String {
        switch schedule {
        case .constant: "constant"
        case .cosine(let tokens, let floor): "cosine to \(floor) of it over \(tokens) tokens"
        case .decay(let from, let tokens): "constant until \(from) tokens, then linear to zero over \(tokens)"
        }
    }
}
