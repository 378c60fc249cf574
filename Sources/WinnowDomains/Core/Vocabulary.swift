/// The vocabulary has the symbols of a domain's prompts and completions, one token each.
public struct Vocabulary: Hashable, Sendable {
    /// Each token has a symbol, by identifier.
    public let symbols: [String]

    private let identifiers: [String: Int]

    /// The padding fills a batch; it is never sampled.
    public static let padding = 0

    /// The end token ends a completion.
    public static let end = 1

    /// The separator ends a prompt.
    public static let separator = 2

    static let separatorSymbol = "|"

    /// The domain's symbols follow the three special ones, so the first has identifier 3.
    ///
    /// The symbols must be distinct, not empty and free of white space.
    public init(domainSymbols: [String]) {
        symbols = ["<pad>", "<e>", Self.separatorSymbol] + domainSymbols
        precondition(
            symbols.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) },
            "a symbol is empty or holds white space")
        identifiers = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
    }

    /// There are so many tokens.
    public var count: Int { symbols.count }

    /// Gives the token of a symbol, or nil when the domain has no such symbol.
    public func token(_ symbol: some StringProtocol) -> Int? {
        identifiers[String(symbol)]
    }

    /// Gives the tokens of symbols separated by white space, or nil when one is unknown.
    public func tokens(_ text: String) -> [Int]? {
        var result: [Int] = []
        for symbol in text.split(whereSeparator: \.isWhitespace) {
            guard let token = token(symbol) else { return nil }
            result.append(token)
        }
        return result
    }

    /// Gives the symbols separated by single spaces; a token outside the vocabulary is shown as `<?>`.
    public func text(_ tokens: some Sequence<Int>) -> String {
        tokens.map { symbols.indices.contains($0) ? symbols[$0] : "<?>" }.joined(separator: " ")
    }
}
