/// A big integer is exact, of up to ``limit`` words of 32 bits; no operation on it traps.
struct BigInteger: Hashable, Sendable {
    /// The words are the least significant first, without zeros at the end; empty for 0.
    private(set) var words: [UInt32]
    private(set) var isNegative: Bool

    /// Numbers of more words, about 1200 digits, are not calculated with.
    static let limit = 128

    private init(words: [UInt32], isNegative: Bool) {
        var words = words
        while words.last == 0 { words.removeLast() }
        self.words = words
        self.isNegative = isNegative && !words.isEmpty
    }

    init(_ value: Int) {
        let magnitude = UInt64(value.magnitude)
        self.init(
            words: [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)],
            isNegative: value < 0)
    }

    /// Reads decimal digits.
    ///
    /// - Throws: ``Unreadable`` for another text or too many of them.
    init(digits: some Sequence<Unicode.Scalar>) throws(Unreadable) {
        var words: [UInt32] = []
        var isEmpty = true
        for digit in digits {
            guard digit.isASCIIDigit else { throw Unreadable() }
            isEmpty = false
            var carry = UInt64(digit.value - 48)
            for place in words.indices {
                let sum = UInt64(words[place]) * 10 + carry
                words[place] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            if carry > 0 { words.append(UInt32(carry)) }
            guard words.count <= Self.limit else { throw Unreadable() }
        }
        guard !isEmpty else { throw Unreadable() }
        self.init(words: words, isNegative: false)
    }

    static let zero = BigInteger(0)
    static let one = BigInteger(1)

    var isZero: Bool { words.isEmpty }
    var isOne: Bool { words == [1] && !isNegative }
    var isEven: Bool { words.first.map { $0 & 1 == 0 } ?? true }
    var magnitude: BigInteger { BigInteger(words: words, isNegative: false) }
    var negated: BigInteger { BigInteger(words: words, isNegative: !isNegative) }

    /// The value, where a machine's integer holds it.
    var small: Int? {
        guard words.count <= 2 else { return nil }
        let value = words.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
        guard value <= UInt64(Int.max) else { return nil }
        return isNegative ? -Int(value) : Int(value)
    }

    /// The nearest double; infinite for one that is too large.
    var approximation: Double {
        let value = words.reversed().reduce(0.0) { $0 * 4_294_967_296 + Double($1) }
        return isNegative ? -value : value
    }
}

// MARK: Arithmetic

extension BigInteger {
    func adding(_ other: BigInteger) throws(Unreadable) -> BigInteger {
        if isNegative == other.isNegative {
            return try checked(Self.sum(words, other.words), isNegative: isNegative)
        }
        if Self.isLess(words, other.words) {
            return BigInteger(words: Self.difference(other.words, words), isNegative: other.isNegative)
        }
        return BigInteger(words: Self.difference(words, other.words), isNegative: isNegative)
    }

    func multiplied(by other: BigInteger) throws(Unreadable) -> BigInteger {
        guard words.count + other.words.count <= Self.limit + 1 else { throw Unreadable() }
        var product = [UInt32](repeating: 0, count: words.count + other.words.count)
        for (place, word) in words.enumerated() {
            var carry: UInt64 = 0
            for (offset, factor) in other.words.enumerated() {
                let sum = UInt64(word) * UInt64(factor) + UInt64(product[place + offset]) + carry
                product[place + offset] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            product[place + other.words.count] = UInt32(carry)
        }
        return try checked(product, isNegative: isNegative != other.isNegative)
    }

    /// Divides towards zero; the rest has the sign of the number.
    ///
    /// - Throws: ``Unreadable`` for a division by zero.
    func divided(by other: BigInteger) throws(Unreadable) -> (quotient: BigInteger, rest: BigInteger) {
        guard !other.isZero else { throw Unreadable() }
        var quotient = [UInt32](repeating: 0, count: words.count)
        if other.words.count == 1 {
            var rest: UInt64 = 0
            for place in words.indices.reversed() {
                let value = rest << 32 | UInt64(words[place])
                quotient[place] = UInt32(value / UInt64(other.words[0]))
                rest = value % UInt64(other.words[0])
            }
            return (
                BigInteger(words: quotient, isNegative: isNegative != other.isNegative),
                BigInteger(words: [UInt32(rest)], isNegative: isNegative)
            )
        }
        // Bit by bit: such numbers are rare, and at most 4096 bits long.
        var rest: [UInt32] = []
        for place in words.indices.reversed() {
            for bit in (0..<32).reversed() {
                Self.shiftLeft(&rest, adding: words[place] >> UInt32(bit) & 1)
                if !Self.isLess(rest, other.words) {
                    rest = Self.difference(rest, other.words)
                    while rest.last == 0 { rest.removeLast() }
                    quotient[place] |= 1 << UInt32(bit)
                }
            }
        }
        return (
            BigInteger(words: quotient, isNegative: isNegative != other.isNegative),
            BigInteger(words: rest, isNegative: isNegative)
        )
    }

    /// - Parameter exponent: 0 or more.
    /// - Throws: ``Unreadable`` when the power has too many digits.
    func power(_ exponent: Int) throws(Unreadable) -> BigInteger {
        if isZero || magnitude.isOne { return exponent == 0 || exponent.isMultiple(of: 2) && !isZero ? .one : self }
        guard exponent <= Self.limit * 32 else { throw Unreadable() }
        var (result, square, rest) = (BigInteger.one, self, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = try result.multiplied(by: square) }
            rest >>= 1
            if rest > 0 { square = try square.multiplied(by: square) }
        }
        return result
    }

    static func greatestCommonDivisor(_ one: BigInteger, _ other: BigInteger) throws(Unreadable) -> BigInteger {
        var (one, other) = (one.magnitude, other.magnitude)
        while !other.isZero {
            if let first = one.small, let second = other.small {
                var (first, second) = (first, second)
                while second != 0 { (first, second) = (second, first % second) }
                return BigInteger(first)
            }
            (one, other) = (other, try one.divided(by: other).rest)
        }
        return one
    }

    private func checked(_ words: [UInt32], isNegative: Bool) throws(Unreadable) -> BigInteger {
        let result = BigInteger(words: words, isNegative: isNegative)
        guard result.words.count <= Self.limit else { throw Unreadable() }
        return result
    }

    private static func sum(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for place in 0..<max(one.count, other.count) {
            let first = place < one.count ? UInt64(one[place]) : 0
            let second = place < other.count ? UInt64(other[place]) : 0
            let sum = first + second + carry
            result.append(UInt32(truncatingIfNeeded: sum))
            carry = sum >> 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return result
    }

    /// - Parameter one: not less than the other.
    private static func difference(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
        var result = one
        var borrow: Int64 = 0
        for place in one.indices {
            let value = Int64(one[place]) - (place < other.count ? Int64(other[place]) : 0) - borrow
            borrow = value < 0 ? 1 : 0
            result[place] = UInt32(truncatingIfNeeded: value)
        }
        return result
    }

    private static func shiftLeft(_ words: inout [UInt32], adding bit: UInt32) {
        var carry = bit
        for place in words.indices {
            let next = words[place] >> 31
            words[place] = words[place] << 1 | carry
            carry = next
        }
        if carry > 0 { words.append(carry) }
    }

    private static func isLess(_ one: [UInt32], _ other: [UInt32]) -> Bool {
        let first = one.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        let second = other.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        if first != second { return first < second }
        for place in (0..<first).reversed() where one[place] != other[place] { return one[place] < other[place] }
        return false
    }
}

extension BigInteger: Comparable, CustomStringConvertible {
    static func < (one: BigInteger, other: BigInteger) -> Bool {
        if one.isNegative != other.isNegative { return one.isNegative }
        return one.isNegative ? isLess(other.words, one.words) : isLess(one.words, other.words)
    }

    var description: String {
        guard !isZero else { return "0" }
        var (rest, groups) = (words, [UInt32]())
        while !rest.isEmpty {
            var carry: UInt64 = 0
            for place in rest.indices.reversed() {
                let value = carry << 32 | UInt64(rest[place])
                rest[place] = UInt32(value / 1_000_000_000)
                carry = value % 1_000_000_000
            }
            groups.append(UInt32(carry))
            while rest.last == 0 { rest.removeLast() }
        }
        let first = groups.removeLast()
        return (isNegative ? "-" : "") + "\(first)"
            + groups.reversed().map { String(String(1_000_000_000 + $0).dropFirst()) }.joined()
    }
}

/// What is no expression, or one too large to calculate with, throws this: it is known by its text.
struct Unreadable: Error {}

extension Unicode.Scalar {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
    var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

    /// White space, of ASCII without a look-up.
    var isSpacing: Bool { value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace }

    /// A letter of any script, of ASCII without a look-up.
    var isLetter: Bool { value < 0x80 ? isASCIILetter : properties.isAlphabetic }

    /// True where a line ends with it.
    var isNewline: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
