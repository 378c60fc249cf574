import WinnowRandom

/// Candidates to draw for one prompt.
public struct SamplingJob: Sendable {
    /// The caller's name for the prompt, handed back with each completion.
    public var id: Int
    public var prompt: [Int]

    /// The random key of the problem under the run's seed; candidate `i` draws from stream `i` of it.
    public var key: UInt64

    /// The indices of the candidates to draw.
    public var samples: [Int]

    public init(id: Int, prompt: [Int], key: UInt64, samples: [Int]) {
        self.id = id
        self.prompt = prompt
        self.key = key
        self.samples = samples
    }
}

/// One sampled completion.
public struct Completion: Hashable, Sendable {
    /// The ``SamplingJob/id`` it belongs to.
    public var job: Int
    public var sampleIndex: Int

    /// The end token is the last when there is one.
    public var tokens: [Int]

    /// The sum of natural log-probabilities under the model itself, end token included.
    public var logProbability: Double

    /// The same under the distribution drawn from (temperature, top-k, top-p).
    public var samplingLogProbability: Double
    public var stopReason: StopReason
}

/// Why a completion ended.
public enum StopReason: String, Sendable, Codable {
    /// The end token was drawn.
    case end
    /// The largest number of tokens was reached.
    case length
}

/// Draws completions with continuous batching: a finished sequence's slot is refilled at once, across prompts.
///
/// A completion is a function of the weights, the options, the prompt, the key and its sample index alone.
public struct Sampler: Sendable {
    private let options: SamplingOptions
    private let endToken: Int
    private let slots: Int
    private var decoder: TokenDecoder
    private var draw: TokenDraw
    private var active: [Sequence] = []
    private var free: [Int]

    /// A sequence that is being written.
    private struct Sequence: Sendable {
        var completion: Completion
        var random: CounterRandom
        var slot: Int
        var position: Int
    }

    /// - Parameters:
    ///   - slots: how many sequences are decoded side by side; does not change the result.
    ///   - context: the largest number of positions, prompt and completion together.
    public init(_ weights: PackedWeights, options: SamplingOptions, endToken: Int, slots: Int = 24, context: Int) {
        self.options = options
        self.endToken = endToken
        self.slots = slots
        // One slot more holds the prompt that the others copy.
        decoder = TokenDecoder(weights, slots: slots + 1, capacity: context)
        draw = TokenDraw(options, vocabularySize: weights.configuration.vocabularySize)
        free = Array((0..<slots).reversed())
    }

    /// Draws until the jobs run out or the task is cancelled, handing on completions as they end.
    ///
    /// - Parameters:
    ///   - nextJob: the next prompt, or nil when there is none; asked whenever slots are free.
    ///   - emit: takes completions, at least `batch` at a time but for the last.
    public mutating func run(
        batch: Int = 256, nextJob: () async -> SamplingJob?,
        emit: ([Completion]) async throws -> Void
    ) async throws {
        var finished: [Completion] = []
        var job: SamplingJob?
        var pending: ArraySlice<Int> = []
        var promptLogits: [Float] = []
        var exhausted = false
        while !Task.isCancelled {
            while !free.isEmpty, !exhausted {
                if pending.isEmpty {
                    job = await nextJob()
                    guard let job else {
                        exhausted = true
                        break
                    }
                    pending = job.samples[...]
                    promptLogits = read(job.prompt)
                }
                if let job, let sample = pending.popFirst() {
                    start(job, sample, promptLogits, &finished)
                }
            }
            if finished.count >= batch {
                try await emit(finished)
                finished = []
            }
            if active.isEmpty { break }
            step(&finished)
        }
        if !finished.isEmpty { try await emit(finished) }
        for sequence in active { free.append(sequence.slot) }
        active = []
    }

    /// Reads a prompt into the spare slot and returns the logits that follow it.
    private mutating func read(_ prompt: [Int]) -> [Float] {
        decoder.decode(
            tokens: prompt, slots: [Int](repeating: slots, count: prompt.count), positions: Array(prompt.indices),
            lastOnly: true)
        return Array(decoder.logits.prefix(decoder.configuration.paddedVocabulary))
    }

    private mutating func start(
        _ job: SamplingJob, _ sample: Int, _ promptLogits: [Float], _ finished: inout [Completion]
    ) {
        let completion = Completion(
            job: job.id, sampleIndex: sample, tokens: [], logProbability: 0, samplingLogProbability: 0,
            stopReason: .length)
        var sequence = Sequence(
            completion: completion, random: CounterRandom(key: job.key, stream: UInt64(sample)), slot: free.removeLast(),
            position: job.prompt.count)
        if append(to: &sequence, promptLogits, at: 0) {
            finished.append(sequence.completion)
            free.append(sequence.slot)
        } else {
            decoder.copySlot(slots, to: sequence.slot, length: job.prompt.count)
            active.append(sequence)
        }
    }

    /// Decodes one token of every active sequence.
    private mutating func step(_ finished: inout [Completion]) {
        decoder.decode(
            tokens: active.map { $0.completion.tokens[$0.completion.tokens.count - 1] }, slots: active.map(\.slot),
            positions: active.map(\.position))
        let stride = decoder.configuration.paddedVocabulary
        var remaining: [Sequence] = []
        remaining.reserveCapacity(active.count)
        for row in active.indices {
            var sequence = active[row]
            sequence.position += 1
            if append(to: &sequence, decoder.logits, at: row * stride) {
                finished.append(sequence.completion)
                free.append(sequence.slot)
            } else {
                remaining.append(sequence)
            }
        }
        active = remaining
    }

    /// Draws the next token; true when the sequence has ended.
    private mutating func append(to sequence: inout Sequence, _ logits: [Float], at start: Int) -> Bool {
        let drawn = draw(logits, at: start, uniform: sequence.random.uniform())
        sequence.completion.tokens.append(drawn.token)
        sequence.completion.logProbability += drawn.logProbability
        sequence.completion.samplingLogProbability += drawn.samplingLogProbability
        if drawn.token == endToken {
            sequence.completion.stopReason = .end
            return true
        }
        return sequence.completion.tokens.count == options.maxTokens
    }
}
