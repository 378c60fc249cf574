public import WinnowStore

/// A completion as text, of a candidate of either kind.
public struct CandidateText {
    /// The text, or the symbols of the tokens with spaces between them; nil when the source kept an answer only.
    public let completion: String?

    /// The number is nil when the source does not say.
    public let tokens: Int?

    public init(_ candidate: CandidateRecord, symbols: [String]) {
        if let text = candidate.completion {
            (completion, tokens) = (text.text, text.completionTokens)
        } else {
            completion = candidate.tokens.map { token in
                Int(token) < symbols.count ? symbols[Int(token)] : "<?>"
            }.joined(separator: " ")
            tokens = candidate.tokens.count
        }
    }
}
