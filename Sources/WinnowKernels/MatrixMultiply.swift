extension Kernels {
    /// Computes `c [rows, columns] = a [rows, inner] · b [inner, columns]`, or `c += a · b` when accumulating.
    ///
    /// Each element is summed over `inner` from first to last by fused multiply-adds, starting from 0 or from `c`.
    ///
    /// - Complexity: 2 · rows · inner · columns floating-point operations.
    public static func multiply(
        _ a: [Float], _ aLayout: Layout, by b: [Float], _ bLayout: Layout, into c: inout [Float], _ cLayout: Layout,
        rows: Int, inner: Int, columns: Int, accumulating: Bool = false
    ) {
        guard rows > 0, columns > 0 else { return }
        precondition(inner > 0, "a product needs at least one inner element")
        precondition(bLayout.columnStride == 1 && cLayout.columnStride == 1, "only the left factor may be transposed")
        precondition(aLayout.fits(rows: rows, columns: inner, in: a.count), "the left factor is too small")
        precondition(bLayout.fits(rows: inner, columns: columns, in: b.count), "the right factor is too small")
        precondition(cLayout.fits(rows: rows, columns: columns, in: c.count), "the product is too small")
        unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                unsafe c.withUnsafeMutableBufferPointer { c in
                    let shape = ProductShape(rows: rows, inner: inner, columns: columns, accumulating: accumulating)
                    unsafe product(
                        a.baseAddress! + aLayout.start, aLayout.rowStride, aLayout.columnStride,
                        b.baseAddress! + bLayout.start, bLayout.rowStride,
                        c.baseAddress! + cLayout.start, cLayout.rowStride, shape)
                }
            }
        }
    }
}

/// A product has the shape of `c [rows, columns] = a [rows, inner] · b [inner, columns]`, or of `c += a · b`.
struct ProductShape {
    var rows: Int
    var inner: Int
    var columns: Int
    var accumulating: Bool
}

/// Computes the matrix product on raw memory, in panels of 16 columns so that a panel of `b` stays in the first-level
/// cache.
func product(
    _ a: Input, _ aRow: Int, _ aColumn: Int, _ b: Input, _ bRow: Int, _ c: Output, _ cRow: Int, _ shape: ProductShape
) {
    var column = 0
    while column + 16 <= shape.columns {
        unsafe panelProduct(a, aRow, aColumn, b + column, bRow, c + column, cRow, shape)
        column += 16
    }
    while column < shape.columns {
        for row in 0..<shape.rows {
            var sum = shape.accumulating ? unsafe c[row * cRow + column] : 0
            for k in 0..<shape.inner {
                sum = unsafe multiplyAdd(a[row * aRow + k * aColumn], b[k * bRow + column], sum)
            }
            unsafe c[row * cRow + column] = sum
        }
        column += 1
    }
}

/// Computes the product with `b` packed in panels `[inner, 16]`; the columns are whole lanes.
@inline(__always)
func packedProduct(_ a: Input, _ aRow: Int, _ panels: Input, _ c: Output, _ cRow: Int, _ shape: ProductShape) {
    for column in stride(from: 0, to: shape.columns, by: 16) {
        unsafe panelProduct(a, aRow, 1, panels + column * shape.inner, 16, c + column, cRow, shape)
    }
}

/// Computes the product with sixteen columns of `b`, six rows at a time and then four, two and one.
@inline(__always)
func panelProduct(
    _ a: Input, _ aRow: Int, _ aColumn: Int, _ b: Input, _ bRow: Int, _ c: Output, _ cRow: Int, _ shape: ProductShape
) {
    let (inner, accumulating) = (shape.inner, shape.accumulating)
    var row = 0
    while row + 6 <= shape.rows {
        unsafe tile6(a + row * aRow, aRow, aColumn, b, bRow, c + row * cRow, cRow, inner, accumulating)
        row += 6
    }
    if row + 4 <= shape.rows {
        unsafe tile4(a + row * aRow, aRow, aColumn, b, bRow, c + row * cRow, cRow, inner, accumulating)
        row += 4
    }
    if row + 2 <= shape.rows {
        unsafe tile2(a + row * aRow, aRow, aColumn, b, bRow, c + row * cRow, cRow, inner, accumulating)
        row += 2
    }
    if row < shape.rows {
        unsafe tile1(a + row * aRow, aColumn, b, bRow, c + row * cRow, inner, accumulating)
    }
}

/// Computes six rows of sixteen columns: as many sums as the sixteen vector registers hold besides the factors.
@inline(__always)
private func tile6(
    _ a: Input, _ aRow: Int, _ aColumn: Int, _ b: Input, _ bRow: Int, _ c: Output, _ cRow: Int, _ inner: Int,
    _ accumulating: Bool
) {
    var c0 = Lanes.zero
    var c1 = Lanes.zero
    var c2 = Lanes.zero
    var c3 = Lanes.zero
    var c4 = Lanes.zero
    var c5 = Lanes.zero
    if accumulating {
        c0 = unsafe load(c)
        c1 = unsafe load(c + cRow)
        c2 = unsafe load(c + 2 * cRow)
        c3 = unsafe load(c + 3 * cRow)
        c4 = unsafe load(c + 4 * cRow)
        c5 = unsafe load(c + 5 * cRow)
    }
    var left = unsafe a
    var right = unsafe b
    for _ in 0..<inner {
        let lanes = unsafe load(right)
        c0 = unsafe multiplyAdd(Lanes(repeating: left[0]), lanes, c0)
        c1 = unsafe multiplyAdd(Lanes(repeating: left[aRow]), lanes, c1)
        c2 = unsafe multiplyAdd(Lanes(repeating: left[2 * aRow]), lanes, c2)
        c3 = unsafe multiplyAdd(Lanes(repeating: left[3 * aRow]), lanes, c3)
        c4 = unsafe multiplyAdd(Lanes(repeating: left[4 * aRow]), lanes, c4)
        c5 = unsafe multiplyAdd(Lanes(repeating: left[5 * aRow]), lanes, c5)
        unsafe left += aColumn
        unsafe right += bRow
    }
    unsafe store(c0, c)
    unsafe store(c1, c + cRow)
    unsafe store(c2, c + 2 * cRow)
    unsafe store(c3, c + 3 * cRow)
    unsafe store(c4, c + 4 * cRow)
    unsafe store(c5, c + 5 * cRow)
}

/// Computes four rows of sixteen columns, summed in the order of ``tile6``.
@inline(__always)
private func tile4(
    _ a: Input, _ aRow: Int, _ aColumn: Int, _ b: Input, _ bRow: Int, _ c: Output, _ cRow: Int, _ inner: Int,
    _ accumulating: Bool
) {
    var c0 = accumulating ? unsafe load(c) : Lanes.zero
    var c1 = accumulating ? unsafe load(c + cRow) : Lanes.zero
    var c2 = accumulating ? unsafe load(c + 2 * cRow) : Lanes.zero
    var c3 = accumulating ? unsafe load(c + 3 * cRow) : Lanes.zero
    var left = unsafe a
    var right = unsafe b
    for _ in 0..<inner {
        let lanes = unsafe load(right)
        c0 = unsafe multiplyAdd(Lanes(repeating: left[0]), lanes, c0)
        c1 = unsafe multiplyAdd(Lanes(repeating: left[aRow]), lanes, c1)
        c2 = unsafe multiplyAdd(Lanes(repeating: left[2 * aRow]), lanes, c2)
        c3 = unsafe multiplyAdd(Lanes(repeating: left[3 * aRow]), lanes, c3)
        unsafe left += aColumn
        unsafe right += bRow
    }
    unsafe store(c0, c)
    unsafe store(c1, c + cRow)
    unsafe store(c2, c + 2 * cRow)
    unsafe store(c3, c + 3 * cRow)
}

/// Computes two rows of sixteen columns, summed in the order of ``tile6``.
@inline(__always)
private func tile2(
    _ a: Input, _ aRow: Int, _ aColumn: Int, _ b: Input, _ bRow: Int, _ c: Output, _ cRow: Int, _ inner: Int,
    _ accumulating: Bool
) {
    var c0 = accumulating ? unsafe load(c) : Lanes.zero
    var c1 = accumulating ? unsafe load(c + cRow) : Lanes.zero
    var left = unsafe a
    var right = unsafe b
    for _ in 0..<inner {
        let lanes = unsafe load(right)
        c0 = unsafe multiplyAdd(Lanes(repeating: left[0]), lanes, c0)
        c1 = unsafe multiplyAdd(Lanes(repeating: left[aRow]), lanes, c1)
        unsafe left += aColumn
        unsafe right += bRow
    }
    unsafe store(c0, c)
    unsafe store(c1, c + cRow)
}

/// Computes one row of sixteen columns, summed in the order of ``tile6``.
@inline(__always)
private func tile1(
    _ a: Input, _ aColumn: Int, _ b: Input, _ bRow: Int, _ c: Output, _ inner: Int, _ accumulating: Bool
) {
    var sum = accumulating ? unsafe load(c) : Lanes.zero
    var left = unsafe a
    var right = unsafe b
    for _ in 0..<inner {
        sum = unsafe multiplyAdd(Lanes(repeating: left[0]), load(right), sum)
        unsafe left += aColumn
        unsafe right += bRow
    }
    unsafe store(sum, c)
}
