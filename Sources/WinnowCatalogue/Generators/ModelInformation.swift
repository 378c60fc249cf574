import Foundation
public import WinnowDomains
public import WinnowModel

/// A generator's card says what is known of it besides its weights; it is `winnow.json` in its folder.
public struct ModelInformation: Sendable, Codable, Hashable {
    /// The file's name in a model folder.
    static let fileName = "winnow.json"

    /// The name is such as `medium` or `answer-only`.
    public var name: String
    public var domain: String
    public var style: CompletionStyle
    /// All tokens it was trained on, prompts included.
    public var tokens: Int
    /// The smoothed training loss at the end, in nats per completion token.
    public var loss: Double
    public var recipe: TrainingRecipe
    /// The rule by which it was chosen, in words.
    public var rule: String
    /// The evaluation is on the split it was chosen on.
    public var tune: GeneratorEvaluation?
    /// The evaluation is on problems that nothing was chosen on.
    public var test: GeneratorEvaluation?
    /// The command that makes it again.
    public var command: String

    public init(
        name: String, domain: String, style: CompletionStyle, tokens: Int, loss: Double, recipe: TrainingRecipe,
        rule: String, tune: GeneratorEvaluation?, test: GeneratorEvaluation?, command: String
    ) {
        self.name = name
        self.domain = domain
        self.style = style
        self.tokens = tokens
        self.loss = loss
        self.recipe = recipe
        self.rule = rule
        self.tune = tune
        self.test = test
        self.command = command
    }
}

extension ModelInformation {
    /// One line on a model that was made.
    public var line: String {
        let onTune = self.tune.map { String(format: ", pass@1 on tune %.1f %%", 100 * $0.passAt1) } ?? ""
        let onTest = self.test.map { String(format: ", on test %.1f %%", 100 * $0.passAt1) } ?? ""
        return "\(domain) \(name): \(tokens) tokens\(onTune)\(onTest)\n"
    }
}

/// A level says how good a bundled generator is meant to be, by pass@1 at temperature 0.8 on the mixed tune set.
public enum GeneratorLevel: String, CaseIterable, Sendable, Codable {
    case weak
    case medium
    case strong

    /// The range that pass@1 should lie in.
    public var range: ClosedRange<Double> {
        switch self {
        case .weak: 0.05...0.15
        case .medium: 0.25...0.50
        case .strong: 0.60...0.90
        }
    }
}
