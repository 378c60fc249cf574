/// An expression is arithmetic in Python's grammar, as far as published checkers have it evaluated.
///
/// Source: The Python Language Reference, "Expressions" and "Numeric literals".
indirect enum PythonExpression: Hashable, Sendable {
    case integer(Int128)

    /// A number with a point or an exponent.
    case decimal(Double)

    case name(String)
    case prefix(Prefix, PythonExpression)
    case infix(Infix, PythonExpression, PythonExpression)
    case call(PythonExpression, [PythonExpression])

    /// `n!`, and `n!!` where it is double: SymPy's notation, which Python does not have.
    case factorial(PythonExpression, isDouble: Bool)

    /// An empty pair of parentheses, or several expressions with commas.
    case tuple

    enum Prefix: Hashable, Sendable {
        case plus
        case minus
        case complement
    }

    enum Infix: String, Hashable, Sendable {
        case or = "|"
        case exclusiveOr = "^"
        case and = "&"
        case left = "<<"
        case right = ">>"
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case floorDivide = "//"
        case modulo = "%"
        case power = "**"

        /// Operators of a higher level bind their operands first; a power is read apart.
        var level: Int {
            switch self {
            case .or: 0
            case .exclusiveOr: 1
            case .and: 2
            case .left, .right: 3
            case .add, .subtract: 4
            case .multiply, .divide, .floorDivide, .modulo: 5
            case .power: 6
            }
        }
    }
}

/// A grammar says which part of Python a checker lets through.
enum PythonGrammar: Sendable {
    /// Digits, `+ - * / ( ) .` and white space alone.
    case digits

    /// All that SymPy's parser takes, with the transformations that are on unless others are named.
    case symbolic
}

/// The error says why a text has no expression.
enum PythonSyntaxError: Error, Hashable {
    /// Python refuses it.
    case malformed(String)

    /// Python may take it, and this reading does not.
    case beyond(String)

    var verdict: PublishedVerdict {
        switch self {
        case .malformed(let reason): .rejected(reason)
        case .beyond(let reason): .undecided(reason)
        }
    }
}

extension PythonExpression {
    /// No longer text is read; an answer of six numbers is far shorter.
    static let longestText = 1000

    /// Reads an expression.
    ///
    /// - Throws: ``PythonSyntaxError``.
    init(_ text: String, grammar: PythonGrammar) throws(PythonSyntaxError) {
        guard text.utf8.count <= Self.longestText else {
            throw .beyond("the text has more than \(Self.longestText) bytes")
        }
        var parser = PythonParser(bytes: Array(text.utf8), grammar: grammar)
        self = try parser.parse()
    }
}

/// The parser climbs by precedence.
private struct PythonParser {
    let bytes: [UInt8]
    let grammar: PythonGrammar
    private var position = 0
    private var parentheses = 0
    private var depth = 0

    /// Python's own parser stops at about this many parentheses.
    private static let deepest = 90

    init(bytes: [UInt8], grammar: PythonGrammar) {
        (self.bytes, self.grammar) = (bytes, grammar)
    }

    mutating func parse() throws(PythonSyntaxError) -> PythonExpression {
        let expression = try infix(from: 0)
        while position < bytes.count, bytes[position] == 10 || bytes[position] == 13 { position += 1 }
        guard peek() == nil else { throw unexpected() }
        return expression
    }

    private mutating func infix(from level: Int) throws(PythonSyntaxError) -> PythonExpression {
        var left = try prefix()
        while let operation = nextOperator(), operation.level >= level {
            position += operation.rawValue.utf8.count
            let right = try infix(from: operation.level + 1)
            left = .infix(operation, left, right)
        }
        return left
    }

    private mutating func prefix() throws(PythonSyntaxError) -> PythonExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < 4 * Self.deepest else { throw .beyond("the expression is nested too deep") }
        let sign: PythonExpression.Prefix
        switch peek() {
        case UInt8(ascii: "+"): sign = .plus
        case UInt8(ascii: "-"): sign = .minus
        case UInt8(ascii: "~") where grammar == .symbolic: sign = .complement
        default: return try power()
        }
        position += 1
        return .prefix(sign, try prefix())
    }

    private mutating func power() throws(PythonSyntaxError) -> PythonExpression {
        let base = try postfix()
        guard peek() == UInt8(ascii: "*"), byte(at: position + 1) == UInt8(ascii: "*") else { return base }
        position += 2
        return .infix(.power, base, try prefix())
    }

    private mutating func postfix() throws(PythonSyntaxError) -> PythonExpression {
        var value = try atom()
        while let next = peek() {
            if next == UInt8(ascii: "(") {
                value = .call(value, try arguments())
            } else if next == UInt8(ascii: "!"), grammar == .symbolic {
                guard byte(at: position + 1) != UInt8(ascii: "=") else { throw .beyond("it compares") }
                let isDouble = byte(at: position + 1) == UInt8(ascii: "!")
                position += isDouble ? 2 : 1
                value = .factorial(value, isDouble: isDouble)
            } else {
                break
            }
        }
        return value
    }

    private mutating func atom() throws(PythonSyntaxError) -> PythonExpression {
        guard let next = peek() else { throw .malformed("the expression breaks off") }
        switch next {
        case UInt8(ascii: "("):
            let inside = try arguments()
            return inside.count == 1 ? inside[0] : .tuple
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): return try number()
        case _ where grammar == .symbolic && Self.isWord(next): return try name()
        default: throw unexpected()
        }
    }

    /// Reads expressions between parentheses.
    private mutating func arguments() throws(PythonSyntaxError) -> [PythonExpression] {
        position += 1
        parentheses += 1
        guard parentheses <= Self.deepest else { throw .beyond("more than \(Self.deepest) open parentheses") }
        var inside: [PythonExpression] = []
        while peek() != UInt8(ascii: ")") {
            inside.append(try infix(from: 0))
            guard peek() == UInt8(ascii: ","), grammar == .symbolic else { break }
            position += 1
        }
        guard peek() == UInt8(ascii: ")") else { throw unexpected() }
        position += 1
        parentheses -= 1
        return inside
    }

    private mutating func name() throws(PythonSyntaxError) -> PythonExpression {
        let first = position
        while let next = byte(at: position), Self.isWord(next) { position += 1 }
        let name = String(decoding: bytes[first..<position], as: UTF8.self)
        // These are words of Python's own and no names.
        if ["and", "or", "not", "if", "else", "in", "is", "lambda", "for"].contains(name) {
            throw .beyond("it uses the word \(name)")
        }
        return .name(name)
    }

    /// Gives the operator that stands next, longest first; nil where there is none.
    private mutating func nextOperator() -> PythonExpression.Infix? {
        guard let first = peek() else { return nil }
        if let second = byte(at: position + 1),
            let long = PythonExpression.Infix(rawValue: String(decoding: [first, second], as: UTF8.self))
        {
            return long == .power || !isAllowed(long) ? nil : long
        }
        let short = PythonExpression.Infix(rawValue: String(decoding: [first], as: UTF8.self))
        return short.flatMap { isAllowed($0) ? $0 : nil }
    }

    private func isAllowed(_ operation: PythonExpression.Infix) -> Bool {
        switch operation {
        case .or, .exclusiveOr, .and, .left, .right, .modulo: grammar == .symbolic
        default: true
        }
    }

    /// Gives the next byte that is no space; between parentheses, line breaks are spaces.
    private mutating func peek() -> UInt8? {
        while let next = byte(at: position) {
            guard next == 0x20 || next == 9 || next == 12 || (parentheses > 0 && (next == 10 || next == 13)) else {
                return next
            }
            position += 1
        }
        return nil
    }

    private func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func unexpected() -> PythonSyntaxError {
        guard position < bytes.count else { return .malformed("the expression breaks off") }
        let byte = bytes[position]
        if grammar == .symbolic, "=<>[]{}:'\"#@\\".utf8.contains(byte) { return .beyond("it is more than arithmetic") }
        return .malformed("character \(position + 1) does not fit")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 128...:
            true
        default: false
        }
    }
}

// MARK: Numbers

extension PythonParser {
    private mutating func number() throws(PythonSyntaxError) -> PythonExpression {
        if grammar == .symbolic, let whole = try prefixedNumber() { return whole }
        let first = position
        let whole = try digits()
        var text = whole
        var isDecimal = false
        if byte(at: position) == UInt8(ascii: ".") {
            isDecimal = true
            position += 1
            text += "." + (try digits())
            guard text != "." else { throw .malformed("character \(first + 1) does not fit") }
        }
        if grammar == .symbolic, let letter = byte(at: position), letter | 0x20 == UInt8(ascii: "e") {
            let mark = position
            position += 1
            var exponent = "e"
            if let sign = byte(at: position), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                exponent += sign == UInt8(ascii: "-") ? "-" : ""
                position += 1
            }
            let power = try digits()
            guard !power.isEmpty else { throw .malformed("character \(mark + 1) does not fit") }
            (text, isDecimal) = (text + exponent + power, true)
        }
        if let next = byte(at: position), Self.isWord(next) || next == UInt8(ascii: ".") {
            guard grammar == .symbolic, next != UInt8(ascii: ".") else {
                throw .malformed("character \(position + 1) does not fit")
            }
            throw .beyond("a number runs into a word")
        }
        guard !isDecimal else {
            // Foundation's rules for a leading or trailing point are others than Python's.
            let padded = (text.hasPrefix(".") ? "0" : "") + text.replacingPoint()
            guard let value = Double(padded) else { throw .beyond("a number is too long") }
            return .decimal(value)
        }
        if whole.utf8.count > 1, whole.utf8.first == UInt8(ascii: "0"), whole.contains(where: { $0 != "0" }) {
            throw .malformed("a number begins with 0")
        }
        guard whole.utf8.count <= 30, let value = Int128(whole) else {
            throw .beyond("a number has more than 30 digits")
        }
        return .integer(value)
    }

    /// Reads digits, with single underscores between them where the grammar has these.
    private mutating func digits() throws(PythonSyntaxError) -> String {
        var digits = ""
        while let next = byte(at: position) {
            if (0x30...0x39).contains(next) {
                digits.unicodeScalars.append(Unicode.Scalar(next))
            } else if next == UInt8(ascii: "_"), grammar == .symbolic, !digits.isEmpty,
                let after = byte(at: position + 1), (0x30...0x39).contains(after)
            {
                position += 1
                continue
            } else {
                break
            }
            position += 1
        }
        return digits
    }

    /// Reads `0x1F`, `0o17` or `0b11`; nil where none stands there.
    private mutating func prefixedNumber() throws(PythonSyntaxError) -> PythonExpression? {
        guard byte(at: position) == UInt8(ascii: "0"), let letter = byte(at: position + 1),
            let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][letter | 0x20]
        else { return nil }
        let first = position + 2
        var end = first
        while let next = byte(at: end), Self.isWord(next) { end += 1 }
        let digits = String(decoding: bytes[first..<end], as: UTF8.self)
        guard digits.utf8.count <= 25, let value = Int128(digits, radix: radix) else {
            throw .beyond("a number in another base")
        }
        position = end
        return .integer(value)
    }
}

extension String {
    /// Puts a 0 behind a point that ends a number or stands before its exponent.
    fileprivate func replacingPoint() -> String {
        var result = ""
        var isBehindPoint = false
        for scalar in unicodeScalars {
            if isBehindPoint, scalar == "e" { result += "0" }
            result.unicodeScalars.append(scalar)
            isBehindPoint = scalar == "."
        }
        return isBehindPoint ? result + "0" : result
    }
}
