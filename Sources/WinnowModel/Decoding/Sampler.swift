import WinnowKernels
import WinnowRandom

/// Draws completions with continuous batching: a finished sequence's slot is refilled at once, across prompts.
///
/// A completion is a function of the weights, the options, the prompt, the key and its sample index alone.
public struct Sampler: Sendable {
    private let options: SamplingOptions
    private let endTokens: [Int]
    private let slots: Int
    private let context: Int
    private var decoder: TokenDecoder
    private var draw: TokenDraw
    private var active: [Sequence] = []
    private var free: [Int]

    /// A sequence is being written.
    private struct Sequence: Sendable {
        var completion: Completion
        var random: CounterRandom
        var slot: Int
        var position: Int
        var limit: Int
        var isStopped: (@Sendable ([Int]) -> Bool)?
    }

    /// Makes a sampler with a cache of its own.
    ///
    /// - Parameters:
    ///   - options: within the ranges of ``SamplingOptions/validate()``.
    ///   - endTokens: the tokens that end a completion; none for completions that all reach the limit.
    ///   - slots: how many sequences are decoded side by side, which does not change the result; when nil, as many as
    ///     the caches have room for.
    ///   - context: the largest number of positions, prompt and completion together; at most the model's own.
    ///   - best: so many of the best tokens say how sure the model was of each token, which does not change the result;
    ///     nil where nobody asks.
    public init(
        _ weights: PackedWeights, options: SamplingOptions, endTokens: [Int], slots: Int? = nil, context: Int,
        best: Int? = nil
    ) {
        let slots = slots ?? Self.slots(weights, context: context)
        precondition(slots > 0, "a sampler needs at least one slot")
        precondition(
            (1...weights.configuration.contextLength).contains(context),
            "a context of \(context) is not one of the model")
        self.options = options
        self.endTokens = endTokens
        self.slots = slots
        self.context = context
        // One slot more holds the prompt that the others copy.
        decoder = TokenDecoder(weights, slots: slots + 1, capacity: context)
        draw = TokenDraw(options, vocabularySize: weights.configuration.vocabularySize, best: best)
        free = Array((0..<slots).reversed())
    }

    /// Counts the sequences that are decoded side by side on one core.
    ///
    /// More of them share the reading of the weights, but their keys and values must stay in a core's part of the
    /// last cache, which is taken to be 8 MB together with the weights; a sequence fills half of its context on
    /// average. Whole tiles of six rows, at least one and at most four of them.
    private static func slots(_ weights: PackedWeights, context: Int) -> Int {
        let configuration = weights.configuration
        let positions = (context + 15) / 16 * 8
        let sequence = configuration.layers * 2 * configuration.keyValueHeads * weights.headStride * positions * 4
        let room = 8_000_000 - weights.bytes
        return min(4, max(1, room / max(1, sequence) / 6)) * 6
    }

    /// Draws until the jobs run out or the task is cancelled, handing on completions as they end.
    ///
    /// When the task is cancelled, completions that have ended are handed on and unfinished ones are dropped.
    ///
    /// - Parameters:
    ///   - nextJob: the next prompt, or nil when there is none; asked whenever slots are free.
    ///   - emit: takes completions, at least `batch` at a time but for the last.
    /// - Returns: what was read and written.
    /// - Throws: ``ModelError`` for options or a prompt that cannot be sampled, and what `emit` throws.
    @discardableResult
    public mutating func run(
        batch: Int = 256, nextJob: () async -> SamplingJob?,
        emit: ([Completion]) async throws -> Void
    ) async throws -> SamplingStatistics {
        try options.validate()
        defer { reset() }
        var finished: [Completion] = []
        var job: SamplingJob?
        var pending: ArraySlice<Int> = []
        var promptLogits: [Float] = []
        var exhausted = false
        var statistics = SamplingStatistics()
        let clock = ContinuousClock()
        while !Task.isCancelled {
            while !free.isEmpty, !exhausted, finished.count < batch {
                if pending.isEmpty {
                    job = await nextJob()
                    guard let job else {
                        exhausted = true
                        break
                    }
                    try check(job)
                    pending = job.samples[...]
                    statistics.prefillTime += clock.measure { promptLogits = read(job.prompt) }
                    statistics.promptTokens += job.prompt.count
                }
                if let job, let sample = pending.popFirst() {
                    start(job, sample, promptLogits, &finished)
                    statistics.completionTokens += 1
                }
            }
            if finished.count >= batch {
                try await emit(finished)
                finished = []
            } else if active.isEmpty {
                break
            } else {
                statistics.completionTokens += active.count
                statistics.decodeTime += clock.measure { step(&finished) }
            }
        }
        if !finished.isEmpty { try await emit(finished) }
        return statistics
    }

    /// Frees the slots of sequences that a cancellation or an error left unfinished.
    private mutating func reset() {
        free = Array((0..<slots).reversed())
        active = []
    }

    private func check(_ job: SamplingJob) throws(ModelError) {
        let vocabulary = 0..<decoder.configuration.vocabularySize
        guard !job.prompt.isEmpty, job.prompt.allSatisfy(vocabulary.contains) else {
            throw ModelError(
                "a prompt is empty or has a token outside 0..<\(vocabulary.upperBound)",
                hint: "give a model of the prompt's own vocabulary")
        }
        // The last token drawn is never read.
        let limit = job.limit ?? options.maxTokens
        guard limit > 0, job.prompt.count + limit - 1 <= context else {
            throw ModelError(
                "a prompt of \(job.prompt.count) tokens and \(limit) more exceed a context of \(context)",
                hint: "lower the largest number of tokens")
        }
        guard job.samples.allSatisfy({ $0 >= 0 }) else {
            throw ModelError("a sample index is negative", hint: "number candidates from 0")
        }
    }

    /// Reads a prompt into the spare slot and returns the logits that follow it.
    private mutating func read(_ prompt: [Int]) -> [Float] {
        decoder.decode(
            tokens: prompt,
            rows: .init(slots: [Int](repeating: slots, count: prompt.count), positions: Array(prompt.indices)),
            logits: .last)
        return Array(decoder.logits.prefix(decoder.configuration.paddedVocabulary))
    }

    /// Draws a candidate's first token and gives it a slot for the others.
    private mutating func start(
        _ job: SamplingJob, _ sample: Int, _ promptLogits: [Float], _ finished: inout [Completion]
    ) {
        let completion = Completion(
            job: job.id, sampleIndex: sample, tokens: [], logProbability: 0, samplingLogProbability: 0,
            stopReason: .length)
        var sequence = Sequence(
            completion: completion, random: CounterRandom(key: job.key, stream: UInt64(sample)),
            slot: free.removeLast(), position: job.prompt.count, limit: job.limit ?? options.maxTokens,
            isStopped: job.isStopped)
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
            tokens: active.map { $0.completion.tokens[$0.completion.tokens.count - 1] },
            rows: .init(slots: active.map(\.slot), positions: active.map(\.position)))
        let stride = decoder.configuration.paddedVocabulary
        // The sequences move out of `self`, so that their tokens grow in place.
        var running: [Sequence] = []
        swap(&running, &active)
        active.reserveCapacity(slots)
        for row in running.indices {
            running[row].position += 1
            if append(to: &running[row], decoder.logits, at: row * stride) {
                finished.append(running[row].completion)
                free.append(running[row].slot)
            } else {
                active.append(running[row])
            }
        }
    }

    /// Draws the next token; true when the sequence has ended.
    private mutating func append(to sequence: inout Sequence, _ logits: [Float], at start: Int) -> Bool {
        let drawn = draw.token(from: logits, at: start, uniform: sequence.random.uniform())
        sequence.completion.tokens.append(drawn.token)
        sequence.completion.logProbability += drawn.logProbability
        sequence.completion.samplingLogProbability += drawn.samplingLogProbability
        if let surety = drawn.surety { sequence.completion.sureties.append(surety) }
        if endTokens.contains(drawn.token) {
            sequence.completion.stopReason = .end
            return true
        }
        if sequence.isStopped?(sequence.completion.tokens) == true {
            sequence.completion.stopReason = .condition
            return true
        }
        return sequence.completion.tokens.count == sequence.limit
    }
}
