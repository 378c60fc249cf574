import Benchmark
import BenchmarkSupport

/// Reading prompts, writing completions, scoring sequences and training, on one thread and with random weights.
let benchmarks: @Sendable () -> Void = {
    for shape in ModelShape.all {
        registerPrefill(shape)
        registerDecode(shape)
        registerScoring(shape)
        registerTraining(shape)
    }
}
