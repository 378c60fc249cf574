/// A reading is what an extractor found in a candidate.
public struct ReadingRecord: Hashable, Sendable {
    /// The answer's text.
    public var answer: String?

    /// The canonical form that votes are counted on; nil when there is no parsable answer.
    public var answerKey: String?

    public init(answer: String?, answerKey: String?) {
        self.answer = answer
        self.answerKey = answerKey
    }
}
