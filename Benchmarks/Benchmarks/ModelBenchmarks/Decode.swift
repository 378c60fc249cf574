import Benchmark
import BenchmarkSupport
import WinnowModel

/// Ninety-six candidates of 112 tokens are drawn after one prompt of 16, none of which ends early.
func registerDecode(_ shape: ModelShape) {
    let (samples, length) = (96, 112)
    Benchmark(
        "decode-\(shape.name)", configuration: .lasting(.seconds(3), .tokensPerSecond),
        closure: { (benchmark, sampler: ParallelSampler) in
            let job = SamplingJob(
                id: 0, prompt: tokens(16, sequence: 0, vocabulary: shape.vocabulary), key: 1,
                samples: Array(0..<samples))
            try await benchmark.measure(Double(samples * length), .tokensPerSecond) {
                try await sampler.run([job]) { blackHole($0) }
            }
        },
        setup: {
            ParallelSampler(
                try shape.packedWeights(), options: SamplingOptions(maxTokens: length), endTokens: [], threads: 1)
        })
}
