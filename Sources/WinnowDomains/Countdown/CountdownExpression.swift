/// An answer's text as read by the verifier.
///
/// The grammar: positive integers in decimal of at most 18 digits without leading zeros, `+ - * /` with the usual
/// precedence and associativity, parentheses up to 100 deep, spaces between symbols. There is no sign, power,
/// floor division, decimal point, factorial or function.
struct CountdownExpression {
    /// An element with the 1-based character it starts at.
    enum Element {
        case number(Int, at: Int)
        case operation(CountdownOperation, at: Int)
    }

    /// The elements in postfix order.
    let postfix: [Element]

    /// Where and why a text is no expression.
    struct SyntaxError: Error {
        /// The 1-based character (byte) that does not fit.
        let position: Int
        let expected: String
    }

    static let largestDepth = 100

    init(_ text: String) throws(SyntaxError) {
        var parser = Parser(bytes: Array(text.utf8))
        try parser.parseSum()
        try parser.finish()
        postfix = parser.postfix
    }
}

/// Recursive descent.
private struct Parser {
    let bytes: [UInt8]
    var postfix: [CountdownExpression.Element] = []
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        postfix.reserveCapacity(bytes.count)
    }

    mutating func parseSum() throws(CountdownExpression.SyntaxError) {
        try parseProduct()
        while let byte = peek(), byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
            position += 1
            let at = position
            try parseProduct()
            postfix.append(.operation(byte == UInt8(ascii: "+") ? .add : .subtract, at: at))
        }
    }

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

    /// The next byte that is no space.
    private mutating func peek() -> UInt8? {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    private func error(_ expected: String) -> CountdownExpression.SyntaxError {
        CountdownExpression.SyntaxError(position: position + 1, expected: expected)
    }
}
