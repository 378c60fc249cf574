extension Kernels {
    /// Turns logits `[rows, stride]` into their gradients in place and returns the summed loss in nats.
    ///
    /// The first `classes` columns are the vocabulary; the padding columns get gradient zero. The gradient is
    /// multiplied by `scale`, the loss is not.
    public static func crossEntropy(
        _ logits: inout [Float], targets: [Int], classes: Int, stride rowStride: Int, scale: Float
    ) -> Double {
        precondition(rowStride % 16 == 0 && classes <= rowStride && targets.count * rowStride <= logits.count)
        var loss = 0.0
        unsafe logits.withUnsafeMutableBufferPointer { logits in
            for (row, target) in targets.enumerated() {
                precondition(target < classes, "target \(target) is outside the vocabulary")
                let start = unsafe logits.baseAddress! + row * rowStride
                for i in classes..<rowStride { unsafe start[i] = -.infinity }
                let chosen = unsafe start[target]
                let (maximum, sum) = unsafe softmaxNumerators(start, rowStride)
                loss -= Double(chosen - maximum) - logarithm(Double(sum))
                let factor = scale / sum
                for i in stride(from: 0, to: rowStride, by: 16) {
                    unsafe store(load(start + i) * factor, start + i)
                }
                for i in classes..<rowStride { unsafe start[i] = 0 }
                unsafe start[target] -= scale
            }
        }
        return loss
    }

    /// The natural logarithm of the softmax's denominator of one row: `log Σ exp(logits)`.
    ///
    /// The scratch is grown to the row's length, rounded up to whole lanes, and overwritten.
    public static func logSumExp(_ logits: [Float], at start: Int, count: Int, scratch: inout [Float]) -> Double {
        let padded = (count + 15) / 16 * 16
        precondition(start + count <= logits.count && count > 0, "the row is outside the logits")
        if scratch.count < padded { scratch = [Float](repeating: 0, count: padded) }
        for i in 0..<count { scratch[i] = logits[start + i] }
        for i in count..<padded { scratch[i] = -.infinity }
        return unsafe scratch.withUnsafeMutableBufferPointer { scratch in
            let (maximum, sum) = unsafe softmaxNumerators(scratch.baseAddress!, padded)
            return Double(maximum) + logarithm(Double(sum))
        }
    }

    /// Writes `exp((logits - maximum) / temperature)` of one row and returns their sum.
    public static func softmaxWeights(
        _ logits: [Float], at start: Int, count: Int, temperature: Float, into weights: inout [Float]
    ) -> Float {
        let padded = (count + 15) / 16 * 16
        precondition(start + count <= logits.count && padded <= weights.count && count > 0)
        for i in 0..<count { weights[i] = logits[start + i] / temperature }
        for i in count..<padded { weights[i] = -.infinity }
        return unsafe weights.withUnsafeMutableBufferPointer { weights in
            unsafe softmaxNumerators(weights.baseAddress!, padded).sum
        }
    }
}

/// Replaces a row by `exp(row - maximum)`; the count must be a multiple of 16.
@inline(__always)
func softmaxNumerators(_ row: Output, _ count: Int) -> (maximum: Float, sum: Float) {
    var peaks = unsafe load(row)
    for i in stride(from: 16, to: count, by: 16) { peaks = unsafe maximum(peaks, load(row + i)) }
    let peak = largest(peaks)
    var sum = Lanes.zero
    for i in stride(from: 0, to: count, by: 16) {
        let weight = unsafe exponential(load(row + i) - peak)
        unsafe store(weight, row + i)
        sum += weight
    }
    return (peak, total(sum))
}
