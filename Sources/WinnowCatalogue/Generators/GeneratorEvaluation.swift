public import WinnowDomains
public import WinnowModel
import WinnowRandom
import WinnowStatistics

/// An evaluation says how often a model's single samples are right on a split.
public struct GeneratorEvaluation: Sendable, Codable, Hashable {
    public var split: Split
    public var problems: Int
    public var samples: Int
    public var temperature: Double

    /// The mean over problems of the share of right samples (pass@1), with a 95 % interval over problems.
    public var passAt1: Double
    public var low: Double
    public var high: Double

    /// pass@1 of each difficulty.
    public var byDifficulty: [String: Double]

    /// The share of samples that reached the token limit.
    public var truncated: Double

    /// Samples a split's first problems and grades them.
    public static func measure(
        _ parameters: Parameters, on domain: some GeneratedDomain, split: Split, problems count: Int, samples: Int,
        temperature: Double, seed: UInt64, threads: Int
    ) async throws -> GeneratorEvaluation {
        let problems = domain.problemSet(split, count: count).problems
        let jobs = problems.enumerated().map { index, problem in
            SamplingJob(
                id: index, prompt: domain.prompt(for: problem),
                key: CandidateKey.key(seed: seed, specification: domain.specification(of: problem)),
                samples: Array(0..<samples))
        }
        let sampler = ParallelSampler(
            PackedWeights(parameters),
            options: SamplingOptions(temperature: temperature, maxTokens: domain.completionLimit),
            endTokens: [Vocabulary.end], threads: threads)
        let tally = Tally(problems: count)
        try await sampler.run(jobs) { completions in
            for completion in completions {
                let answer = domain.read(completion.tokens).answer
                let right = answer.map { domain.grade($0, of: problems[completion.job]) } ?? false
                await tally.add(problem: completion.job, right: right, truncated: completion.stopReason == .length)
            }
        }
        try Task.checkCancellation()
        let rates = await tally.right.map { Double($0) / Double(samples) }
        let interval = Interval.interval(of: rates)
        var byDifficulty: [String: Double] = [:]
        for difficulty in Difficulty.allCases {
            let some = problems.indices.filter { domain.difficulty(of: problems[$0]) == difficulty }.map { rates[$0] }
            if !some.isEmpty { byDifficulty[difficulty.rawValue] = some.reduce(0, +) / Double(some.count) }
        }
        return GeneratorEvaluation(
            split: split, problems: count, samples: samples, temperature: temperature,
            passAt1: rates.reduce(0, +) / Double(count), low: interval?.low ?? 0, high: interval?.high ?? 1,
            byDifficulty: byDifficulty, truncated: Double(await tally.truncated) / Double(count * samples))
    }

    private actor Tally {
        var right: [Int]
        var truncated = 0

        init(problems: Int) {
            right = [Int](repeating: 0, count: problems)
        }

        func add(problem: Int, right isRight: Bool, truncated isTruncated: Bool) {
            if isRight { right[problem] += 1 }
            if isTruncated { truncated += 1 }
        }
    }
}
