/// A rational number is exact and in lowest terms, its denominator positive.
struct Rational: Hashable, Sendable {
    let top: BigInteger
    let bottom: BigInteger

    /// - Throws: ``Unreadable`` for the denominator 0.
    init(_ top: BigInteger, over bottom: BigInteger) throws(Unreadable) {
        guard !bottom.isZero else { throw Unreadable() }
        let common = try BigInteger.greatestCommonDivisor(top, bottom)
        let reduced = common.isOne ? top : try top.divided(by: common).quotient
        let divisor = common.isOne ? bottom : try bottom.divided(by: common).quotient
        self.top = divisor.isNegative ? reduced.negated : reduced
        self.bottom = divisor.magnitude
    }

    init(_ whole: BigInteger) {
        top = whole
        bottom = .one
    }

    init(_ whole: Int) { self.init(BigInteger(whole)) }

    static let zero = Rational(0)
    static let one = Rational(1)

    var isZero: Bool { top.isZero }
    var isOne: Bool { isWhole && top.isOne }
    var isWhole: Bool { bottom.isOne }
    var isNegative: Bool { top.isNegative }

    /// The whole number, where it is one that a machine's integer holds.
    var small: Int? { isWhole ? top.small : nil }

    var negated: Rational { Rational(top: top.negated, bottom: bottom) }

    var approximation: Double {
        let (first, second) = (top.approximation, bottom.approximation)
        return second.isFinite ? first / second : .nan
    }

    private init(top: BigInteger, bottom: BigInteger) {
        self.top = top
        self.bottom = bottom
    }

    func adding(_ other: Rational) throws(Unreadable) -> Rational {
        let first = try top.multiplied(by: other.bottom)
        let second = try other.top.multiplied(by: bottom)
        return try Rational(first.adding(second), over: bottom.multiplied(by: other.bottom))
    }

    func multiplied(by other: Rational) throws(Unreadable) -> Rational {
        try Rational(top.multiplied(by: other.top), over: bottom.multiplied(by: other.bottom))
    }

    func divided(by other: Rational) throws(Unreadable) -> Rational {
        try Rational(top.multiplied(by: other.bottom), over: bottom.multiplied(by: other.top))
    }

    /// - Throws: ``Unreadable`` for a power of 0 that is none, or one with too many digits.
    func power(_ exponent: Int) throws(Unreadable) -> Rational {
        guard exponent > 0 || !isZero else { throw Unreadable() }
        guard exponent != .min else { throw Unreadable() }
        let (first, second) = (try top.power(abs(exponent)), try bottom.power(abs(exponent)))
        return exponent < 0 ? try Rational(second, over: first) : try Rational(first, over: second)
    }

    /// The greatest whole number that is not greater.
    func floor() throws(Unreadable) -> BigInteger {
        let (quotient, rest) = try top.divided(by: bottom)
        return rest.isNegative ? try quotient.adding(BigInteger(-1)) : quotient
    }
}

extension Rational: CustomStringConvertible {
    var description: String { isWhole ? top.description : "\(top)/\(bottom)" }

    static func isLess(_ one: Rational, _ other: Rational) throws(Unreadable) -> Bool {
        try one.top.multiplied(by: other.bottom) < other.top.multiplied(by: one.bottom)
    }
}
