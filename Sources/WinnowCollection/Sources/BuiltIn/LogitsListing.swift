import WinnowCatalogue
import WinnowCore
import WinnowModel

/// A model's logits after each token of prompts, as JSON.
public struct LogitsListing: Sendable {
    private let scorer: TokenScorer
    private let prompts: PromptList

    /// Loads the model.
    ///
    /// - Parameters:
    ///   - model: a model folder, or the name of a bundled model of `domain`.
    ///   - domain: the domain of a bundled model.
    /// - Throws: ``ExperimentError`` or `ModelError` for a model or prompts that cannot be read.
    public init(model: String, domain: String?, prompts: PromptList) throws {
        let parameters = try ModelChoice(model, domain: domain).model.parameters
        let configuration = parameters.configuration
        try prompts.check(vocabularySize: configuration.vocabularySize)
        for (index, prompt) in prompts.prompts.enumerated() where prompt.count > configuration.contextLength {
            throw ExperimentError(
                "prompt \(index + 1) of \(prompt.count) tokens exceeds the model's context of "
                    + "\(configuration.contextLength)",
                hint: "shorten it")
        }
        scorer = TokenScorer(PackedWeights(parameters))
        self.prompts = prompts
    }

    /// Hands on one line for each prompt: an array `[tokens][vocabulary]` of numbers that read back as the same floats.
    ///
    /// - Throws: ``ExperimentError`` when a logit is not finite, which JSON has no number for.
    public func forEachLine(_ write: (String) -> Void) throws {
        for (index, prompt) in prompts.prompts.enumerated() {
            var rows: [String] = []
            for row in try scorer.logits(of: prompt) {
                guard row.allSatisfy(\.isFinite) else {
                    throw ExperimentError(
                        "the logits of prompt \(index + 1) are not finite", hint: "the model's weights are damaged")
                }
                // Swift writes the shortest decimal that is this float and no other.
                rows.append("[" + row.map(\.description).joined(separator: ",") + "]")
            }
            write("[" + rows.joined(separator: ",") + "]\n")
        }
    }
}
