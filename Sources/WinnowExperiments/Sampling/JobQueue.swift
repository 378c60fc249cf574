import WinnowModel

/// The prompts still to be sampled, handed out one by one to the workers.
actor JobQueue {
    private var jobs: ArraySlice<SamplingJob>

    init(_ jobs: [SamplingJob]) {
        self.jobs = jobs[...]
    }

    func next() -> SamplingJob? {
        jobs.popFirst()
    }
}

/// Samples jobs on several threads, one sampler with its own sequences each.
struct ParallelSampler: Sendable {
    let weights: PackedWeights
    let options: SamplingOptions
    let endToken: Int
    let threads: Int

    /// Samples all jobs, or until the task is cancelled.
    ///
    /// - Parameter emit: takes finished completions in no particular order; calls come from several threads.
    func run(
        _ jobs: [SamplingJob], emit: @escaping @Sendable ([Completion]) async throws -> Void
    ) async throws {
        guard let longest = jobs.map(\.prompt.count).max() else { return }
        let queue = JobQueue(jobs)
        let context = min(longest + options.maxTokens, weights.configuration.contextLength)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, threads) {
                group.addTask {
                    var sampler = Sampler(weights, options: options, endToken: endToken, context: context)
                    try await sampler.run(batch: 64, nextJob: { await queue.next() }, emit: emit)
                }
            }
            try await group.waitForAll()
        }
    }
}
