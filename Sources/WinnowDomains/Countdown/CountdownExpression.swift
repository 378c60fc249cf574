/// The expression is an answer's text as read by the verifier.
///
/// The grammar: positive integers in decimal of at most 18 digits without leading zeros, `+ - * /` with the usual
/// precedence and associativity, parentheses up to 100 deep, spaces between symbols. There is no sign, power,
/// floor division, decimal point, factorial or function.
struct CountdownExpression {
    /// An element comes with the 1-based character it starts at.
    enum Element {
        case number(Int, at: Int)
        case operation(CountdownOperation, at: Int)
    }

    /// The elements stand in postfix order.
    let postfix: [Element]

    /// The error says where and why a text is no expression.
    struct SyntaxError: Error {
        /// The character (byte) at this 1-based position does not fit.
        let position: Int
        let expected: String
    }

    static let largestDepth = 100

    /// Reads an expression.
    ///
    /// - Throws: ``SyntaxError`` for a text that is no expression.
    init(_ text: String) throws(SyntaxError) {
        var parser = Parser(bytes: Array(text.utf8))
        try parser.parseSum()
        try parser.finish()
        postfix = parser.postfix
    }
}

/// The parser works by recursive descent.
private struct Parser {
    let bytes: [UInt8]
    var postfix: [CountdownExpression.Element] = []
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        postfix.reserveCapacity(bytes.count)
    }

    /// Reads operands that are added and subtracted, up to what is no part of the sum.
    ///
    /// - Throws: ``CountdownExpression/SyntaxError`` where no sum begins or it breaks off.
    mutating func parseSum() throws(CountdownExpression.SyntaxError) {
        try parseProduct()
        while let byte = peek(), byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
            position += 1
            let at = position
            try parseProduct()
            postfix.append(.operation(byte == UInt8(ascii: "+") ? .add : .subtract, at: at))
        }
    }

    /// Checks that the text is at its end.
    ///
    /// - Throws: ``CountdownExpression/SyntaxError`` where something is left.
    mutating func finish() throws(CountdownExpression.SyntaxError) {
        if peek() != nil { throw error("an operation or the end") }
    }

    private mutating func parseProduct() throws(CountdownExpression.SyntaxError) {
        try parseOperand()
        while let byte = peek(), byte == UInt8(ascii: "*") || byte == UInt8(ascii: "/") {
            position += 1
            let at = position
            try parseOperand()
            postfix.append(.operation(byte == UInt8(ascii: "*") ? .multiply : .divide, at: at))
        }
    }

    private mutating func parseOperand() throws(CountdownExpression.SyntaxError) {
        guard peek() == UInt8(ascii: "(") else { return try parseNumber() }
        guard depth < CountdownExpression.largestDepth else { throw error("at most 100 open parentheses") }
        depth += 1
        position += 1
        try parseSum()
        guard peek() == UInt8(ascii: ")") else { throw error("an operation or )") }
        position += 1
        depth -= 1
    }

    private mutating func parseNumber() throws(CountdownExpression.SyntaxError) {
        let first = position
        var value = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            guard position - first < 18 else { throw error("a number of at most 18 digits") }
            if position == first + 1, value == 0 { throw error("a number without leading zeros") }
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        guard position > first else { throw error("a number or (") }
        postfix.append(.number(value, at: first + 1))
    }

    /// Gives the next byte that is no space.
    private mutating func peek() -> UInt8? {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    private func error(_ expected: String) -> CountdownExpression.SyntaxError {
        CountdownExpression.SyntaxError(position: position + 1, expected: expected)
    }
}

extension CountdownExpression {
    /// The value of an expression is exact.
    enum Value {
        /// A fraction is `numerator / denominator`, not reduced; the denominator is not 0.
        case fraction(Int128, Int128)

        /// The value is undefined where there are divisions by zero, at these 1-based characters.
        case undefined(at: [Int])

        /// The value has more than 128 bits; this is impossible for numbers that a problem can have.
        case tooLarge
    }

    /// Evaluates over the rational numbers, so that fractions are allowed on the way.
    ///
    /// Six numbers up to 10^6 give at most 2^5 · 10^36 < 2^127 without reducing.
    func value() -> Value {
        var stack: [Fraction?] = []
        stack.reserveCapacity(8)
        var zeroDivisions: [Int] = []
        for element in postfix {
            switch element {
            case .number(let number, at: _): stack.append(Fraction(numerator: Int128(number), denominator: 1))
            case .operation(let operation, at: let position):
                let second = stack.removeLast()
                let first = stack.removeLast()
                guard let left = first, let right = second else {
                    stack.append(nil)
                    continue
                }
                if operation == .divide, right.numerator == 0 {
                    zeroDivisions.append(position)
                    stack.append(nil)
                    continue
                }
                guard let result = left.combined(with: right, by: operation) else { return .tooLarge }
                stack.append(result)
            }
        }
        guard let value = stack[0] else { return .undefined(at: zeroDivisions) }
        return .fraction(value.numerator, value.denominator)
    }
}

private struct Fraction {
    var numerator: Int128
    var denominator: Int128

    /// Gives the result, or nil when it has more than 128 bits; a divisor is not 0.
    func combined(with other: Fraction, by operation: CountdownOperation) -> Fraction? {
        switch operation {
        case .add, .subtract:
            guard let left = product(numerator, other.denominator),
                let right = product(other.numerator, denominator),
                let bottom = product(denominator, other.denominator)
            else { return nil }
            let top =
                operation == .add ? left.addingReportingOverflow(right) : left.subtractingReportingOverflow(right)
            return top.overflow ? nil : Fraction(numerator: top.partialValue, denominator: bottom)
        case .multiply:
            guard let top = product(numerator, other.numerator),
                let bottom = product(denominator, other.denominator)
            else { return nil }
            return Fraction(numerator: top, denominator: bottom)
        case .divide:
            guard let top = product(numerator, other.denominator),
                let bottom = product(denominator, other.numerator)
            else { return nil }
            return Fraction(numerator: top, denominator: bottom)
        }
    }

    private func product(_ left: Int128, _ right: Int128) -> Int128? {
        let (value, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? nil : value
    }
}

/// An operation is one of four.
enum CountdownOperation: UInt8, CaseIterable {
    case add
    case subtract
    case multiply
    case divide

    /// A move in a trace has at most this result.
    static let largestResult = 200

    var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        }
    }

    /// Gives the result of a move, or nil where it is not a positive integer up to 200; both operands are positive.
    func result(_ left: Int, _ right: Int) -> Int? {
        switch self {
        case .add: return left + right <= Self.largestResult ? left + right : nil
        case .subtract: return left > right ? left - right : nil
        case .multiply: return left * right <= Self.largestResult ? left * right : nil
        case .divide: return left.isMultiple(of: right) ? left / right : nil
        }
    }
}
