import WinnowModel

/// Completions of 112 tokens after one prompt of 16, on threads with an equal part each.
struct SamplingTiming {
    private static let prompt = Array(3..<19)
    private static let new = 112
    private let weights: PackedWeights
    private let completions: Int

    init(folder: String, completions: Int) throws {
        weights = PackedWeights(try parameters(of: folder))
        self.completions = completions
    }

    func run(threads: Int, times: Int) async throws -> Timing {
        let jobs = (0..<threads).map { part in
            let samples = completions * part / threads..<completions * (part + 1) / threads
            return SamplingJob(id: part, prompt: Self.prompt, key: 1, samples: Array(samples))
        }
        let sampler = ParallelSampler(
            weights, options: SamplingOptions(temperature: 1, maxTokens: Self.new), endTokens: [], threads: threads)
        try await sampler.run(jobs) { _ in }
        var seconds: [Double] = []
        let clock = ContinuousClock()
        for _ in 0..<times {
            let start = clock.now
            try await sampler.run(jobs) { _ in }
            seconds.append(start.duration(to: clock.now) / .seconds(1))
        }
        return Timing(amount: completions * Self.new, all: seconds)
    }
}
