import Benchmark
import BenchmarkSupport
import WinnowKernels

/// The attention of sampling: a row each of many sequences, and all rows of a prompt.
func registerDecodeAttention() {
    let length = 128
    for shape in ModelShape.all {
        let decoded = Kernels.DecodeRows(
            slots: Array(0..<decodedRows), positions: [Int](repeating: length - 1, count: decodedRows))
        register("decode-attention-\(shape.name)", shape, decoded, length)
        let read = Kernels.DecodeRows(slots: [Int](repeating: 0, count: length), positions: Array(0..<length))
        register("prefill-attention-\(shape.name)", shape, read, length)
    }
}

/// One layer's attention of rows at positions below `length`.
private func register(_ name: String, _ shape: ModelShape, _ rows: Kernels.DecodeRows, _ length: Int) {
    Benchmark(name, configuration: .brief()) { benchmark in
        let count = rows.slots.count
        let qkv = noise(count * 3 * shape.width)
        var cache = Kernels.Cache(
            layers: 1, heads: shape.heads, headWidth: shape.headWidth, capacity: length, slots: decodedRows)
        var y = [Float](repeating: 0, count: count * shape.heads * cache.headStride)
        var scratch: [Float] = []
        let scale = 1 / Float(shape.headWidth).squareRoot()
        // The first call makes room and brings the cache near.
        Kernels.decodeAttention(
            qkv, heads: shape.heads, layer: 0, rows: rows, scale: scale, cache: &cache, into: &y, scratch: &scratch)
        benchmark.measure {
            Kernels.decodeAttention(
                qkv, heads: shape.heads, layer: 0, rows: rows, scale: scale, cache: &cache, into: &y,
                scratch: &scratch)
        }
        blackHole(y)
    }
}
