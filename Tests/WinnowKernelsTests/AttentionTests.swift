import Testing
import WinnowKernels

struct AttentionTests {
    static let heads = 2

    /// Runs the kernels on a sequence that lies behind others in its arrays.
    static func forward(
        _ qkv: [Float], length: Int, head: Int
    ) -> (y: [Float], probabilities: [Float], shape: Kernels.AttentionShape) {
        let shape = Kernels.AttentionShape(length: length, heads: heads, headWidth: head)
        var probabilities = [Float](repeating: 3, count: shape.probabilityCount + 2)
        var y = [Float](repeating: 3, count: length * heads * head + 5)
        var scratch: [Float] = []
        Kernels.attention(
            [1, 1, 1] + qkv, at: 3, probabilities: &probabilities, at: 2, into: &y, at: 5, scratch: &scratch, shape)
        return (Array(y[5...]), probabilities, shape)
    }

    @Test("attention equals the naive one", arguments: [1, 2, 5, 6, 7, 16, 17, 35], [2, 8, 16, 22])
    func forwardPass(length: Int, head: Int) {
        let qkv = normals(length * 3 * Self.heads * head, key: 61)
        let expected = Reference.attention(doubles(qkv), length: length, heads: Self.heads, head: head)
        #expect(distance(Self.forward(qkv, length: length, head: head).y, expected) < 2e-6)
    }

    @Test("no position sees a later one")
    func causality() {
        let (length, head) = (20, 8)
        let row = 3 * Self.heads * head
        let qkv = normals(length * row, key: 62)
        let y = Self.forward(qkv, length: length, head: head).y
        for first in [1, 7, 19] {
            let changed = qkv[..<(first * row)] + normals((length - first) * row, key: 63)
            let other = Self.forward(Array(changed), length: length, head: head).y
            let seen = first * Self.heads * head
            #expect(other[..<seen] == y[..<seen])
            #expect(other[seen...] != y[seen...])
        }
    }

    @Test("attention's gradients equal central differences within 1e-5", arguments: [1, 5, 9, 18])
    func backwardPass(length: Int) {
        let head = 4
        let qkv = normals(length * 3 * Self.heads * head, key: 64)
        let dY = normals(length * Self.heads * head, key: 65)
        let forward = Self.forward(qkv, length: length, head: head)
        var dQKV = [Float](repeating: 0, count: qkv.count + 3)
        var scratch: [Float] = []
        Kernels.attentionBackward(
            [0] + dY, at: 1, qkv: [1, 1, 1] + qkv, at: 3, probabilities: forward.probabilities, at: 2, into: &dQKV,
            scratch: &scratch, forward.shape)
        let expected = Reference.gradient(at: doubles(qkv)) {
            dot(Reference.attention($0, length: length, heads: Self.heads, head: head), dY)
        }
        #expect(distance(dQKV[3...], expected) < 1e-5)
    }
}
