/// Where the trace and the answer of a completion lie, for domains whose answer follows a marker token.
struct CompletionParts {
    /// The tokens before the marker; without a marker, all before the end token.
    let trace: Range<Int>

    /// The tokens between the marker and the end token, or nil without a marker.
    let answer: Range<Int>?

    /// Whether there is an end token; what follows it is ignored.
    let isEnded: Bool

    /// The tokens that the completion has.
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

    /// The reading of a completion whose answer has this text and key, if it is a whole one.
    func reading(answer text: String?, key: String?) -> Reading {
        guard answer != nil else {
            return Reading(traceTokens: count, answerTokens: 0, answer: nil, answerKey: nil)
        }
        let traceTokens = trace.upperBound
        return Reading(
            traceTokens: traceTokens, answerTokens: count - traceTokens,
            answer: isEnded ? text : nil, answerKey: isEnded ? key : nil)
    }

    /// The check of a completion that is not whole, or nil for a whole one.
    func unfinishedCheck(readableSteps: Int) -> TraceCheck? {
        if !isEnded { return .truncated(step: readableSteps) }
        return answer == nil ? .unparsable(step: readableSteps) : nil
    }
}
