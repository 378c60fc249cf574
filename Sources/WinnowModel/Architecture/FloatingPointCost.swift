/// The cost is the logical number of floating-point operations of a model's work, whatever the engine shares or skips.
///
/// Two per multiply-add of the matrix products, attention at the real lengths, logits included where they are
/// needed; norms, activations and softmax are left out. The prompt counts once per problem and ends with the
/// logits of the first completion token; every further completion token counts one decoding step.
public struct FloatingPointCost: Sendable {
    private let matrixProducts: Double
    private let attentionPerPosition: Double
    private let oneLogit: Double
    private let logits: Double

    /// Computes the costs of a model of this shape.
    public init(_ configuration: ModelConfiguration) {
        let width = Double(configuration.width)
        let layers = Double(configuration.layers)
        matrixProducts = 2 * layers * (4 * width * width + 3 * width * Double(configuration.feedForward))
        attentionPerPosition = 4 * layers * width
        oneLogit = 2 * width
        logits = 2 * width * Double(configuration.vocabularySize)
    }

    /// Computes the cost of reading a prompt of `tokens` tokens.
    public func prompt(tokens: Int) -> Double {
        let count = Double(tokens)
        return count * matrixProducts + attentionPerPosition * count * (count + 1) / 2 + logits
    }

    /// Computes the cost of reading `tokens` tokens anew and predicting `values` single logits on the way: a scorer's
    /// forward pass.
    public func reading(tokens: Int, values: Int) -> Double {
        let count = Double(tokens)
        return count * matrixProducts + attentionPerPosition * count * (count + 1) / 2 + Double(values) * oneLogit
    }

    /// Computes the cost of writing a completion of `tokens` tokens (end token included) after a prompt of
    /// `promptTokens` tokens.
    public func completion(tokens: Int, promptTokens: Int) -> Double {
        let steps = Double(max(0, tokens - 1))
        let positions = steps * Double(promptTokens) + steps * (steps + 1) / 2
        return steps * (matrixProducts + logits) + attentionPerPosition * positions
    }
}
