import Benchmark
import BenchmarkSupport
import WinnowKernels

/// SwiGLU of the rows that are decoded side by side.
func registerGates() {
    for shape in ModelShape.all {
        let width = shape.feedForward
        Benchmark("swiglu-\(shape.name)", configuration: .thousandfold()) { benchmark in
            let gateUp = noise(decodedRows * 2 * width)
            var y = [Float](repeating: 0, count: decodedRows * width)
            benchmark.measure {
                for _ in benchmark.scaledIterations {
                    Kernels.swiGLU(gateUp, into: &y, rows: decodedRows, width: width)
                }
            }
            blackHole(y)
        }
    }
}
