import Benchmark
import BenchmarkSupport
import WinnowModel

/// Thirty-two prompts of 256 tokens are read, and one token is drawn after each.
func registerPrefill(_ shape: ModelShape) {
    let (prompts, length) = (32, 256)
    Benchmark(
        "prefill-\(shape.name)", configuration: .lasting(.seconds(3), .tokensPerSecond),
        closure: { (benchmark, sampler: ParallelSampler) in
            let jobs = (0..<prompts).map { index in
                SamplingJob(
                    id: index, prompt: tokens(length, sequence: index, vocabulary: shape.vocabulary),
                    key: UInt64(index), samples: [0])
            }
            try await benchmark.measure(Double(prompts * length), .tokensPerSecond) {
                try await sampler.run(jobs) { blackHole($0) }
            }
        },
        setup: {
            ParallelSampler(
                try shape.packedWeights(), options: SamplingOptions(maxTokens: 1), endTokens: [], threads: 1)
        })
}
