import Glibc
import Testing
import WinnowKernels

struct RotaryTests {
    /// Tables of eight positions.
    static func table(half: Int, _ function: (Double) -> Double) -> [Float] {
        (0..<8 * half).map { Float(function(Double($0 / half) * pow(100, -Double($0 % half) / Double(half)))) }
    }

    @Test("rotation equals the naive one, and its reverse undoes it and is its gradient", arguments: [1, 3, 8])
    func rotate(half: Int) {
        let (heads, positions) = (2, [0, 5, 2, 7])
        let width = heads * 2 * half
        let (cosines, sines) = (Self.table(half: half, cos), Self.table(half: half, sin))
        let x = normals(positions.count * width, key: 51)
        func kernel(_ x: [Float], reversed: Bool) -> [Float] {
            var y = x
            Kernels.rotate(
                &y, at: 0, stride: width, rows: positions.count, heads: heads, half: half, positions: positions,
                cosines: cosines, sines: sines, reversed: reversed)
            return y
        }
        func reference(_ x: [Double]) -> [Double] {
            Reference.rotate(x, positions: positions, heads: heads, half: half, theta: 100)
        }
        let y = kernel(x, reversed: false)
        #expect(distance(y, reference(doubles(x))) < 1e-6)
        #expect(distance(kernel(y, reversed: true), doubles(x)) < 1e-6)
        let dY = normals(x.count, key: 52)
        let expected = Reference.gradient(at: doubles(x)) { dot(reference($0), dY) }
        #expect(distance(kernel(dY, reversed: true), expected) < 1e-6)
    }

    @Test("only the named heads of strided rows are rotated")
    func stridedRows() {
        let x = normals(40, key: 53)
        var y = x
        Kernels.rotate(
            &y, at: 3, stride: 15, rows: 2, heads: 2, half: 2, positions: [6, 7], cosines: Self.table(half: 2, cos),
            sines: Self.table(half: 2, sin))
        for i in x.indices { #expect((y[i] == x[i]) == !((3..<11).contains(i) || (18..<26).contains(i))) }
    }
}
