import Testing
import WinnowKernels

struct CrossEntropyTests {
    @Test("loss and gradient equal the naive ones, and padding gets none", arguments: [4, 16, 21, 32])
    func lossAndGradient(classes: Int) {
        let stride = (classes + 15) / 16 * 16
        let targets = [0, classes - 1, 2, 2, 1]
        let values = normals(targets.count * classes, key: 41, scale: 2)
        var logits = [Float](repeating: 1e9, count: targets.count * stride)
        for row in targets.indices {
            for i in 0..<classes { logits[row * stride + i] = values[row * classes + i] }
        }
        let loss = Kernels.crossEntropy(&logits, targets: targets, classes: classes, stride: stride, scale: 0.5)
        func reference(_ x: [Double]) -> Double { Reference.crossEntropy(x, targets: targets, classes: classes) }
        #expect(abs(loss - reference(doubles(values))) < 1e-5)
        let gradient = Reference.gradient(at: doubles(values), of: reference)
        for row in targets.indices {
            let start = row * stride
            let expected = gradient[row * classes..<(row + 1) * classes].map { 0.5 * $0 }
            #expect(distance(logits[start..<start + classes], expected) < 1e-6)
            #expect(logits[start + classes..<start + stride].allSatisfy { $0 == 0 })
        }
    }

    @Test("the loss of a hopeless target is its distance from the maximum, not infinity")
    func hopelessTarget() {
        var logits: [Float] = [500] + [Float](repeating: -500, count: 15)
        let loss = Kernels.crossEntropy(&logits, targets: [3], classes: 16, stride: 16, scale: 1)
        #expect(abs(loss - 1000) < 1e-3)
        #expect(logits[0] == 1 && logits[3] == -1)
    }

    @Test("a target outside the vocabulary ends the process", arguments: [-1, 4])
    func targetOutside(target: Int) async {
        await #expect(processExitsWith: .failure) { [target] in
            var logits = [Float](repeating: 0, count: 16)
            _ = Kernels.crossEntropy(&logits, targets: [target], classes: 4, stride: 16, scale: 1)
        }
    }
}
