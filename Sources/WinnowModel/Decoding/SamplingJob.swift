/// Candidates to draw for one prompt.
public struct SamplingJob: Sendable {
    /// The caller's name for the prompt, handed back with each completion.
    public var id: Int

    /// The tokens that are completed; at least one token.
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

/// The options by which the next token is drawn from the model's distribution.
public struct SamplingOptions: Hashable, Sendable, Codable {
    /// Divides the logits; 0 takes the most probable token (the lowest identifier on a tie).
    public var temperature: Double

    /// Keeps the k most probable tokens; 0 keeps all.
    public var topK: Int

    /// Keeps the fewest most probable tokens whose probabilities reach p (nucleus sampling); 1 keeps all.
    ///
    /// Source: Holtzman et al., arXiv 1904.09751, section 3.1.
    public var topP: Double

    /// The largest number of completion tokens, end token included.
    public var maxTokens: Int

    /// Options within the ranges that ``validate()`` states; by default the model's own distribution.
    public init(temperature: Double = 1, topK: Int = 0, topP: Double = 1, maxTokens: Int) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.maxTokens = maxTokens
    }

    /// Refuses options that cannot be sampled with; the temperature is 0 or in 0.001...1000.
    ///
    /// - Throws: ``ModelError`` naming the option that is out of range.
    public func validate() throws(ModelError) {
        guard temperature == 0 || (1e-3...1e3).contains(temperature) else {
            throw ModelError(
                "the temperature \(temperature) is neither 0 nor in 0.001...1000",
                hint: "give 0 for greedy or a positive number")
        }
        guard topK >= 0 else { throw ModelError("top-k \(topK) is negative", hint: "give 0 to keep all tokens") }
        guard topP > 0, topP <= 1 else {
            throw ModelError("top-p \(topP) is not in (0, 1]", hint: "give 1 to keep all tokens")
        }
        guard maxTokens > 0 else {
            throw ModelError("\(maxTokens) tokens are too few", hint: "give a positive number")
        }
    }
}

/// One sampled completion.
public struct Completion: Hashable, Sendable {
    /// The ``SamplingJob/id`` it belongs to.
    public var job: Int

    /// The number of the candidate among the job's.
    public var sampleIndex: Int

    /// The end token is the last when there is one.
    public var tokens: [Int]

    /// The sum of natural log-probabilities under the model itself, end token included.
    public var logProbability: Double

    /// The same under the distribution drawn from (temperature, top-k, top-p).
    public var samplingLogProbability: Double

    /// The reason why it ended.
    public var stopReason: StopReason
}

/// The reason why a completion ended.
public enum StopReason: String, Sendable, Codable {
    /// The end token was drawn.
    case end

    /// The largest number of tokens was reached.
    case length

    /// The job's own condition held.
    case condition
}

/// The work that one or several samplers did, and how long they took for it.
public struct SamplingStatistics: Sendable {
    /// Prompt tokens read, each prompt once for all its candidates.
    public var promptTokens = 0

    /// Completion tokens drawn, end tokens included.
    public var completionTokens = 0

    /// The time spent reading prompts, summed over the threads.
    public var prefillTime = Duration.zero

    /// The time spent drawing completions, summed over the threads.
    public var decodeTime = Duration.zero

    /// Nothing done yet.
    public init() {}

    /// Adds another sampler's work.
    public static func += (total: inout Self, part: Self) {
        total.promptTokens += part.promptTokens
        total.completionTokens += part.completionTokens
        total.prefillTime += part.prefillTime
        total.decodeTime += part.decodeTime
    }
}
