import Benchmark
import BenchmarkSupport
import WinnowKernels

/// The exponentials of one row of logits, and the loss of a sequence of 256 tokens.
func registerSoftmax() {
    let vocabulary = ModelShape.d64.vocabulary
    Benchmark("softmax-weights", configuration: .thousandfold()) { benchmark in
        let logits = noise(vocabulary)
        var weights = logits
        var sum: Float = 0
        benchmark.measure {
            for _ in benchmark.scaledIterations {
                sum += Kernels.softmaxWeights(logits, at: 0, count: vocabulary, temperature: 0.8, into: &weights)
            }
        }
        blackHole((sum, weights))
    }
    Benchmark("log-sum-exp", configuration: .thousandfold()) { benchmark in
        let logits = noise(vocabulary)
        var numerators = logits
        var sum = 0.0
        benchmark.measure {
            for _ in benchmark.scaledIterations {
                sum += Kernels.logSumExp(logits, at: 0, count: vocabulary, numerators: &numerators)
            }
        }
        blackHole(sum)
    }
    Benchmark("cross-entropy", configuration: .brief()) { benchmark in
        let rows = 256
        // Logits become gradients, so that every sample has its own.
        var logits = noise(rows * vocabulary)
        let targets = tokens(rows, sequence: 0, vocabulary: vocabulary)
        var loss = 0.0
        benchmark.measure {
            loss = Kernels.crossEntropy(&logits, targets: targets, classes: vocabulary, stride: vocabulary, scale: 1)
        }
        blackHole((loss, logits))
    }
}
