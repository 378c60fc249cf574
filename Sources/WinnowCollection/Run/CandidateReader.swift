import WinnowStore

/// A completion as a source brings it, before anybody reads it.
struct SampledCompletion: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case tokens([Int])
        case text(String)
    }

    var content: Content

    /// The model's own, at temperature 1; nil when unknown, as the next one.
    var logProbability: Double?
    var samplingLogProbability: Double?

    /// The source counts them; nil when it does not.
    var promptTokens: Int?
    var completionTokens: Int?

    /// The reason is as the store has it: `end` for a completion that ended by itself.
    var stopReason: String

    /// The completion's floating-point operations, 2 per multiply-add; 0 when unknown.
    var flops = 0.0

    /// The model was so sure of each token; nil where nobody asked, or says.
    var confidence: ConfidenceRecord?
}

/// A read completion is what a reader finds in it.
struct ReadCompletion: Hashable, Sendable {
    /// The tokens are in the run's vocabulary; nil where the text is stored.
    var tokens: [Int]?
    var traceTokens = 0
    var answerTokens = 0
    var judgements: Judgements
}

/// A reader finds the answer of a completion, grades it, checks its trace and verifies it.
protocol CandidateReader: Sendable {
    /// The tools that it has in the store; found, or inserted.
    func tools(in store: Store) throws -> Judges

    /// Reads and judges one completion; runs on the threads of the source.
    ///
    /// - Parameter place: of the problem, 0-based.
    func read(_ completion: SampledCompletion, ofProblemAt place: Int) -> ReadCompletion
}
