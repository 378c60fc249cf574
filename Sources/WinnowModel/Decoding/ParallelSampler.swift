/// Samples jobs on several threads, one sampler with its own sequences each.
public struct ParallelSampler: Sendable {
    private let weights: PackedWeights
    private let options: SamplingOptions
    private let endTokens: [Int]
    private let threads: Int
    private let best: Int?

    /// Makes a sampler of one model.
    ///
    /// - Parameters:
    ///   - options: within the ranges of ``SamplingOptions/validate()``.
    ///   - endTokens: the tokens that end a completion; none for completions that all reach the limit.
    ///   - threads: how many samplers work side by side; does not change a completion.
    ///   - best: so many of the best tokens say how sure the model was of each token, which does not change a completion
    ///     either; nil where nobody asks.
    public init(
        _ weights: PackedWeights, options: SamplingOptions, endTokens: [Int], threads: Int, best: Int? = nil
    ) {
        self.best = best
        self.weights = weights
        self.options = options
        self.endTokens = endTokens
        self.threads = max(1, threads)
    }

    /// Samples all jobs, or until the task is cancelled.
    ///
    /// - Parameters:
    ///   - batch: how many completions are handed on at a time.
    ///   - emit: takes finished completions in no particular order; calls come from several threads.
    /// - Returns: what was read and written, summed over the threads.
    /// - Throws: ``ModelError`` for options or a prompt that cannot be sampled, and what `emit` throws.
    @discardableResult
    public func run(
        _ jobs: [SamplingJob], batch: Int = 64, emit: @escaping @Sendable ([Completion]) async throws -> Void
    ) async throws -> SamplingStatistics {
        let lengths = jobs.map { $0.prompt.count + ($0.limit ?? options.maxTokens) }
        guard let longest = lengths.max() else { return SamplingStatistics() }
        let queue = JobQueue(jobs)
        let context = min(longest, weights.configuration.contextLength)
        return try await withThrowingTaskGroup(of: SamplingStatistics.self) { group in
            for _ in 0..<threads {
                group.addTask {
                    var sampler = Sampler(
                        weights, options: options, endTokens: endTokens, context: context, best: best)
                    return try await sampler.run(batch: batch, nextJob: { await queue.next() }, emit: emit)
                }
            }
            var total = SamplingStatistics()
            for try await part in group { total += part }
            return total
        }
    }
}

/// The queue has the prompts still to be sampled, handed out one by one to the samplers.
private actor JobQueue {
    private var jobs: ArraySlice<SamplingJob>

    init(_ jobs: [SamplingJob]) {
        self.jobs = jobs[...]
    }

    func next() -> SamplingJob? {
        jobs.popFirst()
    }
}
