import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom

/// Draws revisions: the same prompt, seed and index give the same tokens.
struct RevisionDraw<D: GeneratedDomain>: Sendable {
    let domain: D
    let problems: [D.Problem]
    let temperature: Double
    let seed: UInt64
    let threads: Int

    /// A prompt is for one problem.
    struct Asked: Sendable {
        var problem: Int
        var prompt: [Int]
    }

    /// Draws `samples` completions of each prompt.
    ///
    /// - Returns: the candidates of each prompt, in order; ``DrawnCandidate/problem`` is the place among the problems.
    /// - Throws: `ModelError` for a temperature out of range; `CancellationError`.
    func draw(
        _ asked: [Asked], from parameters: Parameters, samples: Int, title: String,
        observe: @escaping WorkProgress.Observer
    ) async throws -> [[DrawnCandidate]] {
        let context = parameters.configuration.contextLength
        let jobs = asked.enumerated().map { index, asked in
            SamplingJob(
                id: index, prompt: asked.prompt, key: CandidateKey.key(seed: seed, prompt: asked.prompt),
                samples: Array(0..<samples),
                limit: max(1, min(domain.completionLimit, context - asked.prompt.count + 1)))
        }
        let sampler = ParallelSampler(
            PackedWeights(parameters),
            options: SamplingOptions(temperature: temperature, maxTokens: domain.completionLimit),
            endTokens: [Vocabulary.end], threads: threads)
        let drawn = Collected(total: jobs.count * samples, task: title)
        try await sampler.run(jobs) { await drawn.add($0, observe) }
        try Task.checkCancellation()
        let completions = await drawn.completions.sorted { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
        let candidates = try await concurrentMap(completions) { completion in
            let place = asked[completion.job].problem
            let reading = domain.read(completion.tokens)
            return DrawnCandidate(
                problem: place, prompt: asked[completion.job].prompt, completion: completion.tokens,
                logProbability: completion.logProbability, reading: reading,
                isFinished: completion.stopReason == .end,
                isRight: reading.answer.map { domain.grade($0, of: problems[place]) } ?? false)
        }
        var groups = [[DrawnCandidate]](repeating: [], count: asked.count)
        for (completion, candidate) in zip(completions, candidates) { groups[completion.job].append(candidate) }
        return groups
    }
}
