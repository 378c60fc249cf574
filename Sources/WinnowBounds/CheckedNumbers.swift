/// These functions compute with numbers that came from elsewhere, which may be anything.
extension Int {
    /// Takes the whole part of a number.
    ///
    /// - Returns: nil for NaN and for what no `Int` can be.
    public init?(wholePart number: Double) {
        guard number.isFinite, let whole = Int(exactly: number.rounded(.towardZero)) else { return nil }
        self = whole
    }

    /// Takes the nearest `Int` below or above a number; 0 for NaN.
    public init(clamping number: Double) {
        self = Int(wholePart: number) ?? (number.isNaN ? 0 : number < 0 ? .min : .max)
    }

    /// Adds, and cuts the sum to what an `Int` can be.
    public func addingClamped(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (self < 0 ? .min : .max) : sum
    }

    /// Multiplies, and cuts the product to what an `Int` can be.
    public func multipliedClamped(by other: Int) -> Int {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? ((self < 0) == (other < 0) ? .max : .min) : product
    }

    /// Returns the number when it can be a count of tokens (``Bounds/tokens``), else nil.
    public static func tokenCount(_ number: Int?) -> Int? {
        number.flatMap { (0...Bounds.tokens.limit).contains($0) ? $0 : nil }
    }
}

extension Sequence<Int> {
    /// Adds all numbers, and cuts the sum to what an `Int` can be.
    public func sumClamped() -> Int { reduce(0) { $0.addingClamped($1) } }
}

extension Duration {
    /// Makes a time of seconds, cut to 0 and ``Bounds/wait``; NaN is 0.
    public static func seconds(clamping seconds: Double) -> Duration {
        seconds > 0 ? .seconds(Swift.min(seconds, Double(Bounds.wait.limit))) : .zero
    }
}

/// A log-probability can be only some numbers.
public enum LogProbability {
    /// So much above 0 is rounding of whoever computed it, and is let pass.
    private static let rounding = 1e-3

    /// Returns the number when it is the logarithm of a probability that is not 0, else nil: a positive number, an
    /// infinity or NaN says nothing of a sample that was drawn.
    public static func checked(_ number: Double?) -> Double? {
        number.flatMap { $0.isFinite && $0 <= rounding ? $0 : nil }
    }

    /// Adds over tokens: the sum is a completion's when each number is the logarithm of a probability; else it is
    /// infinity, which ``checked(_:)`` takes for none.
    public static func sum(_ numbers: [Double]) -> Double {
        numbers.allSatisfy { checked($0) != nil } ? numbers.reduce(0, +) : .infinity
    }
}
