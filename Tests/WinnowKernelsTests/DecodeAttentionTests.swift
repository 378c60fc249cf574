import Testing
import WinnowKernels
import WinnowRandom

struct DecodeAttentionTests {
    static let (heads, head, capacity) = (2, 18, 50)
    static let width = heads * head

    static func cache(slots: Int) -> Kernels.Cache {
        Kernels.Cache(layers: 2, heads: heads, headWidth: head, capacity: capacity, slots: slots)
    }

    /// Feeds rows to layer 1 of a cache and returns what each attends to; heads are filled up on the way.
    static func decode(
        _ qkv: [Float], slots: [Int], positions: [Int], _ cache: inout Kernels.Cache
    ) -> [Float] {
        let stride = cache.headStride
        var padded = [Float](repeating: 0, count: slots.count * 3 * heads * stride)
        for i in qkv.indices { padded[i / head * stride + i % head] = qkv[i] }
        var y = [Float](repeating: 0, count: slots.count * heads * stride)
        var scratch: [Float] = []
        Kernels.decodeAttention(
            padded, heads: heads, layer: 1, rows: .init(slots: slots, positions: positions),
            scale: 1 / Float(head).squareRoot(), cache: &cache, into: &y, scratch: &scratch)
        return (0..<slots.count * width).map { y[$0 / head * stride + $0 % head] }
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

    @Test("query heads that share a key head see what they would see with copies of it", arguments: [1, 2, 4])
    func sharedHeads(keyHeads: Int) {
        let (heads, head, length) = (8, 16, 20)
        let all = normals(length * (heads + 2 * keyHeads) * head, key: 95)
        let rowStride = (heads + 2 * keyHeads) * head
        // The same sequence with a copy of its key and value head for every query head.
        let copied = (0..<length).flatMap { row -> [Float] in
            func part(_ start: Int, _ h: Int) -> ArraySlice<Float> {
                all[row * rowStride + start + h * head..<row * rowStride + start + (h + 1) * head]
            }
            let keys = (0..<heads).flatMap { part(heads * head, $0 / (heads / keyHeads)) }
            let values = (0..<heads).flatMap { part((heads + keyHeads) * head, $0 / (heads / keyHeads)) }
            return (0..<heads).flatMap { part(0, $0) } + keys + values
        }
        func attend(_ qkv: [Float], _ keyHeads: Int, atOnce: Bool) -> [UInt32] {
            var cache = Kernels.Cache(layers: 1, heads: keyHeads, headWidth: head, capacity: length, slots: 1)
            var (scratch, result): ([Float], [Float]) = ([], [])
            let stride = (heads + 2 * keyHeads) * head
            for first in atOnce ? [0] : Array(0..<length) {
                let count = atOnce ? length : 1
                var y = [Float](repeating: 0, count: count * heads * head)
                Kernels.decodeAttention(
                    Array(qkv[first * stride..<(first + count) * stride]), heads: heads, layer: 0,
                    rows: .init(slots: Array(repeating: 0, count: count), positions: Array(first..<first + count)),
                    scale: 0.25, cache: &cache, into: &y, scratch: &scratch)
                result += y
            }
            return result.map(\.bitPattern)
        }
        let expected = attend(copied, heads, atOnce: false)
        #expect(attend(all, keyHeads, atOnce: false) == expected)
        #expect(attend(all, keyHeads, atOnce: true) == expected)
    }
}
