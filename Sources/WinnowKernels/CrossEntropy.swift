import Glibc

extension Kernels {
    /// Turns logits `[rows, stride]` into their gradients in place and returns the summed loss in nats.
    ///
    /// The first `classes` columns are the vocabulary; the padding columns get gradient zero. The gradient is
    /// multiplied by `scale`, the loss is not. The row stride must be a multiple of 16.
    ///
    /// Source: the gradient of `-log softmax(x)[t]` by `x` is `softmax(x)` less one at `t`.
    public static func crossEntropy(
        _ logits: inout [Float], targets: [Int], classes: Int, stride rowStride: Int, scale: Float,
        weights: [Float] = []
    ) -> Double {
        precondition(rowStride % 16 == 0, "a row of \(rowStride) is not whole lanes")
        precondition((1...rowStride).contains(classes), "\(classes) classes do not fit a row of \(rowStride)")
        precondition(targets.count * rowStride <= logits.count, "there are fewer logits than targets")
        precondition(
            weights.isEmpty || weights.count == targets.count, "\(weights.count) weights for \(targets.count) rows")
        var loss = 0.0
        unsafe logits.withUnsafeMutableBufferPointer { logits in
            for (row, target) in targets.enumerated() {
                precondition((0..<classes).contains(target), "target \(target) is outside the vocabulary")
                let start = unsafe logits.baseAddress! + row * rowStride
                for i in classes..<rowStride { unsafe start[i] = -.infinity }
                let chosen = unsafe start[target]
                let (maximum, sum) = unsafe softmaxNumerators(start, rowStride)
                let weight = weights.isEmpty ? 1 : weights[row]
                loss -= Double(weight) * (Double(chosen - maximum) - log(Double(sum)))
                let rowScale = weight * scale
                let factor = rowScale / sum
                for i in stride(from: 0, to: rowStride, by: 16) {
                    unsafe store(load(start + i) * factor, start + i)
                }
                for i in classes..<rowStride { unsafe start[i] = 0 }
                unsafe start[target] -= rowScale
            }
        }
        return loss
    }
}
