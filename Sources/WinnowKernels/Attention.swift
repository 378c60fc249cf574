extension Kernels {
    /// Computes causal attention of one sequence: reads `qkv [length, 3 · width]` and writes `y [length, width]`.
    ///
    /// Queries and keys are already rotated. The probabilities `[heads, length, padded length]` are kept for the
    /// backward pass; entries above the diagonal are zero. The scratch grows to what is needed.
    ///
    /// - Complexity: of order length² · width.
    ///
    /// Source: Vaswani et al., "Attention Is All You Need", arXiv 1706.03762, equation 1.
    public static func attention(
        _ qkv: [Float], at start: Int, probabilities: inout [Float], at probabilityStart: Int, into y: inout [Float],
        at yStart: Int, scratch: inout [Float], _ shape: AttentionShape
    ) {
        let (length, width, head, padded) = (shape.length, shape.width, shape.headWidth, shape.paddedLength)
        shape.check(qkv: qkv.count, at: start, y: y.count, at: yStart)
        shape.check(probabilities: probabilities.count, at: probabilityStart)
        if scratch.count < 2 * head * padded { scratch = [Float](repeating: 0, count: 2 * head * padded) }
        let scale = 1 / Float(head).squareRoot()
        unsafe qkv.withUnsafeBufferPointer { qkv in
            unsafe probabilities.withUnsafeMutableBufferPointer { probabilities in
                unsafe y.withUnsafeMutableBufferPointer { y in
                    unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                        for h in 0..<shape.heads {
                            let query = unsafe qkv.baseAddress! + start + h * head
                            let rows = unsafe probabilities.baseAddress! + probabilityStart + h * length * padded
                            let keys = scratch.baseAddress!
                            let values = unsafe keys + head * padded
                            unsafe packTransposed(query + width, 3 * width, length, head, keys)
                            unsafe packRows(query + 2 * width, 3 * width, length, head, values)
                            unsafe causalScores(query, 3 * width, keys, rows, shape, scale)
                            unsafe causalProduct(
                                rows, padded, values, y.baseAddress! + yStart + h * head, width, length, head)
                        }
                    }
                }
            }
        }
    }

    /// Writes the gradients of queries, keys and values into `dQKV [length, 3 · width]`, given `dY [length, width]`.
    ///
    /// `qkv` and the probabilities are those of the forward pass; `dQKV` starts where `qkv` does. The scratch grows
    /// to what is needed.
    public static func attentionBackward(
        _ dY: [Float], at yStart: Int, qkv: [Float], at start: Int, probabilities: [Float], at probabilityStart: Int,
        into dQKV: inout [Float], scratch: inout [Float], _ shape: AttentionShape
    ) {
        let (length, head, padded) = (shape.length, shape.headWidth, shape.paddedLength)
        shape.check(qkv: min(qkv.count, dQKV.count), at: start, y: dY.count, at: yStart)
        shape.check(probabilities: probabilities.count, at: probabilityStart)
        let needed = (4 * head + length) * padded
        if scratch.count < needed { scratch = [Float](repeating: 0, count: needed) }
        let scale = 1 / Float(head).squareRoot()
        unsafe dY.withUnsafeBufferPointer { dY in
            unsafe qkv.withUnsafeBufferPointer { qkv in
                unsafe probabilities.withUnsafeBufferPointer { probabilities in
                    unsafe dQKV.withUnsafeMutableBufferPointer { dQKV in
                        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                            for h in 0..<shape.heads {
                                unsafe headBackward(
                                    dY.baseAddress! + yStart + h * head, qkv.baseAddress! + start + h * head,
                                    probabilities.baseAddress! + probabilityStart + h * length * padded,
                                    dQKV.baseAddress! + start + h * head, scratch.baseAddress!, shape, scale)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Writes `x [length, head]`, whose rows are far apart, as `[blocks of 16 rows, head, 16]`, zero beyond the length.
private func packTransposed(_ x: Input, _ rowStride: Int, _ length: Int, _ head: Int, _ panels: Output) {
    for block in stride(from: 0, to: length, by: 16) {
        let panel = unsafe panels + block * head
        for row in 0..<16 {
            guard block + row < length else {
                for i in 0..<head { unsafe panel[i * 16 + row] = 0 }
                continue
            }
            let source = unsafe x + (block + row) * rowStride
            for i in 0..<head { unsafe panel[i * 16 + row] = source[i] }
        }
    }
}

/// Writes `x [length, head]`, whose rows are far apart and share few sets of the first-level cache, row behind row.
@inline(__always)
func packRows(_ x: Input, _ rowStride: Int, _ length: Int, _ head: Int, _ rows: Output) {
    for row in 0..<length {
        let (source, target) = unsafe (x + row * rowStride, rows + row * head)
        var i = 0
        while i + 16 <= head {
            unsafe store(load(source + i), target + i)
            i += 16
        }
        while i < head {
            unsafe target[i] = source[i]
            i += 1
        }
    }
}

/// Computes the softmax of scaled, masked scores, six queries at a time and only as many keys as they may see.
private func causalScores(
    _ query: Input, _ rowStride: Int, _ keys: Input, _ rows: Output, _ shape: Kernels.AttentionShape, _ scale: Float
) {
    let (length, padded) = (shape.length, shape.paddedLength)
    for first in stride(from: 0, to: length, by: 6) {
        let count = min(6, length - first)
        let visible = min(padded, (first + count + 15) / 16 * 16)
        unsafe packedProduct(
            query + first * rowStride, rowStride, keys, rows + first * padded, padded,
            ProductShape(rows: count, inner: shape.headWidth, columns: visible, accumulating: false))
        for row in first..<first + count {
            let scores = unsafe rows + row * padded
            for i in row + 1..<visible { unsafe scores[i] = -.infinity }
            for i in stride(from: 0, to: visible, by: 16) { unsafe store(load(scores + i) * scale, scores + i) }
            let sum = unsafe softmaxNumerators(scores, visible).sum
            let factor = 1 / sum
            for i in stride(from: 0, to: visible, by: 16) { unsafe store(load(scores + i) * factor, scores + i) }
            for i in visible..<padded { unsafe scores[i] = 0 }
        }
    }
}

/// Computes `y = p · v` for lower-triangular `p`, six rows at a time and only over the keys they may see.
///
/// The rows of `v` lie behind each other.
private func causalProduct(
    _ p: Input, _ padded: Int, _ v: Input, _ y: Output, _ yStride: Int, _ length: Int, _ head: Int
) {
    for first in stride(from: 0, to: length, by: 6) {
        let count = min(6, length - first)
        unsafe product(
            p + first * padded, padded, 1, v, head, y + first * yStride, yStride,
            ProductShape(rows: count, inner: first + count, columns: head, accumulating: false))
    }
}

/// Takes the backward pass of one head.
///
/// The scratch holds the values transposed, queries, keys and output gradients row behind row, and the gradients of
/// the scores `[length, padded]`.
private func headBackward(
    _ dY: Input, _ query: Input, _ p: Input, _ dQuery: Output, _ scratch: Output, _ shape: Kernels.AttentionShape,
    _ scale: Float
) {
    let (length, width, head, padded) = (shape.length, shape.width, shape.headWidth, shape.paddedLength)
    let rowStride = 3 * width
    let queries = unsafe scratch + head * padded
    let keys = unsafe queries + head * padded
    let gradients = unsafe keys + head * padded
    let dScores = unsafe gradients + head * padded
    unsafe packTransposed(query + 2 * width, rowStride, length, head, scratch)
    unsafe packRows(query, rowStride, length, head, queries)
    unsafe packRows(query + width, rowStride, length, head, keys)
    unsafe packRows(dY, width, length, head, gradients)
    for first in stride(from: 0, to: length, by: 6) {
        let count = min(6, length - first)
        let visible = min(padded, (first + count + 15) / 16 * 16)
        unsafe packedProduct(
            gradients + first * head, head, scratch, dScores + first * padded, padded,
            ProductShape(rows: count, inner: head, columns: visible, accumulating: false))
        for row in first..<first + count {
            let gradient = unsafe dScores + row * padded
            let probability = unsafe p + row * padded
            var products = Lanes.zero
            for i in stride(from: 0, to: visible, by: 16) {
                products = unsafe multiplyAdd(load(gradient + i), load(probability + i), products)
            }
            let mean = total(products)
            for i in stride(from: 0, to: visible, by: 16) {
                unsafe store((load(gradient + i) - mean) * load(probability + i) * scale, gradient + i)
            }
            for i in visible..<padded { unsafe gradient[i] = 0 }
        }
    }
    unsafe causalProduct(dScores, padded, keys, dQuery, rowStride, length, head)
    // Column j of the scores is zero above row j, so keys and values in blocks of six need only the rows from there on.
    for first in stride(from: 0, to: length, by: 6) {
        let shape = ProductShape(
            rows: min(6, length - first), inner: length - first, columns: head, accumulating: false)
        let start = first * padded + first
        unsafe product(
            dScores + start, 1, padded, queries + first * head, head, dQuery + width + first * rowStride, rowStride,
            shape)
        unsafe product(
            p + start, 1, padded, gradients + first * head, head, dQuery + 2 * width + first * rowStride, rowStride,
            shape)
    }
}
