/// The number as SQLite keeps it, which turns -0 to 0.
///
/// - Throws: ``StoreError`` of kind `invalid` for what could not be read again: NaN, which would become NULL, infinity, and
///   a number below `least`.
func storable(_ number: Double?, _ name: String, from least: Double = -.infinity) throws(StoreError) -> Double? {
    guard let number else { return nil }
    if number.isNaN { throw StoreError(.invalid, "\(name) is not a number") }
    guard number >= least, number < .infinity else { throw StoreError(.invalid, "\(name) cannot be \(number)") }
    return number + 0
}

/// The number, which must be in a range of ``StoreLimits``.
///
/// - Throws: ``StoreError`` of kind `invalid` for another.
func storable(_ number: Int?, _ name: String, in range: ClosedRange<Int>) throws(StoreError) -> Int? {
    guard let number else { return nil }
    guard range.contains(number) else {
        throw StoreError(.invalid, "\(name) cannot be \(number)", hint: "it is at most \(range.upperBound)")
    }
    return number
}
