/// The float kernels of the tiny transformer: the only code in Winnow that touches unsafe pointers.
///
/// Every kernel computes each output element in one fixed order that depends on the row itself only. A row's bits
/// are therefore the same whatever other rows share the call, which is what makes a candidate independent of its
/// batch. Shapes are written row-major in brackets; arrays are checked for size once per call.
public enum Kernels {
    /// The instruction path the kernels were compiled for; runs of different paths have different bits.
    public static var path: String {
        #if WINNOW_PORTABLE
            "portable"
        #else
            "avx2-fma"
        #endif
    }
}

typealias Lanes = SIMD16<Float>
typealias Input = UnsafePointer<Float>
typealias Output = UnsafeMutablePointer<Float>

/// `a · b + c`, fused where the machine fuses.
@inline(__always)
func multiplyAdd(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
    #if WINNOW_PORTABLE
        a * b + c
    #else
        c.addingProduct(a, b)
    #endif
}

/// `a · b + c`, fused where the machine fuses, so that a scalar tail gives the bits of the vector body.
@inline(__always)
func multiplyAdd(_ a: Float, _ b: Float, _ c: Float) -> Float {
    #if WINNOW_PORTABLE
        a * b + c
    #else
        c.addingProduct(a, b)
    #endif
}

@inline(__always)
func load(_ pointer: Input) -> Lanes {
    unsafe UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
}

@inline(__always)
func store(_ lanes: Lanes, _ pointer: Output) {
    unsafe UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: Lanes.self)
}

/// The sum of the lanes as a fixed tree.
@inline(__always)
func total(_ lanes: Lanes) -> Float {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
}

/// All bits of a lane set where the lane is negative. Comparisons of the standard library's vectors are loops.
@inline(__always)
private func negative(_ x: Lanes) -> SIMD16<Int32> {
    (unsafe unsafeBitCast(x, to: SIMD16<Int32>.self)) &>> SIMD16<Int32>(repeating: 31)
}

/// `a` where the mask's bits are set and `b` elsewhere.
@inline(__always)
private func select(_ mask: SIMD16<Int32>, _ a: Lanes, _ b: Lanes) -> Lanes {
    let chosen = unsafe unsafeBitCast(a, to: SIMD16<Int32>.self) & mask
    let other = unsafe unsafeBitCast(b, to: SIMD16<Int32>.self) & ~mask
    return unsafe unsafeBitCast(chosen | other, to: Lanes.self)
}

/// The larger of each pair of lanes.
@inline(__always)
func maximum(_ a: Lanes, _ b: Lanes) -> Lanes {
    select(negative(a - b), b, a)
}

/// The largest lane.
@inline(__always)
func largest(_ lanes: Lanes) -> Float {
    var result = lanes[0]
    for i in 1..<16 where lanes[i] > result { result = lanes[i] }
    return result
}

/// e to each lane, within 2 units in the last place; exactly 0 below -87, and e^88 above 88.
///
/// A masked score of -infinity therefore weighs nothing.
///
/// Source: range reduction by the two-part ln 2 of Cody and Waite, degree-6 polynomial of Cephes `expf`.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
    let below = negative(x + 87)
    let clamped = select(negative(88 - x), Lanes(repeating: 88), select(below, Lanes(repeating: -87), x))
    let magic = Lanes(repeating: 12_582_912)
    let shifted = multiplyAdd(clamped, Lanes(repeating: 1.442_695_04), magic)
    let whole = shifted - magic
    var rest = multiplyAdd(whole, Lanes(repeating: -0.693_359_375), clamped)
    rest = multiplyAdd(whole, Lanes(repeating: 2.121_944_4e-4), rest)
    var value = Lanes(repeating: 1.987_569_15e-4)
    value = multiplyAdd(value, rest, Lanes(repeating: 1.398_199_95e-3))
    value = multiplyAdd(value, rest, Lanes(repeating: 8.333_452_2e-3))
    value = multiplyAdd(value, rest, Lanes(repeating: 4.166_579_6e-2))
    value = multiplyAdd(value, rest, Lanes(repeating: 0.166_666_65))
    value = multiplyAdd(value, rest, Lanes(repeating: 0.5))
    value = multiplyAdd(value * rest, rest, rest + Lanes(repeating: 1))
    let bits = unsafe unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    let exponent = (bits &+ SIMD16<Int32>(repeating: 127)) &<< SIMD16<Int32>(repeating: 23)
    return select(below, .zero, value * (unsafe unsafeBitCast(exponent, to: Lanes.self)))
}

/// e to one number, with the bits that a lane of the vector form has.
@inline(__always)
func exponential(_ x: Float) -> Float {
    exponential(Lanes(repeating: x))[0]
}
