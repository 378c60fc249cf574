/// Rounding is the error of the arithmetic, below which a difference is none.
///
/// Probabilities come from sums over subsets and orders whose last bits depend on the order of the terms; the rule of
/// Σ|x| times a small multiple of the unit roundoff: Higham, "Accuracy and Stability of Numerical Algorithms", 2002,
/// section 4.2.
public enum Rounding {
    /// The error is relative to the size of the values that were added: some thousand times the unit roundoff.
    public static let relativeError = 1e-12

    /// Tells whether two values are equal but for rounding; `size` is that of what they were made of, 1 for probabilities.
    public static func areEqual(_ first: Double, _ second: Double, size: Double = 1) -> Bool {
        // Infinite values have no difference.
        first == second || abs(first - second) <= relativeError * max(size, abs(first), abs(second))
    }

    /// Tells whether all values are equal but for rounding.
    public static func areEqual(_ values: [Double]) -> Bool {
        guard let first = values.first else { return true }
        return values.allSatisfy { areEqual($0, first, size: abs(first)) }
    }

    /// Subtracts the second from the first, with 0 where they are equal but for rounding at the size of the largest value.
    public static func differences(_ first: [Double], _ second: [Double]) -> [Double] {
        let size = max(largest(first), largest(second))
        return zip(first, second).map { areEqual($0, $1, size: size) ? 0 : $0 - $1 }
    }

    private static func largest(_ values: [Double]) -> Double {
        values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    }
}
