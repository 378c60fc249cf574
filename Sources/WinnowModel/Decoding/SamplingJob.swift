/// A job is to draw candidates for one prompt.
public struct SamplingJob: Sendable {
    /// The caller names the prompt so; each completion hands the name back.
    public var id: Int

    /// These tokens are completed; there is at least one.
    public var prompt: [Int]

    /// The key is the random one of the problem under the run's seed; candidate `i` draws from stream `i` of it.
    public var key: UInt64

    /// The candidates to draw have these indices.
    public var samples: [Int]

    /// The completions have at most so many tokens; nil for the limit of the options.
    public var limit: Int?

    /// The function says whether a completion ends with the tokens it has, asked after each token; nil for completions
    /// that end by themselves.
    public var isStopped: (@Sendable ([Int]) -> Bool)?

    /// Takes a prompt with what its candidates are drawn from.
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

/// The options say how the next token is drawn from the model's distribution.
public struct SamplingOptions: Hashable, Sendable, Codable {
    /// The temperature divides the logits; 0 takes the most probable token (the lowest identifier on a tie).
    public var temperature: Double

    /// Sampling keeps the k most probable tokens; 0 keeps all.
    public var topK: Int

    /// Sampling keeps the fewest most probable tokens whose probabilities reach p (nucleus sampling); 1 keeps all.
    ///
    /// Source: Holtzman et al., arXiv 1904.09751, section 3.1.
    public var topP: Double

    /// A completion has at most so many tokens, end token included.
    public var maxTokens: Int

    /// Takes options within the ranges that ``validate()`` states; by default those of the model's own distribution.
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

/// A completion is one that was sampled.
public struct Completion: Hashable, Sendable {
    /// The completion belongs to the job of this ``SamplingJob/id``.
    public var job: Int

    /// The candidate has this number among the job's.
    public var sampleIndex: Int

    /// The end token is the last when there is one.
    public var tokens: [Int]

    /// The log-probability is the sum of natural ones under the model itself, end token included.
    public var logProbability: Double

    /// The log-probability is the same sum under the distribution drawn from (temperature, top-k, top-p).
    public var samplingLogProbability: Double

    /// The completion ended for this reason.
    public var stopReason: StopReason

    /// They say how sure the model was of each token; empty where nobody asks.
    public var sureties: [TokenSurety] = []
}

/// The reason says why a completion ended.
public enum StopReason: String, Sendable, Codable {
    /// The end token was drawn.
    case end

    /// The largest number of tokens was reached.
    case length

    /// The job's own condition held.
    case condition
}

/// The statistics say how much work one or several samplers did, and how long they took for it.
public struct SamplingStatistics: Sendable {
    /// So many prompt tokens were read, each prompt once for all its candidates.
    public var promptTokens = 0

    /// So many completion tokens were drawn, end tokens included.
    public var completionTokens = 0

    /// Reading prompts took so long, summed over the threads.
    public var prefillTime = Duration.zero

    /// Drawing completions took so long, summed over the threads.
    public var decodeTime = Duration.zero

    /// Begins with nothing done.
    public init() {}

    /// Adds another sampler's work.
    public static func += (total: inout Self, part: Self) {
        total.promptTokens += part.promptTokens
        total.completionTokens += part.completionTokens
        total.prefillTime += part.prefillTime
        total.decodeTime += part.decodeTime
    }
}
