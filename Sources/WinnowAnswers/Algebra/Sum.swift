/// A sum of terms, each a rational number times a monomial, is the exact normal form of an algebraic expression.
///
/// Equal sums are equal numbers: terms are only brought together, multiplied out and taken out of roots.
struct Sum: Hashable, Sendable {
    private(set) var terms: [Monomial: Rational] = [:]

    /// So many terms, and products of so many pairs of them, are calculated with.
    private static let limit = (terms: 100, products: 1000)

    init() {}

    init(_ number: Rational) {
        if !number.isZero { terms[.one] = number }
    }

    init(_ factor: Factor) { terms[Monomial(factor)] = .one }

    init(_ coefficient: Rational, _ monomial: Monomial) {
        if !coefficient.isZero { terms[monomial] = coefficient }
    }

    var isZero: Bool { terms.isEmpty }

    /// The number, where the sum is a rational one.
    var rational: Rational? {
        if terms.isEmpty { return .zero }
        return terms.count == 1 ? terms[.one] : nil
    }

    /// The one term, where there is one.
    var term: (coefficient: Rational, monomial: Monomial)? {
        terms.count == 1 ? terms.first.map { ($0.value, $0.key) } : nil
    }

    /// The name, where the sum is a symbol and nothing else.
    var symbolName: String? {
        guard let (coefficient, monomial) = term, coefficient.isOne, monomial.powers.count == 1,
            let power = monomial.powers.first, power.exponent.isOne, power.factor.kind == .symbol
        else { return nil }
        return power.factor.text
    }

    /// The names of all symbols in it.
    var symbols: Set<String> {
        var names: Set<String> = []
        for monomial in terms.keys {
            for power in monomial.powers {
                if power.factor.kind == .symbol { names.insert(power.factor.text) }
                // A function of its own name, as f(0), is an unknown.
                if power.factor.kind == .call, !power.factor.text.hasPrefix("\\") {
                    names.insert(String(power.factor.text.prefix { $0 != "(" }))
                }
                if power.factor.kind != .root { for part in power.factor.parts { names.formUnion(part.symbols) } }
            }
        }
        return names
    }
}

// MARK: Arithmetic

extension Sum {
    mutating func add(_ other: Sum) throws(Unreadable) {
        for (monomial, coefficient) in other.terms {
            let sum = try (terms[monomial] ?? .zero).adding(coefficient)
            terms[monomial] = sum.isZero ? nil : sum
        }
        guard terms.count <= Self.limit.terms else { throw Unreadable() }
    }

    var negated: Sum {
        var result = self
        result.terms = terms.mapValues(\.negated)
        return result
    }

    func multiplied(by other: Sum) throws(Unreadable) -> Sum {
        guard terms.count * other.terms.count <= Self.limit.products else { throw Unreadable() }
        var result = Sum()
        for (first, one) in terms {
            for (second, two) in other.terms {
                let (coefficient, monomial) = try first.multiplied(by: second)
                let product = try one.multiplied(by: two).multiplied(by: coefficient)
                try result.add(Self.expanded(product, monomial))
            }
        }
        return result
    }

    /// Multiplies out sums that have come to a small whole power, as of two square roots.
    private static func expanded(_ coefficient: Rational, _ monomial: Monomial) throws(Unreadable) -> Sum {
        var result = Sum(coefficient, monomial)
        for power in monomial.powers where power.factor.kind == .compound {
            guard let exponent = power.exponent.small, (1...16).contains(exponent), let base = power.factor.parts.first
            else { continue }
            let raised = try base.power(exponent)
            guard raised.term?.monomial.powers.first?.factor.kind != .compound else { continue }
            let (factor, rest) = try monomial.multiplied(by: Monomial(power.factor, Rational(-exponent)))
            result = try Sum(coefficient.multiplied(by: factor), rest).multiplied(by: raised)
            break
        }
        return result
    }

    /// - Throws: ``Unreadable`` for a division by zero.
    func divided(by other: Sum) throws(Unreadable) -> Sum {
        let (top, bottom) = try Self.withoutRoots(self, other)
        return try top.multiplied(by: bottom.inverse())
    }

    /// The inverse of a sum of several terms is a power of the sum, with its first coefficient taken out.
    private func inverse() throws(Unreadable) -> Sum {
        guard !isZero else { throw Unreadable() }
        if let (coefficient, monomial) = term {
            let (factor, power) = try monomial.power(Rational(-1))
            return Sum(try coefficient.power(-1).multiplied(by: factor), power)
        }
        guard let first = sorted.first else { throw Unreadable() }
        var primitive = Sum()
        for (monomial, coefficient) in terms {
            try primitive.add(Sum(coefficient.divided(by: first.coefficient), monomial))
        }
        return Sum(try first.coefficient.power(-1), Monomial(.compound(primitive), Rational(-1)))
    }

    /// Expands a fraction so that its denominator has no square roots and no i where all of it is numbers: by
    /// the conjugate of one root after the other.
    private static func withoutRoots(_ top: Sum, _ bottom: Sum) throws(Unreadable) -> (Sum, Sum) {
        var (top, bottom) = (top, bottom)
        for _ in 0..<4 where bottom.terms.count > 1 {
            var chosen: Factor?
            for monomial in bottom.terms.keys {
                for power in monomial.powers {
                    let isRoot = power.factor.kind == .root && power.exponent.bottom.small == 2
                    guard isRoot || power.factor == .imaginary else { return (top, bottom) }
                    if chosen.map({ Factor.isBefore(power.factor, $0) }) ?? true { chosen = power.factor }
                }
            }
            guard let chosen else { return (top, bottom) }
            var conjugate = Sum()
            for (monomial, coefficient) in bottom.terms {
                let has = monomial.powers.contains { $0.factor == chosen }
                try conjugate.add(Sum(has ? coefficient.negated : coefficient, monomial))
            }
            top = try top.multiplied(by: conjugate)
            bottom = try bottom.multiplied(by: conjugate)
        }
        return (top, bottom)
    }

    /// Raises to a power.
    ///
    /// A root of a symbol's power stays what it is: the root of x² is not x.
    ///
    /// - Throws: ``Unreadable`` for a power that is none, has several values or too many digits.
    func power(_ exponent: Sum) throws(Unreadable) -> Sum {
        guard let rational = exponent.rational else {
            guard !isZero, !(self.rational?.isOne ?? false) else { throw Unreadable() }
            return Sum(.power(self, exponent))
        }
        if let whole = rational.small { return try power(whole) }
        guard !isZero || !rational.isNegative else { throw Unreadable() }
        if isZero { return self }
        guard let (coefficient, monomial) = term else { return Sum(Rational.one, Monomial(.compound(self), rational)) }
        return try Self.root(coefficient, monomial, rational)
    }

    private func power(_ exponent: Int) throws(Unreadable) -> Sum {
        if exponent == 0 {
            guard !isZero else { throw Unreadable() }
            return Sum(.one)
        }
        if let (coefficient, monomial) = term {
            let (factor, power) = try monomial.power(Rational(exponent))
            return try Self.expanded(coefficient.power(exponent).multiplied(by: factor), power)
        }
        if isZero {
            guard exponent > 0 else { throw Unreadable() }
            return self
        }
        if exponent < 0 {
            guard exponent > -1000 else { throw Unreadable() }
            return try Sum(.one).divided(by: self).power(-exponent)
        }
        guard exponent <= 16 else { return Sum(Rational.one, Monomial(.compound(self), Rational(exponent))) }
        var result = self
        for _ in 1..<exponent {
            guard result.terms.count * terms.count <= Self.limit.products else {
                return Sum(Rational.one, Monomial(.compound(self), Rational(exponent)))
            }
            result = try result.multiplied(by: self)
        }
        return result
    }

    /// A power that is no whole number of one term.
    private static func root(
        _ coefficient: Rational, _ monomial: Monomial, _ exponent: Rational
    ) throws(Unreadable) -> Sum {
        var coefficient = coefficient
        var outside = Sum(.one)
        if coefficient.isNegative, monomial.powers.isEmpty {
            // Of negative numbers, square roots have one principal value that is written with i.
            guard exponent.bottom.small == 2, let turns = exponent.top.small else { throw Unreadable() }
            outside = try Sum(.imaginary).power(turns)
            coefficient = coefficient.negated
        }
        var inside = Sum(.one)
        if !coefficient.isNegative {
            outside = try outside.multiplied(by: numericRoot(coefficient, exponent))
        } else {
            inside = Sum(coefficient)
        }
        var unsafe: [Monomial.Power] = []
        for power in monomial.powers {
            let isPositive = power.factor.kind == .root || Factor.constants.contains(power.factor.text)
            if isPositive {
                let (factor, raised) = try Monomial(power.factor, power.exponent).power(exponent)
                outside = try outside.multiplied(by: Sum(factor, raised))
            } else {
                unsafe.append(power)
            }
        }
        if unsafe.isEmpty {
            guard inside.rational?.isOne == true else { throw Unreadable() }
            return outside
        }
        if unsafe.count == 1, unsafe[0].exponent.isOne, inside.rational?.isOne == true, unsafe[0].factor != .imaginary {
            return try outside.multiplied(by: Sum(.one, Monomial(unsafe[0].factor, exponent)))
        }
        for power in unsafe { inside = try inside.multiplied(by: Sum(.one, Monomial(power.factor, power.exponent))) }
        return try outside.multiplied(by: Sum(Rational.one, Monomial(.compound(inside), exponent)))
    }

    /// A power of a positive rational number, its prime factors taken out as far as they go.
    private static func numericRoot(_ number: Rational, _ exponent: Rational) throws(Unreadable) -> Sum {
        guard exponent.bottom.small.map({ $0 <= 64 }) ?? false, exponent.top.words.count <= 1 else {
            throw Unreadable()
        }
        var result = Sum(.one)
        for (base, sign) in [(number.top, 1), (number.bottom, -1)] {
            for (prime, count) in try factored(base) {
                let power = try exponent.multiplied(by: Rational(count * sign))
                let (coefficient, monomial) = try Monomial(.root(prime)).power(power)
                result = try result.multiplied(by: Sum(coefficient, monomial))
            }
        }
        return result
    }

    /// The factors of a positive integer: primes, and what is left without small primes.
    private static func factored(_ number: BigInteger) throws(Unreadable) -> [(BigInteger, Int)] {
        var result: [(BigInteger, Int)] = []
        var rest = number
        func divide(by divisor: Int) throws(Unreadable) {
            var count = 0
            while true {
                let (quotient, remainder) = try rest.divided(by: BigInteger(divisor))
                guard remainder.isZero else { break }
                rest = quotient
                count += 1
            }
            if count > 0 { result.append((BigInteger(divisor), count)) }
        }
        var divisor = 2
        while divisor <= 2000, !rest.isOne {
            if let small = rest.small, divisor * divisor > small { break }
            try divide(by: divisor)
            divisor += divisor == 2 ? 1 : 2
        }
        guard !rest.isOne else { return result }
        if let small = rest.small {
            // What is left of it has no prime up to 2000: it is a prime, a product of large ones, or a power.
            for degree in [2, 3, 4, 5] {
                let root = power(of: small, degree)
                if let root { return result + [(BigInteger(root), degree)] }
            }
        }
        return result + [(rest, 1)]
    }

    /// The whole root of a number, where there is one.
    private static func power(of number: Int, _ degree: Int) -> Int? {
        var (low, high) = (1, 1 << (62 / degree))
        while low < high {
            let middle = (low + high + 1) / 2
            var (product, overflows) = (1, false)
            for _ in 0..<degree where !overflows {
                (product, overflows) = product.multipliedReportingOverflow(by: middle)
            }
            if overflows || product > number { high = middle - 1 } else { low = middle }
        }
        var product = 1
        for _ in 0..<degree { product = product.multipliedReportingOverflow(by: low).partialValue }
        return product == number ? low : nil
    }
}

// MARK: Text

extension Sum: CustomStringConvertible {
    /// The terms in the order in which they are written: by falling degree, then by their texts.
    var sorted: [(coefficient: Rational, monomial: Monomial)] {
        let described = terms.map { (term: $0, degree: $0.key.degree, text: $0.key.description) }
        return described.sorted { $0.degree == $1.degree ? $0.text < $1.text : $0.degree > $1.degree }
            .map { ($0.term.value, $0.term.key) }
    }

    /// The description is read back as this sum.
    var description: String {
        guard !terms.isEmpty else { return "0" }
        var text = ""
        for (coefficient, monomial) in sorted {
            if coefficient.isNegative { text += "-" } else if !text.isEmpty { text += "+" }
            text += Self.text(coefficient.isNegative ? coefficient.negated : coefficient, monomial)
        }
        return text
    }

    private static func text(_ coefficient: Rational, _ monomial: Monomial) -> String {
        let factors = monomial.description
        guard let first = factors.unicodeScalars.first else { return coefficient.description }
        // A number in front of a power of a number needs its sign.
        let number = coefficient.description
        if first.isASCIIDigit { return coefficient.isOne ? factors : "\(number)\\cdot \(factors)" }
        // A unit alone is not what it counts one of.
        let isUnit = monomial.powers.last.map { $0.factor.kind == .symbol && Units.isUnit($0.factor.text) } ?? false
        if coefficient.isOne, !isUnit { return factors }
        let second = factors.unicodeScalars.dropFirst().first
        let isLetter = first.isASCIILetter && !(second?.isASCIILetter ?? false)
        // 5 m is a length, and 5m is a product.
        if isLetter, !coefficient.isWhole, Units.plainLetters.contains(String(Character(first))) {
            return "\(number)\\cdot \(factors)"
        }
        let isClose =
            coefficient.isWhole
            && ("\\(%°".unicodeScalars.contains(first) || isLetter && first != "e" && first != "E")
        return isClose ? number + factors : "\(number) \(factors)"
    }
}
