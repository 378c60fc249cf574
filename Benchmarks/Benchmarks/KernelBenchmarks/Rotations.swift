import Benchmark
import BenchmarkSupport
import WinnowKernels

/// The rotation of queries and keys of the rows that are decoded side by side.
func registerRotations() {
    for shape in ModelShape.all {
        let half = shape.headWidth / 2
        Benchmark("rotate-\(shape.name)", configuration: .thousandfold()) { benchmark in
            var qkv = noise(decodedRows * 3 * shape.width)
            // Angles of zero leave the numbers as they are, however often they are rotated.
            let cosines = [Float](repeating: 1, count: shape.context * half)
            let sines = [Float](repeating: 0, count: shape.context * half)
            let positions = (0..<decodedRows).map { 100 + $0 }
            benchmark.measure {
                for _ in benchmark.scaledIterations {
                    Kernels.rotate(
                        &qkv, at: 0, stride: 3 * shape.width, rows: decodedRows, heads: 2 * shape.heads, half: half,
                        positions: positions, cosines: cosines, sines: sines)
                }
            }
            blackHole(qkv)
        }
    }
}
