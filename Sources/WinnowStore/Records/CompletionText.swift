/// A completion whose tokens in the model's vocabulary are not known: recorded by another program, or of an endpoint.
public struct CompletionText: Hashable, Sendable {
    /// Nil when the source kept an answer or a score only.
    public var text: String?

    /// As the source counts them; nil when unknown.
    public var completionTokens: Int?

    /// As the source counts them; nil when unknown.
    public var promptTokens: Int?

    public init(text: String?, completionTokens: Int? = nil, promptTokens: Int? = nil) {
        self.text = text
        self.completionTokens = completionTokens
        self.promptTokens = promptTokens
    }
}
