internal import CProcessor

extension Kernels {
    /// Appends each row's keys and values to the cache, then attends over all positions up to it.
    ///
    /// A row's result has the same bits whether it is attended for alone or together with others of its sequence.
    ///
    /// - Parameters:
    ///   - qkv: `[rows, (heads + 2 · cache heads) · head stride]`, queries and keys rotated; channels beyond the head
    ///     width are zero.
    ///   - heads: the number of query heads, a multiple of the cache's.
    ///   - scale: what scores are multiplied with, usually `1 / √head width`.
    ///   - y: `[rows, heads · head stride]`.
    ///   - scratch: grows to what is needed.
    /// - Complexity: of order positions · channels a row.
    ///
    /// Source: Vaswani et al., arXiv 1706.03762, equation 1; shared heads as in Ainslie et al., arXiv 2305.13245.
    public static func decodeAttention(
        _ qkv: [Float], heads: Int, layer: Int, rows: DecodeRows, scale: Float, cache: inout Cache,
        into y: inout [Float], scratch: inout [Float]
    ) {
        precondition(heads > 0 && heads % cache.heads == 0, "\(heads) heads cannot share \(cache.heads)")
        precondition((0..<cache.layers).contains(layer), "the cache has no layer \(layer)")
        let width = heads * cache.headStride
        let rowStride = width + 2 * cache.width
        let count = rows.slots.count
        precondition(rows.positions.count == count, "\(rows.positions.count) positions for \(count) rows")
        precondition(count * rowStride <= qkv.count && count * width <= y.count, "too few rows")
        let needed = max(heads * (cache.capacity + 17), (6 + cache.headStride) * cache.capacity + 6)
        if scratch.count < needed { scratch = [Float](repeating: 0, count: needed) }
        let shape = DecodeShape(heads: heads, cache: cache, scale: scale)
        let (slotRange, capacity) = (0..<cache.slots, cache.capacity)
        let (slotCount, partCount) = (cache.slotCount, cache.partCount)
        unsafe qkv.withUnsafeBufferPointer { qkv in
            unsafe y.withUnsafeMutableBufferPointer { y in
                unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                    unsafe cache.storage.withMutablePointer { storage in
                        var row = 0
                        while row < count {
                            let (slot, first, run) = (rows.slots[row], rows.positions[row], rows.run(from: row))
                            precondition(slotRange.contains(slot), "the cache has no slot \(slot)")
                            precondition(
                                first >= 0 && first + run <= capacity, "the cache has no position \(first + run - 1)")
                            let keys = unsafe storage + slot * slotCount + 2 * layer * partCount
                            let values = unsafe keys + partCount
                            let queries = unsafe qkv.baseAddress! + row * rowStride
                            let target = unsafe y.baseAddress! + row * width
                            for i in 0..<run {
                                unsafe append(queries + i * rowStride + width, keys, values, first + i, shape)
                            }
                            if run == 1 {
                                unsafe attendOne(queries, keys, values, target, scratch.baseAddress!, first, shape)
                            } else {
                                unsafe attendMany(
                                    queries, rowStride, keys, values, target, scratch.baseAddress!, first..<first + run,
                                    shape)
                            }
                            row += run
                        }
                    }
                }
            }
        }
    }
}

/// The shape has the numbers that the attention of one layer needs.
private struct DecodeShape {
    let heads: Int
    /// So many query heads share a key head.
    let sharing: Int
    let headStride: Int
    /// All key heads have so many channels.
    let width: Int
    /// Two heads' scores are so far apart.
    let capacity: Int
    let scale: Float

    init(heads: Int, cache: Kernels.Cache, scale: Float) {
        self.heads = heads
        sharing = heads / cache.heads
        headStride = cache.headStride
        width = cache.width
        capacity = cache.capacity
        self.scale = scale
    }
}

/// Stores one position's keys and values, which lie behind each other.
@inline(__always)
private func append(_ key: Input, _ keys: Output, _ values: Output, _ position: Int, _ shape: DecodeShape) {
    let target = unsafe values + position * shape.width
    for first in stride(from: 0, to: shape.width, by: shape.headStride) {
        let block = unsafe keys + first * shape.capacity + position / 16 * 16 * shape.headStride + position % 16
        for i in 0..<shape.headStride { unsafe block[i * 16] = key[first + i] }
    }
    for i in stride(from: 0, to: shape.width, by: 16) { unsafe store(load(key + shape.width + i), target + i) }
}

/// Attends from one row: the scores of all heads, their softmax, then the values of up to four lanes of channels at a
/// time.
///
/// Every step is done for all heads before the next, so that the processor works on several heads at once. The scratch
/// holds `[heads, capacity]` scores, 16 lanes of each head, and each head's peak and then factor.
@inline(__always)
private func attendOne(
    _ query: Input, _ keys: Input, _ values: Input, _ y: Output, _ scores: Output, _ position: Int,
    _ shape: DecodeShape
) {
    let (head, visible) = (shape.headStride, (position + 16) / 16 * 16)
    let lanesOfHeads = unsafe scores + shape.heads * shape.capacity
    let factors = unsafe lanesOfHeads + shape.heads * 16
    let hidden = hiding(beyond: position % 16)
    for h in 0..<shape.heads {
        let key = unsafe keys + h / shape.sharing * head * shape.capacity
        unsafe store(
            scaledScores(query + h * head, key, scores + h * shape.capacity, visible, hidden, shape),
            lanesOfHeads + h * 16)
    }
    for h in 0..<shape.heads { unsafe factors[h] = largest(load(lanesOfHeads + h * 16)) }
    for h in 0..<shape.heads {
        unsafe store(
            exponentials(scores + h * shape.capacity, visible, less: factors[h]), lanesOfHeads + h * 16)
    }
    for h in 0..<shape.heads { unsafe factors[h] = 1 / total(load(lanesOfHeads + h * 16)) }
    let lanes = shape.heads * head / 16
    var lane = 0
    while lane + 4 <= lanes {
        unsafe weightedValues4(scores, factors, values, y, lane, position + 1, shape)
        lane += 4
    }
    while lane < lanes {
        unsafe weightedValues1(scores, factors, values, y, lane, position + 1, shape)
        lane += 1
    }
}

/// Computes the scaled scores of one head, four blocks of 16 positions at a time, so that sums need not wait for one
/// another.
///
/// - Parameter hidden: what is added to the last block's scores.
/// - Returns: the largest score of each lane.
@inline(__always)
private func scaledScores(
    _ query: Input, _ keys: Input, _ row: Output, _ visible: Int, _ hidden: Lanes, _ shape: DecodeShape
) -> Lanes {
    let block = shape.headStride * 16
    var peaks = Lanes(repeating: -.infinity)
    var first = 0
    while first + 64 <= visible {
        let key = unsafe keys + first * shape.headStride
        var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        for i in 0..<shape.headStride {
            let channel = unsafe Lanes(repeating: query[i])
            s0 = unsafe multiplyAdd(channel, load(key + i * 16), s0)
            s1 = unsafe multiplyAdd(channel, load(key + block + i * 16), s1)
            s2 = unsafe multiplyAdd(channel, load(key + 2 * block + i * 16), s2)
            s3 = unsafe multiplyAdd(channel, load(key + 3 * block + i * 16), s3)
        }
        (s0, s1, s2, s3) = (s0 * shape.scale, s1 * shape.scale, s2 * shape.scale, s3 * shape.scale)
        first += 64
        if first == visible { s3 += hidden }
        unsafe store(s0, row + first - 64)
        unsafe store(s1, row + first - 48)
        unsafe store(s2, row + first - 32)
        unsafe store(s3, row + first - 16)
        peaks = maximum(maximum(s3, s2), maximum(maximum(s1, s0), peaks))
    }
    while first < visible {
        let key = unsafe keys + first * shape.headStride
        var sum = Lanes.zero
        for i in 0..<shape.headStride { sum = unsafe multiplyAdd(Lanes(repeating: query[i]), load(key + i * 16), sum) }
        sum *= shape.scale
        first += 16
        if first == visible { sum += hidden }
        unsafe store(sum, row + first - 16)
        peaks = maximum(sum, peaks)
    }
    return peaks
}

/// Makes what is added to a block's scores to hide those beyond one of them: zeros, then negative infinities.
@inline(__always)
private func hiding(beyond last: Int) -> Lanes {
    let counting = Lanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    return processor_where_at_least(counting, Lanes(repeating: Float(last + 1)), Lanes(repeating: -.infinity))
}

/// Computes `y = factor · Σ weight · value` for four lanes of channels, which may be of different heads.
@inline(__always)
private func weightedValues4(
    _ scores: Input, _ factors: Input, _ values: Input, _ y: Output, _ lane: Int, _ count: Int, _ shape: DecodeShape
) {
    let lanesOfHead = shape.headStride / 16
    func row(_ lane: Int) -> Input { unsafe scores + lane / lanesOfHead * shape.capacity }
    func column(_ lane: Int) -> Input {
        unsafe values + (lane / lanesOfHead / shape.sharing * lanesOfHead + lane % lanesOfHead) * 16
    }
    let (w0, w1, w2, w3) = unsafe (row(lane), row(lane + 1), row(lane + 2), row(lane + 3))
    let (v0, v1, v2, v3) = unsafe (column(lane), column(lane + 1), column(lane + 2), column(lane + 3))
    var (s0, s1, s2, s3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    var offset = 0
    for t in 0..<count {
        s0 = unsafe multiplyAdd(Lanes(repeating: w0[t]), load(v0 + offset), s0)
        s1 = unsafe multiplyAdd(Lanes(repeating: w1[t]), load(v1 + offset), s1)
        s2 = unsafe multiplyAdd(Lanes(repeating: w2[t]), load(v2 + offset), s2)
        s3 = unsafe multiplyAdd(Lanes(repeating: w3[t]), load(v3 + offset), s3)
        offset += shape.width
    }
    unsafe store(s0 * factors[lane / lanesOfHead], y + lane * 16)
    unsafe store(s1 * factors[(lane + 1) / lanesOfHead], y + lane * 16 + 16)
    unsafe store(s2 * factors[(lane + 2) / lanesOfHead], y + lane * 16 + 32)
    unsafe store(s3 * factors[(lane + 3) / lanesOfHead], y + lane * 16 + 48)
}

/// Computes one lane of channels, summed in the order of ``weightedValues4``.
@inline(__always)
private func weightedValues1(
    _ scores: Input, _ factors: Input, _ values: Input, _ y: Output, _ lane: Int, _ count: Int, _ shape: DecodeShape
) {
    let lanesOfHead = shape.headStride / 16
    let weights = unsafe scores + lane / lanesOfHead * shape.capacity
    let column = unsafe values + (lane / lanesOfHead / shape.sharing * lanesOfHead + lane % lanesOfHead) * 16
    var sum = Lanes.zero
    for t in 0..<count { sum = unsafe multiplyAdd(Lanes(repeating: weights[t]), load(column + t * shape.width), sum) }
    unsafe store(sum * factors[lane / lanesOfHead], y + lane * 16)
}

/// Attends from rows of one sequence, six at a time by matrix products, with the bits of ``attendOne``.
///
/// A row's product runs over positions it may not see too; their weights are zero and leave the sum as it is. The
/// scratch holds `[6, capacity]` scores, a head's values row behind row, and six factors.
private func attendMany(
    _ queries: Input, _ rowStride: Int, _ keys: Input, _ values: Input, _ y: Output, _ scores: Output,
    _ positions: Range<Int>, _ shape: DecodeShape
) {
    let (head, capacity) = (shape.headStride, shape.capacity)
    let yStride = shape.heads * head
    let packed = unsafe scores + 6 * capacity
    let factors = unsafe packed + capacity * head
    for h in 0..<shape.heads {
        let shared = h / shape.sharing * head
        if h % shape.sharing == 0 {
            unsafe packRows(values + shared, shape.width, positions.upperBound, head, packed)
        }
        for first in stride(from: positions.lowerBound, to: positions.upperBound, by: 6) {
            let count = min(6, positions.upperBound - first)
            let seen = first + count
            let visible = (seen + 15) / 16 * 16
            let row = first - positions.lowerBound
            let query = unsafe queries + row * rowStride + h * head
            unsafe packedProduct(
                query, rowStride, keys + shared * capacity, scores, capacity,
                ProductShape(rows: count, inner: head, columns: visible, accumulating: false))
            for i in 0..<count {
                unsafe factors[i] = 1 / scaledExponentials(scores + i * capacity, first + i, visible, shape.scale)
            }
            let target = unsafe y + row * yStride + h * head
            unsafe product(
                scores, capacity, 1, packed, head, target, yStride,
                ProductShape(rows: count, inner: seen, columns: head, accumulating: false))
            for i in 0..<count {
                for j in stride(from: i * yStride, to: i * yStride + head, by: 16) {
                    unsafe store(load(target + j) * factors[i], target + j)
                }
            }
        }
    }
}

/// Scales a row of scores, hides those beyond a position and turns them into softmax numerators.
///
/// - Returns: their sum.
@inline(__always)
private func scaledExponentials(_ row: Output, _ position: Int, _ visible: Int, _ scale: Float) -> Float {
    let seen = (position + 16) / 16 * 16
    let hidden = hiding(beyond: position % 16)
    var peaks = Lanes(repeating: -.infinity)
    for i in stride(from: 0, to: seen, by: 16) {
        var scores = unsafe load(row + i) * scale
        if i + 16 == seen { scores += hidden }
        unsafe store(scores, row + i)
        peaks = maximum(scores, peaks)
    }
    for i in stride(from: seen, to: visible, by: 16) { unsafe store(.zero, row + i) }
    return unsafe total(exponentials(row, seen, less: largest(peaks)))
}
