internal import CProcessor

/// The kernels work on sixteen numbers at a time.
typealias Lanes = SIMD16<Float>
typealias Input = UnsafePointer<Float>
typealias Output = UnsafeMutablePointer<Float>

/// Computes `a · b + c`, fused where the machine fuses.
@inline(__always)
func multiplyAdd(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes { processor_multiply_add(a, b, c) }

/// Computes `a · b + c`, fused where the machine fuses, so that a scalar tail gives the bits of the vector body.
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

/// Adds the lanes as a fixed tree.
@inline(__always)
func total(_ lanes: Lanes) -> Float {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
}

/// Finds the larger of each pair of lanes.
@inline(__always)
func maximum(_ a: Lanes, _ b: Lanes) -> Lanes { processor_maximum(a, b) }

/// Finds the largest lane.
@inline(__always)
func largest(_ lanes: Lanes) -> Float {
    let four = processor_largest_of_four(lanes)
    return max(max(four[0], four[1]), max(four[2], four[3]))
}
