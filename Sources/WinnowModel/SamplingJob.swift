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

    /// A prompt with what its candidates are drawn from.
    public init(id: Int, prompt: [Int], key: UInt64, samples: [Int]) {
        self.id = id
        self.prompt = prompt
        self.key = key
        self.samples = samples
    }
}
