/// A factor is what a term has powers of, known by its text.
struct Factor: Hashable, Sendable {
    /// Factors are written in this order.
    enum Kind: Int, Sendable {
        /// A positive integer under a root.
        case root
        /// A sum under a power that is not multiplied out.
        case compound
        /// A base with an exponent that is no number.
        case power
        case call
        case symbol
    }

    let kind: Kind

    /// The text is read back as this factor.
    let text: String

    /// What its value is calculated from: the integer, the sum, base and exponent, or arguments.
    let parts: [Sum]

    private init(_ kind: Kind, _ text: String, _ parts: [Sum] = []) {
        self.kind = kind
        self.text = text
        self.parts = parts
    }

    static func symbol(_ name: String) -> Factor { Factor(.symbol, name) }

    static func root(_ base: BigInteger) -> Factor { Factor(.root, "\(base)", [Sum(Rational(base))]) }

    static func compound(_ sum: Sum) -> Factor { Factor(.compound, "(\(sum))", [sum]) }

    static func power(_ base: Sum, _ exponent: Sum) -> Factor {
        let isPlain = base.symbolName != nil || base.rational.map { $0.isWhole && !$0.isNegative } ?? false
        return Factor(.power, (isPlain ? "\(base)" : "(\(base))") + "^{\(exponent)}", [base, exponent])
    }

    /// - Parameter name: with its base, such as `\log_{2}`.
    static func call(_ name: String, _ arguments: [Sum]) -> Factor {
        Factor(.call, "\(name)(\(arguments.map(\.description).joined(separator: ",")))", arguments)
    }

    static func == (one: Factor, other: Factor) -> Bool { one.kind == other.kind && one.text == other.text }

    func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(text)
    }

    static func isBefore(_ one: Factor, _ other: Factor) -> Bool {
        one.kind == other.kind ? one.text < other.text : one.kind.rawValue < other.kind.rawValue
    }

    static let imaginary = Factor.symbol("i")

    /// Positive constants: a root of their product is the product of their roots.
    static let constants: Set<String> = ["pi", "e"]
}

/// A monomial is a product of powers of factors; empty for 1.
struct Monomial: Hashable, Sendable {
    /// The powers are in the factors' order; no exponent is 0.
    private(set) var powers: [Power] = []

    struct Power: Hashable, Sendable {
        let factor: Factor
        let exponent: Rational
    }

    static let one = Monomial()

    init() {}

    init(_ factor: Factor, _ exponent: Rational = .one) {
        powers = exponent.isZero ? [] : [Power(factor: factor, exponent: exponent)]
    }

    /// The sum of the exponents of what is no number.
    var degree: Double {
        powers.reduce(0) { $0 + ($1.factor.kind == .root ? 0 : $1.exponent.approximation) }
    }

    /// Multiplies, and gives the rational number that comes of powers of i and of roots.
    func multiplied(by other: Monomial) throws(Unreadable) -> (coefficient: Rational, monomial: Monomial) {
        if powers.isEmpty { return (.one, other) }
        if other.powers.isEmpty { return (.one, self) }
        var merged = powers
        for power in other.powers {
            if let place = merged.firstIndex(where: { $0.factor == power.factor }) {
                merged[place] = Power(
                    factor: power.factor, exponent: try merged[place].exponent.adding(power.exponent))
            } else {
                merged.append(power)
            }
        }
        return try Self.normal(merged)
    }

    /// - Throws: ``Unreadable`` for an exponent that is not whole where factors may be negative.
    func power(_ exponent: Rational) throws(Unreadable) -> (coefficient: Rational, monomial: Monomial) {
        var raised: [Power] = []
        for power in powers {
            raised.append(Power(factor: power.factor, exponent: try power.exponent.multiplied(by: exponent)))
        }
        return try Self.normal(raised)
    }

    private static func normal(_ powers: [Power]) throws(Unreadable) -> (Rational, Monomial) {
        var coefficient = Rational.one
        var result: [Power] = []
        for power in powers where !power.exponent.isZero {
            if power.factor.kind == .root, let base = power.factor.parts.first?.rational {
                // Whole powers are numbers, and what stays is between 0 and 1.
                let whole = try power.exponent.floor()
                guard let small = whole.small else { throw Unreadable() }
                coefficient = try coefficient.multiplied(by: base.power(small))
                let rest = try power.exponent.adding(Rational(whole).negated)
                if !rest.isZero { result.append(Power(factor: power.factor, exponent: rest)) }
            } else if power.factor == .imaginary, let exponent = power.exponent.small {
                let turns = ((exponent % 4) + 4) % 4
                if turns >= 2 { coefficient = coefficient.negated }
                if turns % 2 == 1 { result.append(Power(factor: power.factor, exponent: .one)) }
            } else {
                result.append(power)
            }
        }
        var monomial = Monomial()
        monomial.powers = result.sorted { Factor.isBefore($0.factor, $1.factor) }
        return (coefficient, monomial)
    }
}

// MARK: Text

extension Monomial: CustomStringConvertible {
    /// The description is read back as this monomial; empty for 1.
    var description: String {
        var text = ""
        func append(_ piece: String) {
            if !text.isEmpty, piece.unicodeScalars.first?.isASCIIDigit == true {
                text += "\\cdot "
            } else if let last = text.unicodeScalars.last, let first = piece.unicodeScalars.first,
                first != "\\", first != "(", first != "%", first != "°", !("(".unicodeScalars.contains(last))
            {
                text += " "
            }
            text += piece
        }
        // Roots of one index are one root.
        var index = 0
        let roots = powers.prefix { $0.factor.kind == .root }
        let indices = Set(roots.compactMap { $0.exponent.bottom.small }).sorted()
        for degree in indices {
            var base = BigInteger.one
            for power in roots where power.exponent.bottom.small == degree {
                guard let exponent = power.exponent.top.small, let root = power.factor.parts.first?.rational?.top,
                    let raised = try? root.power(exponent), let product = try? base.multiplied(by: raised)
                else { continue }
                base = product
            }
            append(degree == 2 ? "\\sqrt{\(base)}" : "\\sqrt[\(degree)]{\(base)}")
        }
        index = roots.count
        for power in powers[index...] {
            if power.exponent.isOne {
                append(power.factor.text)
            } else {
                let exponent = power.exponent.description
                let isCall = power.factor.kind == .call || power.factor.kind == .power
                let base = isCall ? "(\(power.factor.text))" : power.factor.text
                append(base + (exponent.utf8.count == 1 ? "^\(exponent)" : "^{\(exponent)}"))
            }
        }
        return text
    }
}
