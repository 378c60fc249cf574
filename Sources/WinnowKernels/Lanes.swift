/// Sixteen numbers that the kernels work on at a time.
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
func negative(_ x: Lanes) -> SIMD16<Int32> {
    (unsafe unsafeBitCast(x, to: SIMD16<Int32>.self)) &>> SIMD16<Int32>(repeating: 31)
}

/// `a` where the mask's bits are set and `b` elsewhere.
@inline(__always)
func select(_ mask: SIMD16<Int32>, _ a: Lanes, _ b: Lanes) -> Lanes {
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
