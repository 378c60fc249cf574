import Benchmark
import BenchmarkSupport
import WinnowKernels

/// The attention of training, over one sequence of 256 tokens, and its gradient.
func registerAttention() {
    for shape in ModelShape.all {
        let attention = Kernels.AttentionShape(length: 256, heads: shape.heads, headWidth: shape.headWidth)
        let outputs = attention.length * shape.width
        Benchmark("attention-\(shape.name)", configuration: .brief()) { benchmark in
            let qkv = noise(3 * outputs)
            var probabilities = [Float](repeating: 0, count: attention.probabilityCount)
            var y = [Float](repeating: 0, count: outputs)
            var scratch: [Float] = []
            benchmark.measure {
                Kernels.attention(
                    qkv, at: 0, probabilities: &probabilities, at: 0, into: &y, at: 0, scratch: &scratch, attention)
            }
            blackHole(y)
        }
        Benchmark("attention-backward-\(shape.name)", configuration: .brief()) { benchmark in
            let (qkv, dY) = (noise(3 * outputs), noise(outputs))
            var probabilities = [Float](repeating: 0, count: attention.probabilityCount)
            var y = [Float](repeating: 0, count: outputs)
            var scratch: [Float] = []
            Kernels.attention(
                qkv, at: 0, probabilities: &probabilities, at: 0, into: &y, at: 0, scratch: &scratch, attention)
            var dQKV = [Float](repeating: 0, count: 3 * outputs)
            benchmark.measure {
                Kernels.attentionBackward(
                    dY, at: 0, qkv: qkv, at: 0, probabilities: probabilities, at: 0, into: &dQKV, scratch: &scratch,
                    attention)
            }
            blackHole(dQKV)
        }
    }
}
