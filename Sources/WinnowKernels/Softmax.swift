import Glibc

extension Kernels {
    /// Computes the natural logarithm of the softmax's denominator of one row: `log Σ exp(logits)`.
    ///
    /// The numerators `exp(logits - maximum)` are left in an array, which is grown to the row's length, rounded up to
    /// whole lanes; what is beyond the count becomes 0.
    public static func logSumExp(_ logits: [Float], at start: Int, count: Int, numerators: inout [Float]) -> Double {
        let padded = (count + 15) / 16 * 16
        precondition(start >= 0 && count > 0 && start + count <= logits.count, "the row is outside the logits")
        if numerators.count < padded { numerators = [Float](repeating: 0, count: padded) }
        for i in 0..<count { numerators[i] = logits[start + i] }
        for i in count..<padded { numerators[i] = -.infinity }
        return unsafe numerators.withUnsafeMutableBufferPointer { numerators in
            let (maximum, sum) = unsafe softmaxNumerators(numerators.baseAddress!, padded)
            return Double(maximum) + log(Double(sum))
        }
    }

    /// Writes `exp((logits - maximum) / temperature)` of one row and returns their sum.
    ///
    /// The weights must hold the count rounded up to whole lanes of 16; what is beyond the count becomes 0. The
    /// quotients `logits / temperature` must be finite.
    public static func softmaxWeights(
        _ logits: [Float], at start: Int, count: Int, temperature: Float, into weights: inout [Float]
    ) -> Float {
        let padded = (count + 15) / 16 * 16
        precondition(start >= 0 && count > 0 && start + count <= logits.count, "the row is outside the logits")
        precondition(padded <= weights.count, "the weights are not whole lanes of a row of \(count)")
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
    return (peak, unsafe total(exponentials(row, count, less: peak)))
}

/// Replaces a row by `exp(row - peak)` and returns the sum of each lane; the count must be a multiple of 16.
@inline(__always)
func exponentials(_ row: Output, _ count: Int, less peak: Float) -> Lanes {
    var sum = Lanes.zero
    for i in stride(from: 0, to: count, by: 16) {
        let weight = unsafe exponential(load(row + i) - peak)
        unsafe store(weight, row + i)
        sum += weight
    }
    return sum
}
