extension Kernels {
    /// Rotates the first `heads` heads of each row in place; `reversed` undoes it, which is also its backward pass.
    ///
    /// Dimension `i` of a head is paired with `i + half` (the half-split layout of Hugging Face Llama). Row `r` is
    /// at `start + r · stride` and has position `positions[r]`.
    ///
    /// - Parameters:
    ///   - headStride: the distance between two heads' first dimensions; `2 · half` when nil.
    ///   - cosines: `[context, half]`, and `sines` alike.
    ///
    /// Source: Su et al., "RoFormer", arXiv 2104.09864, equation 34.
    public static func rotate(
        _ x: inout [Float], at start: Int, stride rowStride: Int, rows: Int, heads: Int, half: Int,
        headStride: Int? = nil,
        positions: some RandomAccessCollection<Int>, cosines: [Float], sines: [Float], reversed: Bool = false
    ) {
        guard rows > 0 else { return }
        let headStride = headStride ?? 2 * half
        precondition(positions.count >= rows, "\(positions.count) positions for \(rows) rows")
        precondition(
            start >= 0 && rowStride >= 0 && headStride >= 2 * half
                && start + (rows - 1) * rowStride + (heads - 1) * headStride + 2 * half <= x.count,
            "the rows are outside the array")
        let context = min(cosines.count, sines.count) / half
        let sign: Float = reversed ? -1 : 1
        unsafe x.withUnsafeMutableBufferPointer { x in
            unsafe cosines.withUnsafeBufferPointer { cosines in
                unsafe sines.withUnsafeBufferPointer { sines in
                    var row = 0
                    for position in positions.prefix(rows) {
                        precondition((0..<context).contains(position), "position \(position) is out of context")
                        let cosine = unsafe cosines.baseAddress! + position * half
                        let sine = unsafe sines.baseAddress! + position * half
                        for head in 0..<heads {
                            let low = unsafe x.baseAddress! + start + row * rowStride + head * headStride
                            let high = unsafe low + half
                            for i in 0..<half {
                                let (a, b) = unsafe (low[i], high[i])
                                unsafe low[i] = a * cosine[i] - b * sine[i] * sign
                                unsafe high[i] = b * cosine[i] + a * sine[i] * sign
                            }
                        }
                        row += 1
                    }
                }
            }
        }
    }
}
