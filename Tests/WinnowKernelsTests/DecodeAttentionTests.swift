import Testing
import WinnowKernels
import WinnowRandom

struct DecodeAttentionTests {
    static let (heads, head, capacity) = (2, 18, 50)
    static let width = heads * head

    static func cache(slots: Int) -> Kernels.Cache {
        Kernels.Cache(layers: 2, heads: heads, headWidth: head, capacity: capacity, slots: slots)
    }

    /// Feeds rows to layer 1 of a cache and returns what each attends to.
    static func decode(
        _ qkv: [Float], slots: [Int], positions: [Int], _ cache: inout Kernels.Cache
    ) -> [Float] {
        var y = [Float](repeating: 0, count: slots.count * width)
        var scratch: [Float] = []
        Kernels.decodeAttention(
            qkv, layer: 1, slots: slots, positions: positions, cache: &cache, into: &y, scratch: &scratch)
        return y
    }

    @Test("cached attention over a whole sequence equals the naive one")
    func wholeSequence() {
        let length = 50
        let qkv = normals(length * 3 * Self.width, key: 71)
        var cache = Self.cache(slots: 2)
        let y = Self.decode(qkv, slots: Array(repeating: 1, count: length), positions: Array(0..<length), &cache)
        let expected = Reference.attention(doubles(qkv), length: length, heads: Self.heads, head: Self.head)
        #expect(distance(y, expected) < 2e-6)
    }

    @Test("a row's bits do not depend on the other rows of the call, nor on what a slot held before")
    func rowsAreIndependent() {
        let lengths = [1, 3, 17, 20, 33, 49, 50]
        let sequences = lengths.enumerated().map { normals($1 * 3 * Self.width, key: UInt64(80 + $0)) }
        let row = 3 * Self.width
        let alone = zip(lengths, sequences).map { length, qkv in
            var cache = Self.cache(slots: 1)
            return (0..<length).flatMap { position in
                let one = Array(qkv[position * row..<(position + 1) * row])
                return Self.decode(one, slots: [0], positions: [position], &cache)
            }
        }
        // Random interleavings in one cache that is first filled with other numbers.
        var random = CounterRandom(key: 90)
        var cache = Self.cache(slots: lengths.count)
        for slot in lengths.indices {
            _ = Self.decode(
                normals(50 * row, key: UInt64(slot)).map { $0 * 1e4 }, slots: Array(repeating: slot, count: 50),
                positions: Array(0..<50), &cache)
        }
        var done = [Int](repeating: 0, count: lengths.count)
        var seen = [[Float]](repeating: [], count: lengths.count)
        while done != lengths {
            var (slots, positions, qkv): ([Int], [Int], [Float]) = ([], [], [])
            for _ in 0..<1 + random.below(9) {
                guard let slot = random.element(of: lengths.indices.filter { done[$0] < lengths[$0] }) else { break }
                slots.append(slot)
                positions.append(done[slot])
                qkv += sequences[slot][done[slot] * row..<(done[slot] + 1) * row]
                done[slot] += 1
            }
            let y = Self.decode(qkv, slots: slots, positions: positions, &cache)
            for (index, slot) in slots.enumerated() { seen[slot] += y[index * Self.width..<(index + 1) * Self.width] }
        }
        for slot in lengths.indices { #expect(seen[slot].map(\.bitPattern) == alone[slot].map(\.bitPattern)) }
    }

    @Test("a copied slot goes on with the bits of its original", arguments: [1, 16, 23])
    func copies(length: Int) {
        let row = 3 * Self.width
        let qkv = normals((length + 1) * row, key: 91)
        var cache = Self.cache(slots: 3)
        _ = Self.decode(
            Array(qkv[..<(length * row)]), slots: Array(repeating: 2, count: length), positions: Array(0..<length),
            &cache)
        cache.copy(slot: 2, to: 0, length: length)
        let last = Array(qkv[(length * row)...])
        let y = Self.decode(last + last, slots: [0, 2], positions: [length, length], &cache)
        #expect(y[..<Self.width] == y[Self.width...])
    }

    @Test("a slot, position or layer that the cache does not have ends the process")
    func outsideTheCache() async {
        await #expect(processExitsWith: .failure) {
            var cache = DecodeAttentionTests.cache(slots: 1)
            _ = DecodeAttentionTests.decode(normals(108, key: 1), slots: [1], positions: [0], &cache)
        }
        await #expect(processExitsWith: .failure) {
            var cache = DecodeAttentionTests.cache(slots: 1)
            _ = DecodeAttentionTests.decode(normals(108, key: 1), slots: [0], positions: [64], &cache)
        }
        await #expect(processExitsWith: .failure) {
            var cache = DecodeAttentionTests.cache(slots: 1)
            _ = DecodeAttentionTests.decode(normals(108, key: 1), slots: [0], positions: [-1], &cache)
        }
    }
}
