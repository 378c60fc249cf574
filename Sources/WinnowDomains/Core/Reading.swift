/// A reading is a completion taken apart.
public struct Reading: Hashable, Sendable {
    /// So many tokens stand before the answer marker; all do when there is no marker.
    public var traceTokens: Int

    /// So many tokens stand from the answer marker on, end token included.
    public var answerTokens: Int

    /// The answer is nil when there is no marker, no end token, or nothing that can be read as an answer.
    public var answer: String?

    /// The key is the canonical form of ``answer``, or nil when there is none.
    public var answerKey: String?

    public init(traceTokens: Int, answerTokens: Int, answer: String?, answerKey: String?) {
        self.traceTokens = traceTokens
        self.answerTokens = answerTokens
        self.answer = answer
        self.answerKey = answerKey
    }
}

/// The parts are the places of the trace and of the answer in a completion, for domains whose answer follows a marker
/// token.
struct CompletionParts {
    /// The trace has the tokens before the marker; without a marker, all before the end token.
    let trace: Range<Int>

    /// The answer has the tokens between the marker and the end token; nil without a marker.
    let answer: Range<Int>?

    /// True where there is an end token; what follows it is ignored.
    let isEnded: Bool

    /// The completion has so many tokens.
    let count: Int

    init(_ completion: [Int], marker: Int) {
        let end = completion.firstIndex(of: Vocabulary.end)
        let last = end ?? completion.count
        let position = completion[..<last].firstIndex(of: marker)
        trace = 0..<(position ?? last)
        answer = position.map { $0 + 1..<last }
        isEnded = end != nil
        count = completion.count
    }

    /// Gives the reading of a completion whose answer has this text and key, if it is a whole one.
    func reading(answer text: String?, key: String?) -> Reading {
        guard answer != nil else {
            return Reading(traceTokens: count, answerTokens: 0, answer: nil, answerKey: nil)
        }
        let traceTokens = trace.upperBound
        return Reading(
            traceTokens: traceTokens, answerTokens: count - traceTokens,
            answer: isEnded ? text : nil, answerKey: isEnded ? key : nil)
    }

    /// Gives the check of a completion that is not whole, or nil for a whole one.
    func unfinishedCheck(readableSteps: Int) -> TraceCheck? {
        if !isEnded { return .truncated(step: readableSteps) }
        return answer == nil ? .unparsable(step: readableSteps) : nil
    }
}
