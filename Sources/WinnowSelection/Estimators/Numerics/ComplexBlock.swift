/// Four complex numbers, for four angles at once.
struct ComplexBlock {
    var real: SIMD4<Double>
    var imaginary: SIMD4<Double>

    @inline(__always)
    init(_ real: SIMD4<Double>, _ imaginary: SIMD4<Double>) {
        self.real = real
        self.imaginary = imaginary
    }

    static let zero = ComplexBlock(.zero, .zero)
    static let one = ComplexBlock(SIMD4(repeating: 1), .zero)

    @inline(__always)
    static func * (a: ComplexBlock, b: ComplexBlock) -> ComplexBlock {
        ComplexBlock(
            a.real * b.real - a.imaginary * b.imaginary,
            a.real * b.imaginary + a.imaginary * b.real)
    }

    @inline(__always)
    static func * (scale: Double, a: ComplexBlock) -> ComplexBlock {
        ComplexBlock(scale * a.real, scale * a.imaginary)
    }

    @inline(__always)
    static func + (a: ComplexBlock, b: ComplexBlock) -> ComplexBlock {
        ComplexBlock(a.real + b.real, a.imaginary + b.imaginary)
    }

    @inline(__always)
    static func - (a: ComplexBlock, b: ComplexBlock) -> ComplexBlock {
        ComplexBlock(a.real - b.real, a.imaginary - b.imaginary)
    }

    /// The power with a whole exponent ≥ 0, by repeated squaring.
    func power(_ exponent: Int) -> ComplexBlock {
        var result = ComplexBlock.one
        var factor = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * factor }
            rest >>= 1
            if rest > 0 { factor = factor * factor }
        }
        return result
    }
}
