/// The number as SQLite keeps it, which turns -0 to 0.
///
/// - Parameter most: the upper end of an amount; nil for what is none.
/// - Throws: ``StoreError`` of kind `invalid` for what could not be read again: NaN, which would become NULL, infinity,
///   and an amount that is negative or too large.
func storable(_ number: Double?, _ name: String, upTo most: Double? = nil) throws(StoreError) -> Double? {
    guard let number else { return nil }
    if number.isNaN { throw StoreError(.invalid, "\(name) is not a number") }
    guard number < .infinity, most.map({ (0...$0).contains(number) }) ?? true else {
        throw StoreError(.invalid, "\(name) cannot be \(number)")
    }
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
