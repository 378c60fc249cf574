import WinnowModel

/// Sampling with the confidences of tokens beside sampling without, in turn, so that what slows the machine slows both.
struct ConfidenceTiming {
    private let weights: PackedWeights
    private let threads: Int
    private let times: Int
    private let completions: Int
    private static let prompt = Array(3..<19)
    private static let new = 112

    init(_ arguments: [String]) throws {
        guard arguments.count == 5, let threads = Int(arguments[2]), threads > 0, let times = Int(arguments[3]),
            times > 0, let completions = Int(arguments[4]), completions >= threads
        else { throw EngineTimings.Misuse() }
        weights = PackedWeights(try parameters(of: arguments[1]))
        (self.threads, self.times, self.completions) = (threads, times, completions)
    }

    /// Gives one line of JSON: the median seconds of both, and the median of the ratios of neighbours in time.
    func report() async throws -> String {
        _ = try await seconds(best: nil)
        var (plain, asked, ratios): ([Double], [Double], [Double]) = ([], [], [])
        for time in 0..<times {
            // Each goes first as often as the other.
            let first = try await seconds(best: time % 2 == 0 ? nil : best)
            let second = try await seconds(best: time % 2 == 0 ? best : nil)
            let (without, with) = time % 2 == 0 ? (first, second) : (second, first)
            plain.append(without)
            asked.append(with)
            ratios.append(with / without)
        }
        func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        return """
            {"tokens": \(completions * Self.new), "plain": \(median(plain)), "confidence": \(median(asked)), \
            "ratio": \(median(ratios)), "best": \(best)}
            """
    }

    private var best: Int { TokenSurety.usualBest(ofVocabulary: weights.configuration.vocabularySize) }

    private func seconds(best: Int?) async throws -> Double {
        let jobs = (0..<threads).map { part in
            let samples = completions * part / threads..<completions * (part + 1) / threads
            return SamplingJob(id: part, prompt: Self.prompt, key: 1, samples: Array(samples))
        }
        let sampler = ParallelSampler(
            weights, options: SamplingOptions(temperature: 1, maxTokens: Self.new), endTokens: [], threads: threads,
            best: best)
        let clock = ContinuousClock()
        let start = clock.now
        try await sampler.run(jobs) { _ in }
        return start.duration(to: clock.now) / .seconds(1)
    }
}
