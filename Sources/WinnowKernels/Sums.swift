extension Kernels {
    /// The sum of the squares, from first to last in double precision.
    public static func squaredNorm(_ x: [Float]) -> Double {
        var sum = 0.0
        for value in x { sum += Double(value) * Double(value) }
        return sum
    }

    /// `x += y` element by element; `x` may be longer.
    public static func add(_ y: [Float], to x: inout [Float]) {
        precondition(y.count <= x.count, "adding \(y.count) numbers to \(x.count)")
        for i in y.indices { x[i] += y[i] }
    }
}
