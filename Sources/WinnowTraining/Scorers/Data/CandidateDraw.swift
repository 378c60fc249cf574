import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowScoring

/// A candidate that a generator wrote for a scorer to learn from or to be measured on.
struct DrawnCandidate: Hashable, Sendable {
    /// Its problem's place in the list.
    var problem: Int
    var prompt: [Int]
    var completion: [Int]
    var logProbability: Double
    var reading: Reading
    var isFinished: Bool
    var isRight: Bool

    /// The features are what the generator itself says of it.
    var features: CandidateFeatures {
        CandidateFeatures(
            logProbability: logProbability, tokens: completion.count, traceTokens: reading.traceTokens,
            isFinished: isFinished)
    }
}

extension GeneratedDomain {
    /// Problem `index` that scorers learn from under a seed: of the train split, difficulties in equal thirds, and drawn
    /// apart from the problems that generators learned from.
    func scorerProblem(_ index: Int, seed: UInt64) -> Problem {
        var random = stream("scorer", seed: seed, index: index)
        return problem(Difficulty.allCases[index % Difficulty.allCases.count], in: .train, using: &random)
    }
}

/// Draws candidates as `winnow sample` does: the same problem, seed and index give the same tokens.
struct CandidateDraw {
    let generator: LoadedModel
    let temperature: Double
    let seed: UInt64
    let threads: Int

    /// The candidates of each problem by problem and index.
    ///
    /// - Throws: `ModelError` for a temperature out of range; `CancellationError` when the task was cancelled.
    func draw<D: GeneratedDomain>(
        _ problems: [D.Problem], of domain: D, samples: Int, observe: @escaping WorkProgress.Observer
    ) async throws -> [DrawnCandidate] {
        let prompts = problems.map(domain.prompt)
        let jobs = problems.indices.map { index in
            SamplingJob(
                id: index, prompt: prompts[index],
                key: CandidateKey.key(seed: seed, specification: domain.specification(of: problems[index])),
                samples: Array(0..<samples))
        }
        let sampler = ParallelSampler(
            PackedWeights(generator.parameters),
            options: SamplingOptions(temperature: temperature, maxTokens: domain.completionLimit),
            endTokens: [Vocabulary.end], threads: threads)
        let drawn = Collected(total: jobs.count * samples, task: "sampling \(domain.name) \(generator.name)")
        try await sampler.run(jobs) { await drawn.add($0, observe) }
        try Task.checkCancellation()
        let completions = await drawn.completions.sorted { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
        return try await concurrentMap(completions) { completion in
            let reading = domain.read(completion.tokens)
            let isRight = reading.answer.map { domain.grade($0, of: problems[completion.job]) } ?? false
            return DrawnCandidate(
                problem: completion.job, prompt: prompts[completion.job], completion: completion.tokens,
                logProbability: completion.logProbability, reading: reading,
                isFinished: completion.stopReason == .end, isRight: isRight)
        }
    }
}

/// Completions from several threads.
actor Collected {
    private(set) var completions: [Completion] = []
    private let total: Int
    private let task: String

    init(total: Int, task: String) {
        self.total = total
        self.task = task
    }

    func add(_ some: [Completion], _ observe: WorkProgress.Observer) async {
        completions += some
        await observe(WorkProgress(task: task, done: Double(completions.count), total: Double(total)))
    }
}
