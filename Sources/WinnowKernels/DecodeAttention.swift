extension Kernels {
    /// Appends one position's keys and values for each row, then attends over all positions up to it.
    ///
    /// - Parameters:
    ///   - qkv: `[rows, 3 · width]`, queries and keys rotated.
    ///   - slots: the cache slot of each row; rows of one slot come in the order of their positions.
    ///   - positions: the position of each row in its sequence.
    ///   - y: `[rows, width]`.
    ///   - scratch: grows to the cache's capacity.
    public static func decodeAttention(
        _ qkv: [Float], layer: Int, slots: [Int], positions: [Int], cache: inout Cache, into y: inout [Float],
        scratch: inout [Float]
    ) {
        let (heads, head, capacity) = (cache.heads, cache.headWidth, cache.capacity)
        let width = heads * head
        precondition(positions.count == slots.count, "\(positions.count) positions for \(slots.count) rows")
        precondition(slots.count * 3 * width <= qkv.count && slots.count * width <= y.count, "too few rows")
        precondition((0..<cache.layers).contains(layer), "the cache has no layer \(layer)")
        let slotRange = 0..<cache.slots
        if scratch.count < capacity { scratch = [Float](repeating: 0, count: capacity) }
        let scale = 1 / Float(head).squareRoot()
        let (slotCount, headCount) = (cache.slotCount, cache.headCount)
        unsafe qkv.withUnsafeBufferPointer { qkv in
            unsafe y.withUnsafeMutableBufferPointer { y in
                unsafe cache.storage.withUnsafeMutableBufferPointer { storage in
                    unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                        for (row, (slot, position)) in zip(slots, positions).enumerated() {
                            precondition(slotRange.contains(slot), "the cache has no slot \(slot)")
                            precondition((0..<capacity).contains(position), "the cache has no position \(position)")
                            for h in 0..<heads {
                                let query = unsafe qkv.baseAddress! + row * 3 * width + h * head
                                let keys = slot * slotCount + (layer * heads + h) * headCount
                                unsafe decodeHead(
                                    query, width, storage.baseAddress! + keys, y.baseAddress! + row * width + h * head,
                                    scratch.baseAddress!, position, head, capacity, scale)
                            }
                        }
                    }
                }
            }
        }
    }
}

@inline(__always)
private func decodeHead(
    _ query: Input, _ width: Int, _ keys: Output, _ y: Output, _ scores: Output, _ position: Int, _ head: Int,
    _ capacity: Int, _ scale: Float
) {
    let values = unsafe keys + head * capacity
    for i in 0..<head {
        unsafe keys[i * capacity + position] = query[width + i]
        unsafe values[position * head + i] = query[2 * width + i]
    }
    let visible = (position + 16) / 16 * 16
    for first in stride(from: 0, to: visible, by: 16) {
        var sum = Lanes.zero
        for i in 0..<head {
            sum = unsafe multiplyAdd(Lanes(repeating: query[i]), load(keys + i * capacity + first), sum)
        }
        unsafe store(sum * scale, scores + first)
    }
    for i in position + 1..<visible { unsafe scores[i] = -.infinity }
    let factor = unsafe 1 / softmaxNumerators(scores, visible).sum
    unsafe weightedValues(scores, values, y, position + 1, head, factor)
}

/// `y = factor · Σ weight · value`, summed in four interleaved parts so that the additions do not wait for each other.
@inline(__always)
private func weightedValues(
    _ weights: Input, _ values: Input, _ y: Output, _ count: Int, _ head: Int, _ factor: Float
) {
    var column = 0
    while column + 16 <= head {
        var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var t = 0
        while t + 4 <= count {
            let row = unsafe values + t * head + column
            s0 = unsafe multiplyAdd(Lanes(repeating: weights[t]), load(row), s0)
            s1 = unsafe multiplyAdd(Lanes(repeating: weights[t + 1]), load(row + head), s1)
            s2 = unsafe multiplyAdd(Lanes(repeating: weights[t + 2]), load(row + 2 * head), s2)
            s3 = unsafe multiplyAdd(Lanes(repeating: weights[t + 3]), load(row + 3 * head), s3)
            t += 4
        }
        while t < count {
            s0 = unsafe multiplyAdd(Lanes(repeating: weights[t]), load(values + t * head + column), s0)
            t += 1
        }
        unsafe store(((s0 + s1) + (s2 + s3)) * factor, y + column)
        column += 16
    }
    while column < head {
        var sum: Float = 0
        for t in 0..<count { sum = unsafe multiplyAdd(weights[t], values[t * head + column], sum) }
        unsafe y[column] = sum * factor
        column += 1
    }
}
