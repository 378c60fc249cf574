extension CountdownDomain {
    /// Tells whether the answer uses exactly the problem's numbers and makes the target.
    ///
    /// A shunting-yard evaluation over reduced fractions, while the text is read from left to right
    /// (Dijkstra, "Making a Translator for ALGOL 60", 1961).
    public func grade(_ answer: String, of problem: CountdownProblem) -> Bool {
        var yard = ShuntingYard()
        var numbers: [Int] = []
        var digits: Int?
        for character in answer.utf8 {
            if case 0x30...0x39 = character {
                // Not behind a leading zero, and never beyond a number that a problem can have.
                if digits == 0 || digits ?? 0 > 1_000_000 { return false }
                digits = (digits ?? 0) * 10 + Int(character & 15)
                continue
            }
            if let number = digits {
                numbers.append(number)
                guard numbers.count <= problem.numbers.count, yard.push(number: number) else { return false }
                digits = nil
            }
            if character != UInt8(ascii: " "), !yard.push(symbol: character) { return false }
        }
        if let number = digits {
            numbers.append(number)
            guard yard.push(number: number) else { return false }
        }
        numbers.sort(by: >)
        return numbers == problem.numbers && yard.finish() == Ratio(problem.target)
    }
}

/// A ratio is a fraction in lowest terms with a positive denominator.
private struct Ratio: Equatable {
    var top: Int128
    var bottom: Int128

    init(_ number: Int) {
        top = Int128(number)
        bottom = 1
    }

    /// Gives nil when the denominator is 0.
    init?(_ top: Int128, over bottom: Int128) {
        if bottom == 0 { return nil }
        var common = top
        var rest = bottom
        while rest != 0 { (common, rest) = (rest, common % rest) }
        if (common < 0) != (bottom < 0) { common = -common }
        self.top = top / common
        self.bottom = bottom / common
    }
}

/// The yard has values and pending symbols of an expression that is being read.
private struct ShuntingYard {
    private var values: [Ratio] = []
    private var pending: [UInt8] = []
    private var isOperandDue = true
    private var depth = 0

    mutating func push(number: Int) -> Bool {
        guard isOperandDue, number <= 1_000_000 else { return false }
        values.append(Ratio(number))
        isOperandDue = false
        return true
    }

    /// Takes a parenthesis or an operator; false when it does not fit or divides by zero.
    mutating func push(symbol: UInt8) -> Bool {
        switch symbol {
        case UInt8(ascii: "("):
            depth += 1
            guard isOperandDue, depth <= 100 else { return false }
            pending.append(symbol)
            return true
        case UInt8(ascii: ")"):
            depth -= 1
            guard !isOperandDue, reduce(atLeast: 1), pending.popLast() == UInt8(ascii: "(") else { return false }
            return true
        default:
            let precedence = Self.precedence(symbol)
            guard precedence > 0, !isOperandDue, reduce(atLeast: precedence) else { return false }
            pending.append(symbol)
            isOperandDue = true
            return true
        }
    }

    /// Gives the value of the whole expression, or nil when it has none.
    mutating func finish() -> Ratio? {
        guard !isOperandDue, reduce(atLeast: 1), pending.isEmpty else { return nil }
        return values[0]
    }

    /// Carries out the pending operators of at least this precedence, up to an open parenthesis.
    private mutating func reduce(atLeast precedence: Int) -> Bool {
        while let symbol = pending.last, Self.precedence(symbol) >= precedence {
            pending.removeLast()
            let right = values.removeLast()
            let left = values.removeLast()
            let value: Ratio? =
                switch symbol {
                case UInt8(ascii: "+"):
                    Ratio(left.top * right.bottom + right.top * left.bottom, over: left.bottom * right.bottom)
                case UInt8(ascii: "-"):
                    Ratio(left.top * right.bottom - right.top * left.bottom, over: left.bottom * right.bottom)
                case UInt8(ascii: "*"): Ratio(left.top * right.top, over: left.bottom * right.bottom)
                default: Ratio(left.top * right.bottom, over: left.bottom * right.top)
                }
            guard let value else { return false }
            values.append(value)
        }
        return true
    }

    /// Gives 2 for `*` and `/`, 1 for `+` and `-`, 0 for anything else.
    private static func precedence(_ symbol: UInt8) -> Int {
        switch symbol {
        case UInt8(ascii: "*"), UInt8(ascii: "/"): 2
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 1
        default: 0
        }
    }
}
