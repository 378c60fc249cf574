extension Parser {
    /// The first factor of a product: with its currency, or a mixed number.
    mutating func leadingFactor() throws(Unreadable) -> Value {
        guard let currency = takeCurrency() else { return try factor() }
        units.insert(currency)
        let isNegative = take(.sign("-"))
        guard tokens.first?.numeral != nil else { throw Unreadable() }
        let amount = try factor().number
        return .number(try (isNegative ? amount.negated : amount).multiplied(by: Sum(.symbol(currency))))
    }

    private mutating func takeCurrency() -> String? {
        let start = tokens
        let prefix: String? =
            if case .word(let word) = next, ["US", "USD", "EUR", "GBP", "INR", "Rs", "CNY", "JPY"].contains(word) {
                word
            } else { nil }
        if let prefix {
            tokens.removeFirst()
            if prefix == "US" || prefix == "USD" { _ = take(.sign("$")) }
            if prefix != "US" || start.dropFirst().first?.kind == .sign("$"), tokens.first?.numeral != nil {
                return prefix == "US" ? "USD" : Units.symbol(of: prefix)
            }
            tokens = start
            return nil
        }
        guard case .sign(let sign)? = next, let symbol = Units.symbol(of: String(Character(sign))),
            Units.isCurrency(symbol)
        else { return nil }
        tokens.removeFirst()
        return symbol
    }

    /// Reads a base with its powers and signs behind it.
    mutating func factor() throws(Unreadable) -> Value {
        try nested { parser throws(Unreadable) in
            var value = try parser.base()
            while let token = parser.tokens.first {
                switch token.kind {
                case .sign("^"), .superscript, .sign("!"): value = .number(try parser.raised(value.number))
                case .sign("%") where !token.hasSpace, .command("%") where !token.hasSpace:
                    parser.tokens.removeFirst()
                    parser.units.insert("%")
                    value = .number(try value.number.multiplied(by: Sum(.symbol("%"))))
                case .sign("°") where !token.hasSpace:
                    value = .number(try value.number.multiplied(by: parser.degree()))
                default: return value
                }
            }
            return value
        }
    }

    private mutating func degree() throws(Unreadable) -> Sum {
        tokens.removeFirst()
        if case .word(let word) = next, word == "C" || word == "F" {
            tokens.removeFirst()
            units.insert("°\(word)")
            return Sum(.symbol("°\(word)"))
        }
        units.insert("°")
        return Sum(.symbol("°"))
    }

    private mutating func raised(_ base: Sum) throws(Unreadable) -> Sum {
        if take(.sign("!")) {
            guard let number = base.rational?.small, (0...170).contains(number) else { throw Unreadable() }
            var product = BigInteger.one
            for factor in 1..<max(2, number + 1) { product = try product.multiplied(by: BigInteger(factor)) }
            return Sum(Rational(product))
        }
        if case .superscript(let digits) = next {
            tokens.removeFirst()
            if digits == "n" { return try base.power(Sum(.symbol("n"))) }
            guard let exponent = Int(digits), abs(exponent) < 10_000 else { throw Unreadable() }
            return try base.power(Sum(Rational(exponent)))
        }
        try require(.sign("^"))
        if next == .command("circ") { return try base.multiplied(by: degree()) }
        if next == .sign("{"), tokens.dropFirst().first?.kind == .command("circ"),
            tokens.dropFirst(2).first?.kind == .sign("}")
        {
            tokens.removeFirst()
            let unit = try degree()
            guard unit.symbolName == "°" else { throw Unreadable() }
            try require(.sign("}"))
            if case .word(let word) = next, word == "C" || word == "F" {
                tokens.removeFirst()
                units.insert("°\(word)")
                return try base.multiplied(by: Sum(.symbol("°\(word)")))
            }
            return try base.multiplied(by: unit)
        }
        return try base.power(exponent())
    }

    mutating func exponent() throws(Unreadable) -> Sum {
        if take(.sign("-")) { return try exponent().negated }
        if next == .sign("{") { return try group() }
        // 2^3^2 is 2^9.
        let base = try nested { parser throws(Unreadable) in try parser.base().number }
        return next == .sign("^") ? try nested { parser throws(Unreadable) in try parser.raised(base) } : base
    }

    /// Reads what a command takes: a group in braces, or the next sign or digit.
    mutating func argument() throws(Unreadable) -> Sum {
        if next == .sign("{") { return try group() }
        if let token = tokens.first, let digit = token.digits.first {
            var rest = token
            rest.digits = Array(token.digits.dropFirst())
            tokens.removeFirst()
            if !rest.digits.isEmpty {
                rest.hasSpace = false
                rest.numeral = Numeral(
                    value: Rational(try BigInteger(digits: rest.digits)), end: 0, isWhole: true,
                    hasLeadingZero: rest.digits.count > 1 && rest.digits[0] == "0")
                tokens.insert(rest, at: tokens.startIndex)
            }
            return Sum(Rational(Int(digit.value) - 48))
        }
        return try nested { parser throws(Unreadable) in try parser.base().number }
    }

    mutating func group() throws(Unreadable) -> Sum {
        try require(.sign("{"))
        let value = try sum().number
        try require(.sign("}"))
        return value
    }

    private mutating func base() throws(Unreadable) -> Value {
        guard let token = tokens.first else { throw Unreadable() }
        switch token.kind {
        case .numeral: return .number(try number())
        case .word(let word): return .number(try name(word))
        case .command(let name): return try command(name)
        case .sign("("), .sign("["): return try bracket()
        case .sign("{"):
            tokens.removeFirst()
            let value = try alternatives()
            try require(.sign("}"))
            // {1, 2} in plain text is a set.
            if case .list(let values) = value { return .set(Value.ordered(values)) }
            return value
        case .sign("|"): return .number(try absolute(.sign("|")))
        case .sign("°") where token.hasSpace: return .number(try degree())
        case .sign("%") where token.hasSpace:
            tokens.removeFirst()
            units.insert("%")
            return .number(Sum(.symbol("%")))
        case .sign(let sign):
            guard let symbol = Units.symbol(of: String(Character(sign))), Units.isCurrency(symbol) || symbol == "cent"
            else { throw Unreadable() }
            tokens.removeFirst()
            units.insert(symbol)
            return .number(Sum(.symbol(symbol)))
        case .begin(let name):
            tokens.removeFirst()
            return try matrix(name)
        case .superscript, .end: throw Unreadable()
        }
    }

    /// Reads a number, or a mixed one.
    private mutating func number() throws(Unreadable) -> Sum {
        let token = tokens.removeFirst()
        guard let numeral = token.numeral else { throw Unreadable() }
        let whole = numeral.value
        guard numeral.isWhole else { return Sum(whole) }
        if take(.sign("_")) {
            // A number in another base is known by its digits.
            let isGroup = take(.sign("{"))
            guard let base = tokens.first, !base.digits.isEmpty else { throw Unreadable() }
            tokens.removeFirst()
            if isGroup { try require(.sign("}")) }
            func text(_ digits: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(digits)) }
            return Sum(.symbol("\(text(token.digits))_{\(text(base.digits))}"))
        }
        // The digits of 1A_{16} are those of one number in another base.
        if case .word(let word) = next, tokens.first?.hasSpace == false, tokens.dropFirst().first?.kind == .sign("_"),
            word.unicodeScalars.allSatisfy({ ("A"..."F").contains($0) })
        {
            throw Unreadable()
        }
        if next == .command("frac") {
            let start = tokens
            tokens.removeFirst()
            let (top, bottom) = (try argument(), try argument())
            if let part = try Self.proper(top, bottom) { return Sum(try whole.adding(part)) }
            // 2 4/3 may be a product or a sum, 2 x/3 is a product.
            guard top.rational == nil || bottom.rational == nil else { throw Unreadable() }
            tokens = start
            return Sum(whole)
        }
        let ahead = Array(tokens.prefix(3))
        if ahead.count == 3, let top = ahead[0].numeral, ahead[0].hasSpace, ahead[1].kind == .sign("/"),
            let bottom = ahead[2].numeral, top.isWhole, bottom.isWhole
        {
            guard let part = try Self.proper(Sum(top.value), Sum(bottom.value)) else { throw Unreadable() }
            tokens.removeFirst(3)
            return Sum(try whole.adding(part))
        }
        if ahead.count >= 2, ahead[0].kind == .command("overline") || ahead[0].kind == .command("dot") {
            throw Unreadable()
        }
        return Sum(whole)
    }

    private static func proper(_ top: Sum, _ bottom: Sum) throws(Unreadable) -> Rational? {
        guard let top = top.rational, let bottom = bottom.rational, top.isWhole, bottom.isWhole, !top.isNegative,
            !bottom.isNegative, top.top < bottom.top
        else { return nil }
        return try Rational(top.top, over: bottom.top)
    }

    /// Reads `(1, 2]`, or an expression in brackets.
    private mutating func bracket() throws(Unreadable) -> Value {
        let open = tokens.removeFirst().kind
        let inner = try nested { parser throws(Unreadable) in try parser.alternatives() }
        let close: String
        if take(.sign(")")) {
            close = ")"
        } else if take(.sign("]")) {
            close = "]"
        } else {
            throw Unreadable()
        }
        let start = open == .sign("(") ? "(" : "["
        switch inner {
        case .list(let values): return .row(open: start, values, close: close)
        case .number where start == "(" && close == ")": return inner
        // The brackets of a matrix that LaTeX sets around an array.
        case .matrix("pmatrix", _) where (start == "(") == (close == ")"): return inner
        case .number, .row:
            // ((1,2)) is a row in brackets that say nothing; [x] is a row of one.
            guard start == "[" && close == "]" else { throw Unreadable() }
            return .row(open: start, [inner], close: close)
        default: throw Unreadable()
        }
    }

    private mutating func absolute(_ end: Token.Kind) throws(Unreadable) -> Sum {
        tokens.removeFirst()
        let inner = try sum().number
        try require(end)
        if let number = inner.rational { return Sum(number.isNegative ? number.negated : number) }
        return Sum(.call("\\abs", [inner]))
    }

    private mutating func matrix(_ name: String) throws(Unreadable) -> Value {
        let kinds = [
            "pmatrix": "pmatrix", "bmatrix": "pmatrix", "matrix": "pmatrix", "Bmatrix": "pmatrix", "array": "pmatrix",
            "smallmatrix": "pmatrix", "vmatrix": "vmatrix", "Vmatrix": "Vmatrix",
        ]
        guard let kind = kinds[name] else { throw Unreadable() }
        if name == "array", take(.sign("{")) {
            // The alignment of its columns.
            while let token = tokens.first, token.kind != .sign("}") {
                switch token.kind {
                case .word, .sign("|"): tokens.removeFirst()
                default: throw Unreadable()
                }
            }
            try require(.sign("}"))
        }
        var rows: [[Value]] = [[]]
        while true {
            let cell = try nested { parser throws(Unreadable) in try parser.sum() }
            rows[rows.count - 1].append(cell)
            if take(.sign("&")) { continue }
            if take(.end(name)) { break }
            try require(.command("\\"))
            if take(.end(name)) { break }
            rows.append([])
        }
        guard Set(rows.map(\.count)).count == 1 else { throw Unreadable() }
        return .matrix(kind, rows)
    }
}
