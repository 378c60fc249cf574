import Benchmark
import BenchmarkSupport
import WinnowKernels

/// The rows that one core decodes side by side.
let decodedRows = 24

/// The products of a layer: both factors as arrays, the right one packed, and the gradient of a weight.
func registerProducts() {
    for shape in ModelShape.all {
        let products = [
            ("qkv", shape.width, 3 * shape.width), ("gate-up", shape.width, 2 * shape.feedForward),
            ("down", shape.feedForward, shape.width),
        ]
        for (name, inner, columns) in products {
            registerProduct("\(shape.name)-\(name)", inner: inner, columns: columns)
            registerPackedProduct("\(shape.name)-\(name)", inner: inner, columns: columns)
        }
        registerGradient("\(shape.name)-gate-up", outputs: 2 * shape.feedForward, inputs: shape.width)
    }
}

/// The millions of operations of a benchmark's thousand products.
private func megaflops(_ rows: Int, _ inner: Int, _ columns: Int) -> Double {
    2 * Double(rows * inner * columns) * 1000 / 1e6
}

private func registerProduct(_ name: String, inner: Int, columns: Int) {
    Benchmark("product-\(name)", configuration: .thousandfold(.megaflops)) { benchmark in
        let (a, b) = (noise(decodedRows * inner), noise(inner * columns))
        var c = [Float](repeating: 0, count: decodedRows * columns)
        let (left, right) = (Kernels.Layout(stride: inner), Kernels.Layout(stride: columns))
        benchmark.measure(megaflops(decodedRows, inner, columns), .megaflops) {
            for _ in benchmark.scaledIterations {
                Kernels.multiply(
                    a, left, by: b, right, into: &c, right, rows: decodedRows, inner: inner, columns: columns)
            }
        }
        blackHole(c)
    }
}

private func registerPackedProduct(_ name: String, inner: Int, columns: Int) {
    Benchmark("product-packed-\(name)", configuration: .thousandfold(.megaflops)) { benchmark in
        let (a, values) = (noise(decodedRows * inner), noise(inner * columns))
        let b = Kernels.PackedMatrix(inner: inner, columns: columns) { values[$0 * columns + $1] }
        var c = [Float](repeating: 0, count: decodedRows * columns)
        benchmark.measure(megaflops(decodedRows, inner, columns), .megaflops) {
            for _ in benchmark.scaledIterations {
                Kernels.multiply(a, stride: inner, by: b, into: &c, stride: columns, rows: decodedRows)
            }
        }
        blackHole(c)
    }
}

/// The gradient over the rows of one sequence of 256 tokens; a sample is one product.
private func registerGradient(_ name: String, outputs: Int, inputs: Int) {
    let rows = 256
    Benchmark("product-gradient-\(name)", configuration: .brief(.megaflops)) { benchmark in
        let (a, b) = (noise(rows * outputs), noise(rows * inputs))
        var c = [Float](repeating: 0, count: outputs * inputs)
        var scratch = [Float](repeating: 0, count: 128 * 16)
        benchmark.measure(megaflops(rows, outputs, inputs) / 1000, .megaflops) {
            Kernels.accumulateTransposed(
                a, stride: outputs, by: b, stride: inputs, into: &c, at: 0, rows: rows, outputs: outputs,
                inputs: inputs, scratch: &scratch)
        }
        blackHole(c)
    }
}
