import Testing
import WinnowKernels

struct MultiplyTests {
    static let columns = [1, 15, 16, 17, 33, 48]

    @Test("a product equals the naive one for odd shapes", arguments: 1...13, columns)
    func plain(rows: Int, columns: Int) {
        for inner in [1, 7, 32] {
            let a = normals(rows * inner, key: 1)
            let b = normals(inner * columns, key: 2)
            var c = [Float](repeating: 9, count: rows * columns)
            Kernels.multiply(
                a, .init(stride: inner), by: b, .init(stride: columns), into: &c, .init(stride: columns), rows: rows,
                inner: inner, columns: columns)
            let expected = Reference.multiply(
                doubles(a), doubles(b), rows: rows, inner: inner, columns: columns)
            #expect(distance(c, expected) < 1e-6)
        }
    }

    @Test("a transposed left factor and accumulation equal the naive product", arguments: 1...13, columns)
    func transposedAndAccumulating(rows: Int, columns: Int) {
        let inner = 9
        let a = normals(inner * rows, key: 3)
        let b = normals(inner * columns, key: 4)
        let start = normals(rows * columns, key: 5)
        var c = start
        Kernels.multiply(
            a, Kernels.Layout(stride: rows).transposed, by: b, .init(stride: columns), into: &c,
            .init(stride: columns), rows: rows, inner: inner, columns: columns, accumulating: true)
        let flipped = (0..<rows * inner).map { Double(a[$0 % inner * rows + $0 / inner]) }
        let product = Reference.multiply(flipped, doubles(b), rows: rows, inner: inner, columns: columns)
        #expect(distance(c, zip(product, start).map { $0 + Double($1) }) < 1e-6)
    }

    @Test("matrices inside larger arrays are read and written in place only")
    func layouts() {
        let (rows, inner, columns) = (7, 5, 19)
        let a = normals(200, key: 6)
        let b = normals(400, key: 7)
        var c = [Float](repeating: 0.25, count: 400)
        Kernels.multiply(
            a, .init(start: 3, stride: 8), by: b, .init(start: 11, stride: 30), into: &c, .init(start: 17, stride: 40),
            rows: rows, inner: inner, columns: columns)
        let left = (0..<rows * inner).map { Double(a[3 + $0 / inner * 8 + $0 % inner]) }
        let right = (0..<inner * columns).map { Double(b[11 + $0 / columns * 30 + $0 % columns]) }
        let product = Reference.multiply(left, right, rows: rows, inner: inner, columns: columns)
        for i in c.indices {
            let (row, column) = (i - 17).quotientAndRemainder(dividingBy: 40)
            if i >= 17, row < rows, column < columns {
                #expect(abs(Double(c[i]) - product[row * columns + column]) < 1e-5)
            } else {
                #expect(c[i] == 0.25)
            }
        }
    }

    @Test("a row's bits do not depend on how many rows share the call", arguments: [1, 13, 16, 40])
    func rowsAreIndependent(columns: Int) {
        let inner = 48
        let a = normals(13 * inner, key: 8)
        let b = normals(inner * columns, key: 9)
        let residual = normals(13 * columns, key: 10)
        func product(_ first: Int, _ rows: Int, accumulating: Bool) -> [UInt32] {
            var c = Array(residual[first * columns..<(first + rows) * columns])
            Kernels.multiply(
                a, .init(start: first * inner, stride: inner), by: b, .init(stride: columns), into: &c,
                .init(stride: columns), rows: rows, inner: inner, columns: columns, accumulating: accumulating)
            return c.map(\.bitPattern)
        }
        for accumulating in [false, true] {
            let alone = (0..<13).map { product($0, 1, accumulating: accumulating) }
            for rows in 1...13 {
                for first in 0...13 - rows {
                    let together = product(first, rows, accumulating: accumulating)
                    #expect(together == alone[first..<first + rows].flatMap(\.self))
                }
            }
        }
    }

    @Test("a packed factor gives the bits of the unpacked one, whichever way it was packed", arguments: 1...13)
    func packed(rows: Int) {
        let (inner, columns) = (19, 48)
        let a = normals(rows * inner, key: 31)
        let b = normals(inner * columns, key: 32)
        var plain = normals(rows * columns, key: 33)
        let start = plain
        Kernels.multiply(
            a, .init(stride: inner), by: b, .init(stride: columns), into: &plain, .init(stride: columns), rows: rows,
            inner: inner, columns: columns, accumulating: true)
        let byElement = Kernels.PackedMatrix(inner: inner, columns: columns) { b[$0 * columns + $1] }
        var byRows = Kernels.PackedMatrix(inner: inner, columns: columns)
        byRows.pack(b, .init(stride: columns))
        let turned = (0..<columns * inner).map { b[$0 % inner * columns + $0 / inner] }
        var byColumns = Kernels.PackedMatrix(inner: inner, columns: columns)
        byColumns.pack(turned, Kernels.Layout(stride: inner).transposed)
        for factor in [byElement, byRows, byColumns] {
            var c = start
            Kernels.multiply(a, stride: inner, by: factor, into: &c, stride: columns, rows: rows, accumulating: true)
            #expect(c.map(\.bitPattern) == plain.map(\.bitPattern))
        }
    }

    @Test("columns of a packed factor are filled up with zeros")
    func packedPadding() {
        let factor = Kernels.PackedMatrix(inner: 3, columns: 5) { Float($0 + $1) }
        var c = [Float](repeating: 9, count: 16)
        Kernels.multiply([1, 1, 1], stride: 3, by: factor, into: &c, stride: 16, rows: 1)
        #expect(c == [3, 6, 9, 12, 15] + [Float](repeating: 0, count: 11))
    }

    @Test("a weight's gradient equals the naive product, summed over rows", arguments: [1, 7, 128, 300])
    func gradient(rows: Int) {
        let (outputs, inputs) = (21, 32)
        let a = normals(rows * outputs, key: 41)
        let b = normals(rows * inputs, key: 42)
        var c = normals(4 + outputs * inputs, key: 43)
        let start = doubles(c)
        var scratch: [Float] = []
        Kernels.accumulateTransposed(
            a, stride: outputs, by: b, stride: inputs, into: &c, at: 4, rows: rows, outputs: outputs, inputs: inputs,
            scratch: &scratch)
        let turned = (0..<outputs * rows).map { Double(a[$0 % rows * outputs + $0 / rows]) }
        let product = Reference.multiply(turned, doubles(b), rows: outputs, inner: rows, columns: inputs)
        let expected = zip(start, [0, 0, 0, 0] + product).map { $0 + $1 }
        #expect(distance(c, expected) < 1e-4)
        #expect(doubles(Array(c.prefix(4))) == Array(start.prefix(4)))
    }

    @Test("a factor that is too small ends the process instead of reading beyond it")
    func tooSmall() async {
        await #expect(processExitsWith: .failure) {
            var c = [Float](repeating: 0, count: 4)
            Kernels.multiply(
                [1, 2, 3], .init(stride: 2), by: [1, 2, 3, 4], .init(stride: 2), into: &c, .init(stride: 2), rows: 2,
                inner: 2, columns: 2)
        }
    }
}
