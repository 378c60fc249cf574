extension Kernels {
    /// Adds the squares, from first to last in double precision.
    public static func squaredNorm(_ x: [Float]) -> Double {
        var sum = 0.0
        for value in x { sum += Double(value) * Double(value) }
        return sum
    }

    /// Writes the sum of every sixteen elements, of which there must be whole lanes, and returns that of all.
    public static func sumsOfLanes(_ x: [Float], into sums: inout [Double]) -> Double {
        precondition(x.count == sums.count * 16, "\(x.count) numbers are not \(sums.count) lanes of 16")
        return unsafe x.withUnsafeBufferPointer { x in
            var sum = 0.0
            for i in sums.indices {
                sums[i] = unsafe Double(total(load(x.baseAddress! + i * 16)))
                sum += sums[i]
            }
            return sum
        }
    }

    /// Sets every element to zero.
    public static func clear(_ x: inout [Float]) {
        for i in x.indices { x[i] = 0 }
    }

    /// Sets `count` elements from `start` on to zero.
    public static func clear(_ x: inout [Float], at start: Int, count: Int) {
        precondition(min(start, count) >= 0 && start + count <= x.count, "\(count) numbers are outside the array")
        for i in start..<start + count { x[i] = 0 }
    }

    /// Copies `count` elements of `source` from `start` on to `target` from `targetStart` on.
    public static func copy(
        _ source: [Float], at start: Int, to target: inout [Float], at targetStart: Int, count: Int
    ) {
        precondition(
            min(start, targetStart, count) >= 0 && start + count <= source.count
                && targetStart + count <= target.count, "\(count) numbers are outside the arrays")
        guard count > 0 else { return }
        unsafe source.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { target in
                unsafe (target.baseAddress! + targetStart).update(from: source.baseAddress! + start, count: count)
            }
        }
    }

    /// Adds a multiple of `count` elements of `y` from `start` on to those of `x` from `xStart` on.
    public static func add(
        _ y: [Float], at start: Int, times factor: Float, to x: inout [Float], at xStart: Int, count: Int
    ) {
        precondition(
            min(start, xStart, count) >= 0 && start + count <= y.count && xStart + count <= x.count,
            "\(count) numbers are outside the arrays")
        for i in 0..<count { x[xStart + i] += factor * y[start + i] }
    }

    /// Adds `count` elements of `y` from `start` on to those of `x` from `xStart` on.
    public static func add(_ y: [Float], at start: Int, to x: inout [Float], at xStart: Int, count: Int) {
        precondition(
            min(start, xStart, count) >= 0 && start + count <= y.count && xStart + count <= x.count,
            "\(count) numbers are outside the arrays")
        guard count > 0 else { return }
        unsafe y.withUnsafeBufferPointer { y in
            unsafe x.withUnsafeMutableBufferPointer { x in
                let (addend, sum) = unsafe (y.baseAddress! + start, x.baseAddress! + xStart)
                for i in 0..<count { unsafe sum[i] += addend[i] }
            }
        }
    }

    /// Adds `y` to `x` element by element; `x` may be longer.
    public static func add(_ y: [Float], to x: inout [Float]) {
        add(y, at: 0, to: &x, at: 0, count: y.count)
    }
}
