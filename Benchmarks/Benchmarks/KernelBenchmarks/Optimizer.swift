import Benchmark
import BenchmarkSupport
import WinnowKernels

/// AdamW on as many weights as a model has in its layers.
func registerOptimizer() {
    for shape in ModelShape.all {
        let count = shape.layers * shape.width * (4 * shape.width + 3 * shape.feedForward)
        Benchmark("adamw-\(shape.name)", configuration: .brief()) { benchmark in
            let gradient = noise(count)
            var (parameters, first, second) = (gradient, gradient, gradient.map { $0 * $0 })
            let step = Kernels.AdamWStep(
                learningRate: 1e-3, beta1: 0.9, beta2: 0.98, epsilon: 1e-8, correction1: 0.1, correction2: 0.02,
                gradientScale: 1)
            // The first step copies what the arrays share.
            func update() {
                Kernels.adamW(
                    &parameters, gradient: gradient, first: &first, second: &second, in: 0..<count,
                    weightDecay: 0.05, step)
            }
            update()
            benchmark.measure { update() }
            blackHole(parameters)
        }
    }
}
