extension Kernels {
    /// A packed matrix is a right factor `[inner, columns]` in panels of 16 columns, each `[inner, 16]` and read from
    /// first to last.
    ///
    /// A product then streams through memory, which the processor foresees; rows that are far apart it does not.
    public struct PackedMatrix: Sendable {
        /// The matrix has so many rows, over which a product sums.
        public let inner: Int

        /// The matrix has so many columns, a multiple of 16.
        public let columns: Int

        var panels: AlignedFloats

        /// Makes a matrix of zeros; the columns are filled up to whole lanes.
        public init(inner: Int, columns: Int) {
            precondition(inner > 0 && columns > 0, "a matrix of \(inner) by \(columns) has no elements")
            self.inner = inner
            self.columns = (columns + 15) / 16 * 16
            panels = AlignedFloats(count: inner * self.columns)
        }

        /// Packs `[inner, columns]`; the columns are filled up to whole lanes with zeros.
        ///
        /// - Parameter element: the number at a row and a column; asked for the given columns only.
        public init(inner: Int, columns: Int, element: (_ row: Int, _ column: Int) -> Float) {
            self.init(inner: inner, columns: columns)
            unsafe panels.withMutablePointer { panels in
                for column in 0..<columns {
                    let panel = unsafe panels + column / 16 * 16 * inner + column % 16
                    for row in 0..<inner { unsafe panel[row * 16] = element(row, column) }
                }
            }
        }

        /// Packs `[inner, columns]` numbers of an array anew; for a transposed layout they are stored by columns.
        public mutating func pack(_ values: [Float], _ layout: Layout) {
            precondition(layout.fits(rows: inner, columns: columns, in: values.count), "the matrix is too small")
            let (inner, columns) = (inner, columns)
            unsafe panels.withMutablePointer { panels in
                unsafe values.withUnsafeBufferPointer { values in
                    let source = unsafe values.baseAddress! + layout.start
                    for first in stride(from: 0, to: columns, by: 16) {
                        for row in 0..<inner {
                            let target = unsafe panels + first * inner + row * 16
                            let line = unsafe source + row * layout.rowStride + first * layout.columnStride
                            for i in 0..<16 { unsafe target[i] = line[i * layout.columnStride] }
                        }
                    }
                }
            }
        }
    }

    /// Computes `c [rows, columns] = a [rows, inner] · b`, or `c += a · b` when accumulating.
    ///
    /// Each element is summed over `inner` from first to last by fused multiply-adds, starting from 0 or from `c`,
    /// as by ``multiply(_:_:by:_:into:_:rows:inner:columns:accumulating:)``.
    ///
    /// - Parameters:
    ///   - aStride: the distance between rows of `a`, which starts at its first element.
    ///   - cStride: the distance between rows of `c`, which starts at its first element.
    /// - Complexity: 2 · rows · inner · columns floating-point operations.
    public static func multiply(
        _ a: [Float], stride aStride: Int, by b: PackedMatrix, into c: inout [Float], stride cStride: Int, rows: Int,
        accumulating: Bool = false
    ) {
        guard rows > 0 else { return }
        precondition(aStride >= b.inner && (rows - 1) * aStride + b.inner <= a.count, "the left factor is too small")
        precondition(cStride >= b.columns && (rows - 1) * cStride + b.columns <= c.count, "the product is too small")
        let shape = ProductShape(rows: rows, inner: b.inner, columns: b.columns, accumulating: accumulating)
        unsafe a.withUnsafeBufferPointer { a in
            unsafe c.withUnsafeMutableBufferPointer { c in
                unsafe b.panels.withPointer { panels in
                    unsafe packedProduct(a.baseAddress!, aStride, panels, c.baseAddress!, cStride, shape)
                }
            }
        }
    }
}
