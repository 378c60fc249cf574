import Benchmark
import BenchmarkSupport
import WinnowModel

/// The log-probability of each token of 64 sequences of 128, as in `EngineTimings score`.
func registerScoring(_ shape: ModelShape) {
    let (sequences, length) = (64, 128)
    Benchmark(
        "score-\(shape.name)", configuration: .lasting(.seconds(3), .tokensPerSecond),
        closure: { (benchmark, scorer: TokenScorer) in
            let read = (0..<sequences).map { tokens(length, sequence: $0, vocabulary: shape.vocabulary) }
            try await benchmark.measure(Double(sequences * length), .tokensPerSecond) {
                blackHole(try await scorer.logProbabilities(of: read))
            }
        },
        setup: { TokenScorer(try shape.packedWeights()) })
}
