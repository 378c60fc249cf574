import Glibc
import Testing
import WinnowKernels

struct AdamWTests {
    @Test("ten steps follow the double-precision recurrence, inside the range only")
    func tenSteps() {
        let (beta1, beta2, epsilon, decay) = (0.9, 0.98, 1e-8, 0.1)
        var values = normals(80, key: 101)
        let start = values
        var (first, second) = ([Float](repeating: 0, count: 80), [Float](repeating: 0, count: 80))
        var (x, m, v) = (doubles(values), [Double](repeating: 0, count: 80), [Double](repeating: 0, count: 80))
        for t in 1...10 {
            let gradient = normals(80, key: UInt64(200 + t))
            let (rate, scale) = (0.01 * Double(t), 0.5)
            Kernels.adamW(
                &values, gradient: gradient, first: &first, second: &second, in: 16..<64, weightDecay: Float(decay),
                .init(
                    learningRate: Float(rate), beta1: Float(beta1), beta2: Float(beta2), epsilon: Float(epsilon),
                    correction1: Float(1 - pow(beta1, Double(t))), correction2: Float(1 - pow(beta2, Double(t))),
                    gradientScale: Float(scale)))
            for i in 16..<64 {
                let g = Double(gradient[i]) * scale
                m[i] = beta1 * m[i] + (1 - beta1) * g
                v[i] = beta2 * v[i] + (1 - beta2) * g * g
                let (mean, square) = (m[i] / (1 - pow(beta1, Double(t))), v[i] / (1 - pow(beta2, Double(t))))
                x[i] -= rate * (mean / (square.squareRoot() + epsilon) + decay * x[i])
            }
        }
        #expect(distance(values, x) < 2e-6)
        #expect(distance(first, m) < 2e-6)
        #expect(distance(second, v) < 2e-6)
        #expect(values[..<16] == start[..<16] && values[64...] == start[64...])
    }

    @Test("a gradient of zero leaves weights without decay as they are")
    func zeroGradient() {
        var values = normals(16, key: 102)
        let start = values
        var (first, second) = ([Float](repeating: 0, count: 16), [Float](repeating: 0, count: 16))
        Kernels.adamW(
            &values, gradient: first, first: &first, second: &second, in: 0..<16, weightDecay: 0,
            .init(
                learningRate: 1, beta1: 0.9, beta2: 0.98, epsilon: 1e-8, correction1: 0.1, correction2: 0.02,
                gradientScale: 1))
        #expect(values == start)
    }

    @Test("sums of squares and of arrays")
    func sums() {
        #expect(Kernels.squaredNorm([3, -4, 1e-3]) == 25 + Double(1e-3 as Float) * Double(1e-3 as Float))
        var x: [Float] = [1, 2, 3]
        Kernels.add([0.5, -1], to: &x)
        #expect(x == [1.5, 1, 3])
    }
}
