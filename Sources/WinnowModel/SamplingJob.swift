/// Candidates to draw for one prompt.
public struct SamplingJob: Sendable {
    /// The caller's name for the prompt, handed back with each completion.
    public var id: Int

    /// What is completed; at least one token.
    public var prompt: [Int]

    /// The random key of the problem under the run's seed; candidate `i` draws from stream `i` of it.
    public var key: UInt64

    /// The indices of the candidates to draw.
    public var samples: [Int]

    /// The largest number of tokens of its completions; nil for that of the options.
    public var limit: Int?

    /// Whether a completion ends with the tokens it has, asked after each token; nil for completions that end by
    /// themselves.
    public var isStopped: (@Sendable ([Int]) -> Bool)?

    /// A prompt with what its candidates are drawn from.
    public init(
        id: Int, prompt: [Int], key: UInt64, samples: [Int], limit: Int? = nil,
        isStopped: (@Sendable ([Int]) -> Bool)? = nil
    ) {
        self.limit = limit
        self.isStopped = isStopped
        self.id = id
        self.prompt = prompt
        self.key = key
        self.samples = samples
    }
}
