extension Kernels {
    /// Adds `aᵀ · b` to `c [outputs, inputs]` for `a [rows, outputs]` and `b [rows, inputs]`: the gradient of a weight.
    ///
    /// Rows are summed from first to last. They are taken in blocks whose part of `b` is packed first, so that it
    /// stays in the first-level cache however far apart its rows are.
    ///
    /// - Parameters:
    ///   - aStride: the distance between rows of `a`, which starts at its first element; `bStride` likewise.
    ///   - cStart: the index of the first element of `c`, whose rows lie behind each other.
    ///   - inputs: a multiple of 16.
    ///   - scratch: grows to what is needed.
    /// - Complexity: 2 · rows · outputs · inputs floating-point operations.
    public static func accumulateTransposed(
        _ a: [Float], stride aStride: Int, by b: [Float], stride bStride: Int, into c: inout [Float], at cStart: Int,
        rows: Int, outputs: Int, inputs: Int, scratch: inout [Float]
    ) {
        guard rows > 0 else { return }
        precondition(inputs % 16 == 0, "a row of \(inputs) is not whole lanes")
        precondition(aStride >= outputs && (rows - 1) * aStride + outputs <= a.count, "the left factor is too small")
        precondition(bStride >= inputs && (rows - 1) * bStride + inputs <= b.count, "the right factor is too small")
        precondition(cStart >= 0 && cStart + outputs * inputs <= c.count, "the product is outside its array")
        let block = 128
        if scratch.count < block * 16 { scratch = [Float](repeating: 0, count: block * 16) }
        unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                unsafe c.withUnsafeMutableBufferPointer { c in
                    unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                        let panel = scratch.baseAddress!
                        for first in stride(from: 0, to: rows, by: block) {
                            let count = min(block, rows - first)
                            for column in stride(from: 0, to: inputs, by: 16) {
                                let source = unsafe b.baseAddress! + first * bStride + column
                                for k in 0..<count { unsafe store(load(source + k * bStride), panel + k * 16) }
                                unsafe panelProduct(
                                    a.baseAddress! + first * aStride, 1, aStride, panel, 16,
                                    c.baseAddress! + cStart + column, inputs,
                                    ProductShape(rows: outputs, inner: count, columns: 16, accumulating: true))
                            }
                        }
                    }
                }
            }
        }
    }
}
