/// How the next token is drawn from the model's distribution.
public struct SamplingOptions: Hashable, Sendable, Codable {
    /// Divides the logits; 0 takes the most probable token (the lowest identifier on a tie).
    public var temperature: Double

    /// Keeps the k most probable tokens; 0 keeps all.
    public var topK: Int

    /// Keeps the fewest most probable tokens whose probabilities reach p (nucleus sampling); 1 keeps all.
    ///
    /// Source: Holtzman et al., arXiv 1904.09751, section 3.1.
    public var topP: Double

    /// The largest number of completion tokens, end token included.
    public var maxTokens: Int

    /// Options within the ranges that ``validate()`` states; by default the model's own distribution.
    public init(temperature: Double = 1, topK: Int = 0, topP: Double = 1, maxTokens: Int) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.maxTokens = maxTokens
    }

    /// Refuses options that cannot be sampled with; the temperature is 0 or in 0.001...1000.
    ///
    /// - Throws: ``ModelError`` naming the option that is out of range.
    public func validate() throws(ModelError) {
        guard temperature == 0 || (1e-3...1e3).contains(temperature) else {
            throw ModelError(
                "the temperature \(temperature) is neither 0 nor in 0.001...1000",
                hint: "give 0 for greedy or a positive number")
        }
        guard topK >= 0 else { throw ModelError("top-k \(topK) is negative", hint: "give 0 to keep all tokens") }
        guard topP > 0, topP <= 1 else {
            throw ModelError("top-p \(topP) is not in (0, 1]", hint: "give 1 to keep all tokens")
        }
        guard maxTokens > 0 else {
            throw ModelError("\(maxTokens) tokens are too few", hint: "give a positive number")
        }
    }
}
