import Glibc
import TestGuards
import Testing
import WinnowKernels

struct SoftmaxTests {
    @Test("exp is within 2 units in the last place, 1.2e-7 relative each, over its whole range")
    func exponentialAccuracy() {
        var largest = 0.0
        var weights = [Float](repeating: 0, count: 16)
        for step in 0...58_000 {
            let x = -Float(step) * 0.0015
            let row = [Float](repeating: x, count: 15) + [0]
            _ = Kernels.softmaxWeights(row, at: 0, count: 16, temperature: 1, into: &weights)
            let exact = exp(Double(x))
            largest = max(largest, abs(Double(weights[0]) - exact) / exact)
            #expect(weights[15] == 1)
        }
        #expect(largest < 2.4e-7)
    }

    @Test("the sigmoid inside swiGLU is accurate for gates of both signs")
    func sigmoidAccuracy() {
        var largest = 0.0
        for step in -8700...8700 {
            let gate = Float(step) * 0.01
            let row = [Float](repeating: gate, count: 16) + [Float](repeating: 1, count: 16)
            var y = [Float](repeating: 0, count: 16)
            Kernels.swiGLU(row, into: &y, rows: 1, width: 16)
            let exact = Double(gate) / (1 + exp(-Double(gate)))
            if exact != 0 { largest = max(largest, abs(Double(y[0]) - exact) / abs(exact)) }
        }
        #expect(largest < 6e-7)
    }

    @Test("what is masked or far below the maximum weighs exactly nothing")
    func masked() throws {
        var weights = [Float](repeating: 5, count: 16)
        let sum = Kernels.softmaxWeights(
            [-.infinity, 3, 2.5, -84.5, -1e30], at: 0, count: 5, temperature: 1, into: &weights)
        #expect(weights[0] == 0 && weights[1] == 1 && weights[3] == 0 && weights[4] == 0)
        #expect(try nonEmpty(weights[5...]).allSatisfy { $0 == 0 })
        #expect(abs(Double(sum) - (1 + exp(-0.5))) < 1e-6)
    }

    @Test("a temperature divides the logits", arguments: [0.25, 0.8, 2] as [Float])
    func temperature(_ temperature: Float) {
        let logits = normals(50, key: 21, scale: 3)
        var weights = [Float](repeating: 0, count: 48)
        let sum = Kernels.softmaxWeights(logits, at: 7, count: 37, temperature: temperature, into: &weights)
        let expected = Reference.softmax(logits[7..<44].map { Double($0) / Double(temperature) })
        #expect(distance(weights.prefix(37).map { $0 / sum }, expected) < 1e-6)
    }

    @Test("log-sum-exp equals the naive one for any length", arguments: [1, 2, 15, 16, 17, 100])
    func logSumExp(count: Int) {
        let logits = normals(count + 3, key: 22, scale: 10)
        var scratch: [Float] = []
        let value = Kernels.logSumExp(logits, at: 3, count: count, numerators: &scratch)
        let peak = Double(logits[3...].max() ?? 0)
        let expected = peak + log(logits[3...].reduce(0) { $0 + exp(Double($1) - peak) })
        #expect(abs(value - expected) < 1e-5)
    }

    @Test("log-sum-exp of huge logits does not overflow")
    func hugeLogits() {
        var scratch: [Float] = []
        let value = Kernels.logSumExp([30_000, 30_000, -30_000], at: 0, count: 3, numerators: &scratch)
        #expect(abs(value - (30_000 + log(2.0))) < 1e-6)
    }
}
