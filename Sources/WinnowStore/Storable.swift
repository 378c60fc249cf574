/// The number as SQLite keeps it: NaN, which would become NULL, is refused, and -0 becomes 0.
func storable(_ number: Double?, _ name: String) throws(StoreError) -> Double? {
    guard let number else { return nil }
    if number.isNaN { throw StoreError(.invalid, "\(name) is not a number") }
    return number + 0
}
