/// The tools that made ``Judgements``.
public struct Judges: Hashable, Sendable {
    public var extractor: RowID<ToolRecord>?
    public var grader: RowID<ToolRecord>?
    public var validator: RowID<ToolRecord>?
    public var verifier: RowID<ToolRecord>?

    public init(
        extractor: RowID<ToolRecord>? = nil, grader: RowID<ToolRecord>? = nil, validator: RowID<ToolRecord>? = nil,
        verifier: RowID<ToolRecord>? = nil
    ) {
        self.extractor = extractor
        self.grader = grader
        self.validator = validator
        self.verifier = verifier
    }
}
