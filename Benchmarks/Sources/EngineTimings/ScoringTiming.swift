import WinnowModel

/// The log-probability of each token of 64 sequences of 128 tokens.
struct ScoringTiming {
    private static let sequences = 64
    private static let length = 128
    private let weights: PackedWeights

    init(folder: String) throws {
        weights = PackedWeights(try parameters(of: folder))
    }

    func run(threads: Int, times: Int) async throws -> Timing {
        let vocabulary = weights.configuration.vocabularySize
        let sequences = (0..<Self.sequences).map { index in
            (0..<Self.length).map { 2 + (index * 7919 + $0 * $0 * 31 + $0) % (vocabulary - 2) }
        }
        let scorer = TokenScorer(weights)
        _ = try await scorer.logProbabilities(of: sequences, threads: threads)
        var seconds: [Double] = []
        let clock = ContinuousClock()
        for _ in 0..<times {
            let start = clock.now
            _ = try await scorer.logProbabilities(of: sequences, threads: threads)
            seconds.append(start.duration(to: clock.now) / .seconds(1))
        }
        return Timing(amount: Self.sequences * Self.length, all: seconds)
    }
}
