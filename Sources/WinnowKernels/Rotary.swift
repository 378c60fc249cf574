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
        headStride: Int? = nil, positions: [Int], cosines: [Float], sines: [Float], reversed: Bool = false
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
                    for row in 0..<rows {
                        let position = positions[row]
                        precondition((0..<context).contains(position), "position \(position) is out of context")
                        let cosine = unsafe cosines.baseAddress! + position * half
                        let sine = unsafe sines.baseAddress! + position * half
                        let first = unsafe x.baseAddress! + start + row * rowStride
                        for head in 0..<heads {
                            unsafe rotateHead(first + head * headStride, half, cosine, sine, sign)
                        }
                    }
                }
            }
        }
    }
}

/// Rotates one head, eight pairs at a time and then the rest, with the same bits.
@inline(__always)
private func rotateHead(_ low: Output, _ half: Int, _ cosine: Input, _ sine: Input, _ sign: Float) {
    let high = unsafe low + half
    var i = 0
    while i + 8 <= half {
        let (a, b) = unsafe (loadEight(low + i), loadEight(high + i))
        let (c, s) = unsafe (loadEight(cosine + i), loadEight(sine + i))
        unsafe storeEight(a * c - b * s * sign, low + i)
        unsafe storeEight(b * c + a * s * sign, high + i)
        i += 8
    }
    while i < half {
        let (a, b) = unsafe (low[i], high[i])
        unsafe low[i] = a * cosine[i] - b * sine[i] * sign
        unsafe high[i] = b * cosine[i] + a * sine[i] * sign
        i += 1
    }
}

@inline(__always)
private func loadEight(_ pointer: Input) -> SIMD8<Float> {
    unsafe UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(__always)
private func storeEight(_ lanes: SIMD8<Float>, _ pointer: Output) {
    unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: SIMD8<Float>.self)
}
