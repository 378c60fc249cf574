/// The features are numbers beside each token of a completion: the model reads the token's embedding plus each number
/// times the embedding of a reserved token.
public struct TokenFeatures: Hashable, Sendable {
    /// Each feature has one of these reserved tokens.
    public let tokens: [Int]

    /// The values are `[completion tokens, features]`, one token's behind the other's.
    public let values: [Float]

    /// A text has no features.
    public static let none = TokenFeatures(tokens: [], values: [])

    /// Takes as many finite values a token as there are reserved tokens.
    public init(tokens: [Int], values: [Float]) {
        precondition(
            tokens.isEmpty ? values.isEmpty : values.count % tokens.count == 0,
            "\(values.count) values cannot be dealt to \(tokens.count) features")
        precondition(values.allSatisfy(\.isFinite), "a feature is not finite")
        self.tokens = tokens
        self.values = values
    }

    /// True where the values are those of `count` tokens, or there are none.
    func fits(_ count: Int) -> Bool { tokens.isEmpty || values.count == count * tokens.count }

    /// Gives the value of a feature beside token `index` of the completion.
    func value(_ index: Int, _ feature: Int) -> Float { values[index * tokens.count + feature] }

    /// Gives the features of the first tokens alone.
    func prefix(_ count: Int) -> TokenFeatures {
        TokenFeatures(tokens: tokens, values: Array(values.prefix(count * tokens.count)))
    }
}
