/// The numbers of a database have limits: a larger one is damage, and a store refuses to write it.
///
/// They are far above what anybody samples, and small enough that sums and products of them are exact.
public enum StoreLimits {
    /// One candidate, score or verdict has at most so many tokens or calls: eight million of them add up without an
    /// overflow.
    public static let cost = 1 << 40

    /// No position, sample index, round, step, size in bytes or number of weights is larger: it is exact as a `Double`.
    public static let number = 1 << 53

    /// No number of a repeat, 0-based, is larger: there is a list of all repeats up to it for each problem.
    public static let lastRepeat = (1 << 14) - 1

    /// One candidate, score or verdict has at most so many floating-point operations or seconds: sums and squares stay
    /// finite.
    public static let amount = 1e40

    static let costs = 0...cost
    static let numbers = 0...number
    static let positions = 1...number
    static let repeats = 0...lastRepeat

    /// This range has everything that can be an identifier or a seed.
    static let any = Int.min...Int.max
}

/// Makes the number as SQLite keeps it, which turns -0 to 0.
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

/// Returns the number, which must be in a range of ``StoreLimits``.
///
/// - Throws: ``StoreError`` of kind `invalid` for another.
func storable(_ number: Int?, _ name: String, in range: ClosedRange<Int>) throws(StoreError) -> Int? {
    guard let number else { return nil }
    guard range.contains(number) else {
        throw StoreError(.invalid, "\(name) cannot be \(number)", hint: "it is at most \(range.upperBound)")
    }
    return number
}
