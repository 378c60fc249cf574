import Benchmark
import BenchmarkSupport
import WinnowKernels

/// RMSNorm of the rows that are decoded side by side.
func registerNorms() {
    for shape in ModelShape.all {
        let width = shape.width
        Benchmark("rms-norm-\(shape.name)", configuration: .thousandfold()) { benchmark in
            let (x, weight) = (noise(decodedRows * width), noise(width))
            var y = x
            var inverse = [Float](repeating: 0, count: decodedRows)
            benchmark.measure {
                for _ in benchmark.scaledIterations {
                    Kernels.rmsNorm(
                        x, weight: weight, at: 0, epsilon: 1e-5, into: &y, inverse: &inverse, rows: decodedRows,
                        width: width)
                }
            }
            blackHole(y)
        }
    }
}
