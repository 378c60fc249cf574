internal import CProcessor

/// Computes e to each lane, within 2 units in the last place; exactly 0 below -87, and e^88 above 88.
///
/// A masked score of -infinity therefore weighs nothing.
///
/// Source: range reduction by the two-part ln 2 of Cody and Waite, degree-6 polynomial of Cephes `expf`.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
    let lowest = Lanes(repeating: -87)
    let clamped = processor_minimum(processor_maximum(x, lowest), Lanes(repeating: 88))
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
    return processor_where_at_least(x, lowest, value * (unsafe unsafeBitCast(exponent, to: Lanes.self)))
}
