import Glibc

/// The natural logarithm in double precision.
@inline(__always)
func logarithm(_ x: Double) -> Double {
    log(x)
}
