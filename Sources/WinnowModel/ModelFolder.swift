/// A model as a folder in the Hugging Face Llama layout: `config.json`, `model.safetensors`, `tokenizer.json`.
public struct ModelFolder: Sendable {
    /// The weights.
    public let parameters: Parameters

    /// The symbol of each token, by identifier; nil for a model whose tokens have names that Winnow does not know.
    public let symbols: [String]?

    /// The tokens that end a completion and others of a special meaning.
    public let special: SpecialTokens

    /// The tokens of which each ends a completion.
    public var endTokens: [Int] { special.end }

    /// A model with the symbols of its tokens, which must be distinct and as many as its vocabulary.
    public init(parameters: Parameters, symbols: [String]?, special: SpecialTokens = SpecialTokens()) {
        if let symbols {
            precondition(symbols.count == parameters.configuration.vocabularySize, "one symbol per token is needed")
            precondition(Set(symbols).count == symbols.count, "two tokens have the same symbol")
        }
        self.parameters = parameters
        self.symbols = symbols
        self.special = special
    }
}
