/// A prompt is what a candidate answers to, where that is more than its problem's own prompt.
public struct PromptRecord: Hashable, Sendable {
    /// The model that was asked; nil for the run's own.
    public var model: RowID<ModelRecord>?

    /// The prompt stands in the tokens of that model; nil where it was asked in text.
    public var tokens: [UInt16]?

    /// The conversation is a JSON array of objects with `role` and `content`; nil where it was asked in tokens.
    public var messagesJSON: String?

    /// The prompt tells these critiques of the answer before, as a JSON array.
    public var critiquesJSON: String

    public init(
        model: RowID<ModelRecord>? = nil, tokens: [UInt16]? = nil, messagesJSON: String? = nil,
        critiquesJSON: String = "[]"
    ) {
        self.model = model
        self.tokens = tokens
        self.messagesJSON = messagesJSON
        self.critiquesJSON = critiquesJSON
    }
}
