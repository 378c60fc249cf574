import Testing
import WinnowKernels

struct NormAndGateTests {
    @Test("the norm equals the naive one and a row's bits do not depend on its neighbours", arguments: 1...7)
    func norm(rows: Int) {
        let width = 48
        let x = normals(rows * width, key: 31, scale: 3)
        let weight = normals(width + 5, key: 32)
        func norm(_ x: [Float], rows: Int) -> [Float] {
            var y = [Float](repeating: 0, count: rows * width)
            var inverse = [Float](repeating: 0, count: rows)
            Kernels.rmsNorm(
                x, weight: weight, at: 5, epsilon: 1e-5, into: &y, inverse: &inverse, rows: rows, width: width)
            return y
        }
        let y = norm(x, rows: rows)
        #expect(distance(y, Reference.rmsNorm(doubles(x), weight: doubles(Array(weight[5...])), epsilon: 1e-5)) < 1e-6)
        for row in 0..<rows {
            let range = row * width..<(row + 1) * width
            #expect(norm(Array(x[range]), rows: 1).map(\.bitPattern) == y[range].map(\.bitPattern))
        }
    }

    @Test("the norm's gradients equal central differences within 1e-5")
    func normBackward() {
        let (rows, width) = (3, 16)
        let x = normals(rows * width, key: 33)
        let weight = normals(width, key: 34)
        let dY = normals(rows * width, key: 35)
        var y = x
        var inverse = [Float](repeating: 0, count: rows)
        Kernels.rmsNorm(x, weight: weight, at: 0, epsilon: 1e-3, into: &y, inverse: &inverse, rows: rows, width: width)
        var dX = [Float](repeating: 0.5, count: rows * width)
        var dWeight = [Float](repeating: -0.25, count: width)
        Kernels.rmsNormBackward(
            dY, x: x, weight: weight, at: 0, inverse: inverse, dX: &dX, dWeight: &dWeight, rows: rows, width: width)
        let byX = Reference.gradient(at: doubles(x)) {
            dot(Reference.rmsNorm($0, weight: doubles(weight), epsilon: 1e-3), dY)
        }
        let byWeight = Reference.gradient(at: doubles(weight)) {
            dot(Reference.rmsNorm(doubles(x), weight: $0, epsilon: 1e-3), dY)
        }
        // Both are added to what was there.
        #expect(distance(dX, byX.map { $0 + 0.5 }) < 1e-5)
        #expect(distance(dWeight, byWeight.map { $0 - 0.25 }) < 1e-5)
    }

    @Test("swiGLU equals the naive one and its gradient central differences within 1e-5", arguments: [1, 2, 5])
    func swiGLU(rows: Int) {
        let width = 32
        let gateUp = normals(rows * 2 * width, key: 36, scale: 2)
        let dY = normals(rows * width, key: 37)
        var y = [Float](repeating: 0, count: rows * width)
        Kernels.swiGLU(gateUp, into: &y, rows: rows, width: width)
        #expect(distance(y, Reference.swiGLU(doubles(gateUp), width: width)) < 1e-6)
        var dGateUp = [Float](repeating: 7, count: gateUp.count)
        Kernels.swiGLUBackward(dY, gateUp: gateUp, into: &dGateUp, rows: rows, width: width)
        let expected = Reference.gradient(at: doubles(gateUp)) { dot(Reference.swiGLU($0, width: width), dY) }
        #expect(distance(dGateUp, expected) < 1e-5)
    }
}
