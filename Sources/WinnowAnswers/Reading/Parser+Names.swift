/// The names of functions and letters that expressions have.
enum Functions {
    static let names: Set<String> = [
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln",
        "lg", "exp", "max", "min", "gcd", "lcm", "abs", "floor", "ceil", "arg", "det",
    ]

    static let letters: Set<String> = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
        "Xi", "Sigma", "Phi", "Psi", "Omega", "ell", "emptyset", "varphi", "vartheta",
    ]

    /// Letters that stand for functions where a bracket follows at once.
    static let applied: Set<String> = ["f", "g", "h", "F", "G", "H", "P", "Q", "p", "q"]

    /// Words that are neither units nor what is counted: they say something that may not be lost.
    static let stops: Set<String> = [
        "or", "and", "to", "is", "are", "if", "when", "but", "plus", "minus", "times", "over", "not", "less", "more",
        "fewer", "than", "am", "pm", "at", "the", "least", "most", "mod", "modulo", "for", "where", "with", "between",
        "from", "then", "so", "because", "since", "equals", "equal", "by", "divided", "multiplied", "squared", "cubed",
        "root", "square", "north", "south", "east", "west", "left", "right", "up", "down", "ago", "before", "after",
        "remainder", "each", "except", "in", "of", "on", "it", "we", "he", "do", "us", "my", "me", "go", "an", "as",
        "per", "no", "none", "both", "either", "false", "true", "negative", "positive", "half",
    ]
}

extension Parser {
    /// Reads letters: a function, a constant, symbols one by one, or one symbol.
    mutating func name(_ word: String) throws(Unreadable) -> Sum {
        let token = tokens.removeFirst()
        if token.isText {
            // Words in a formula are units or nothing that is known here.
            guard let symbol = Units.symbol(of: word), tokens.first?.kind != .sign("_") else {
                if word.utf8.count == 1 { return try symbol(word) }
                throw Unreadable()
            }
            units.insert(symbol)
            return Sum(.symbol(symbol))
        }
        if word == "sqrt" || word == "cbrt" {
            return try Self.root(try functionArgument(), degree: Rational(word == "sqrt" ? 2 : 3))
        }
        if Functions.names.contains(word) { return try call(word) }
        switch word {
        case "pi", "Pi", "PI": return Sum(.symbol("pi"))
        case "infinity", "inf", "oo", "Infinity", "infty": return Sum(.symbol("\\infty"))
        default: break
        }
        if Functions.letters.contains(word), word.utf8.count > 3 { return try symbol("\\\(word)") }
        let letters = Array(word.unicodeScalars)
        if letters.count == 1 { return try symbol(word) }
        // 12th is no product.
        if !token.hasSpace, ["st", "nd", "rd", "th"].contains(word), tokens.startIndex > 1 { throw Unreadable() }
        if letters.contains(where: { !$0.isASCIILetter }) || Functions.stops.contains(word) { throw Unreadable() }
        // Points of figures and formulas of substances have names of capitals.
        if letters.count <= 3, letters.contains(where: { ("A"..."Z").contains($0) }), !isAlone {
            return try symbol(word)
        }
        // xy is a product where it stands among numbers and signs, a word is none.
        guard letters.count <= 3, !Self.isWordlike(word), !isAlone else {
            if let unit = Units.symbol(of: word), unit == word { return Sum(.symbol(unit)) }
            throw Unreadable()
        }
        var product = Sum(.one)
        for letter in letters.dropLast() {
            product = try product.multiplied(by: Sum(.symbol(String(Character(letter)))))
        }
        let last = try symbol(String(Character(letters[letters.count - 1])))
        // The power behind xy² is of y alone.
        if case .sign("^")? = next { return try product.multiplied(by: raisedSymbol(last)) }
        if case .superscript? = next { return try product.multiplied(by: raisedSymbol(last)) }
        return try product.multiplied(by: last)
    }

    private mutating func raisedSymbol(_ symbol: Sum) throws(Unreadable) -> Sum {
        // Read by the caller's caller for single letters; here for the last of several.
        try power(of: symbol)
    }

    /// True where letters are the whole answer.
    private var isAlone: Bool { tokens.isEmpty && tokens.startIndex == 1 }

    /// A vowel and a consonant, three letters and more.
    static func isWordlike(_ word: String) -> Bool {
        let vowels = word.lowercased().unicodeScalars.count { "aeiou".unicodeScalars.contains($0) }
        let count = word.unicodeScalars.count
        return count >= 3 && vowels > 0 && vowels < count
    }

    private mutating func symbol(_ name: String) throws(Unreadable) -> Sum {
        var name = name
        if take(.sign("_")) {
            guard let token = tokens.first else { throw Unreadable() }
            tokens.removeFirst()
            switch token.kind {
            case .numeral where !token.digits.isEmpty: name += "_{\(Self.text(token.digits))}"
            case .word(let word): name += "_{\(word)}"
            case .sign("{"):
                guard let inner = tokens.first else { throw Unreadable() }
                tokens.removeFirst()
                switch inner.kind {
                case .numeral where !inner.digits.isEmpty: name += "_{\(Self.text(inner.digits))}"
                case .word(let word): name += "_{\(word)}"
                default: throw Unreadable()
                }
                try require(.sign("}"))
            default: throw Unreadable()
            }
        }
        if next == .sign("'") { throw Unreadable() }
        if Functions.applied.contains(name), next == .sign("("), tokens.first?.hasSpace == false {
            return Sum(.call(name, try arguments()))
        }
        return Sum(.symbol(name))
    }

    private static func text(_ digits: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(digits)) }

    private mutating func arguments() throws(Unreadable) -> [Sum] {
        try require(.sign("("))
        var values = [try sum().number]
        while take(.sign(",")) { values.append(try sum().number) }
        try require(.sign(")"))
        return values
    }

    /// Reads a function with its base, power and argument.
    mutating func call(_ function: String) throws(Unreadable) -> Sum {
        var name = "\\\(function)"
        if take(.sign("_")) {
            let base = try argument()
            name += "_{\(base)}"
        }
        var power: Sum?
        if take(.sign("^")) {
            power = try argumentOrNegative()
            if power?.rational == Rational(-1) {
                guard ["sin", "cos", "tan"].contains(function) else { throw Unreadable() }
                (name, power) = ("\\arc\(function)", nil)
            }
        }
        let values: [Sum] =
            if next == .sign("(") { try arguments() } else { [try functionArgument()] }
        if function == "exp", values.count == 1 {
            return try Sum(.symbol("e")).power(values[0]).power(power ?? Sum(.one))
        }
        if function == "abs", values.count == 1, let number = values[0].rational {
            return Sum(number.isNegative ? number.negated : number)
        }
        let isSymmetric = ["max", "min", "gcd", "lcm"].contains(function)
        let arguments = isSymmetric ? values.sorted { $0.description < $1.description } : values
        let result = Sum(.call(name, arguments))
        return try power.map { power throws(Unreadable) in try result.power(power) } ?? result
    }

    private mutating func argumentOrNegative() throws(Unreadable) -> Sum {
        take(.sign("-")) ? try argument().negated : try argument()
    }

    /// Reads what a function is of where there are no brackets: factors up to the next sign or function.
    private mutating func functionArgument() throws(Unreadable) -> Sum {
        if next == .sign("(") {
            let values = try arguments()
            guard values.count == 1 else { throw Unreadable() }
            return values[0]
        }
        if next == .sign("{") { return try group() }
        var product = try factor().number
        while startsFactor {
            if case .command(let name)? = next, Functions.names.contains(name) || name == "sqrt" { break }
            if case .word(let word)? = next, Functions.names.contains(word) || word.utf8.count > 1 { break }
            if case .sign? = next { break }
            product = try product.multiplied(by: factor().number)
        }
        return product
    }

    static func root(_ value: Sum, degree: Rational) throws(Unreadable) -> Sum {
        guard let whole = degree.small, (2...64).contains(whole) else { throw Unreadable() }
        if let number = value.rational, number.isNegative, !whole.isMultiple(of: 2) {
            return try Sum(number.negated).power(Sum(Rational(.one, over: degree.top))).negated
        }
        return try value.power(Sum(Rational(.one, over: degree.top)))
    }

    /// Reads a LaTeX command.
    mutating func command(_ command: String) throws(Unreadable) -> Value {
        tokens.removeFirst()
        switch command {
        case "frac":
            let (top, bottom) = (try argument(), try argument())
            return .number(try top.divided(by: bottom))
        case "sqrt", "cbrt":
            var degree = Rational(command == "sqrt" ? 2 : 3)
            if next == .sign("[") {
                tokens.removeFirst()
                guard let number = try sum().number.rational else { throw Unreadable() }
                degree = number
                try require(.sign("]"))
            }
            if next == .sign("(") { return .number(try Self.root(arguments().first ?? Sum(), degree: degree)) }
            return .number(try Self.root(rootArgument(), degree: degree))
        case "binom":
            guard let top = try argument().rational?.small, let bottom = try argument().rational?.small,
                (0...1000).contains(top), (0...top).contains(bottom), min(bottom, top - bottom) <= 200
            else { throw Unreadable() }
            var value = Rational.one
            for place in 0..<min(bottom, top - bottom) {
                value = try value.multiplied(by: Rational(BigInteger(top - place), over: BigInteger(place + 1)))
            }
            return .number(Sum(value))
        case "pi": return .number(Sum(.symbol("pi")))
        case "infty": return .number(Sum(.symbol("\\infty")))
        case "%":
            units.insert("%")
            return .number(Sum(.symbol("%")))
        case "circ":
            units.insert("°")
            return .number(Sum(.symbol("°")))
        case "{":
            if take(.command("}")) { return .number(Sum(.symbol("\\emptyset"))) }
            let inner = try nested { parser throws(Unreadable) in try parser.alternatives() }
            try require(.command("}"))
            switch inner {
            case .list(let values): return .set(Value.ordered(values))
            case .number, .row, .name, .set, .matrix: return .set([inner])
            default: throw Unreadable()
            }
        case "lfloor", "lceil":
            let inner = try sum().number
            try require(.command(command == "lfloor" ? "rfloor" : "rceil"))
            return .number(Sum(.call(command == "lfloor" ? "\\floor" : "\\ceil", [inner])))
        case "vert":
            let inner = try sum().number
            try require(.command("vert"))
            if let number = inner.rational { return .number(Sum(number.isNegative ? number.negated : number)) }
            return .number(Sum(.call("\\abs", [inner])))
        case let name where Functions.names.contains(name): return .number(try call(name))
        case let name where Functions.letters.contains(name): return .number(try symbol("\\\(name)"))
        default: throw Unreadable()
        }
    }

    /// √3 takes a whole number, as √12 is written without braces in plain text; \sqrt12 in LaTeX is not.
    private mutating func rootArgument() throws(Unreadable) -> Sum {
        if let token = tokens.first, token.digits.count > 1, !token.hasSpace { throw Unreadable() }
        if let token = tokens.first, token.numeral != nil, !token.digits.isEmpty {
            tokens.removeFirst()
            return Sum(token.numeral?.value ?? .zero)
        }
        return try argument()
    }
}

// MARK: Units

extension Parser {
    /// Reads the unit that a word behind a number begins: `square feet`, `miles per hour`, `red apples`.
    ///
    /// - Returns: nil where the word is no unit.
    mutating func unit(_ word: String, behind left: Sum) throws(Unreadable) -> Sum? {
        if let multiplier = Units.multipliers[word.lowercased()] ?? Units.multipliers[word] {
            guard left.rational != nil || left.term?.monomial.powers.first?.factor.kind == .symbol else { return nil }
            tokens.removeFirst()
            return Sum(Rational(multiplier))
        }
        guard let token = tokens.first else { return nil }
        // 5m may be a product, 5 cm is none, and what \text says is a unit.
        let isSaid =
            token.isText || word.unicodeScalars.count > 1 || word.unicodeScalars.contains { !$0.isASCII }
            || token.hasSpace && Units.plainLetters.contains(word) && left.rational != nil
                && isUnitAlone(tokens.dropFirst())
        if word == "per" || word == "Per", let number = left.rational, !number.isZero {
            guard case .word("cent")? = tokens.dropFirst().first?.kind else { return nil }
            tokens.removeFirst(2)
            units.insert("%")
            return Sum(.symbol("%"))
        }
        let dimension = ["square": 2, "sq": 2, "cubic": 3, "cu": 3][word.lowercased()]
        if let dimension, case .word(let second)? = tokens.dropFirst().first?.kind,
            let symbol = Units.symbol(of: second)
        {
            tokens.removeFirst(2)
            units.insert(symbol)
            return try perUnit(Sum(.symbol(symbol)).power(Sum(Rational(dimension))))
        }
        if isSaid, let symbol = Units.symbol(of: word), !Functions.names.contains(word) || isEnd(tokens.dropFirst()) {
            tokens.removeFirst()
            units.insert(symbol)
            return try perUnit(try power(of: Sum(.symbol(symbol))))
        }
        return try counted(left)
    }

    /// A letter is a unit where nothing stands behind it but an area's or a volume's sign, or `/s`.
    private func isUnitAlone(_ tokens: ArraySlice<Token>) -> Bool {
        if case .superscript? = tokens.first?.kind { return isEnd(tokens.dropFirst()) }
        if tokens.first?.kind == .sign("/"), case .word(let word)? = tokens.dropFirst().first?.kind {
            return Units.symbol(of: word) != nil && isEnd(tokens.dropFirst(2))
        }
        return isEnd(tokens)
    }

    /// Reads the unit behind a stroke that follows a unit: the s of m/s.
    mutating func unitBelow(_ left: Sum) throws(Unreadable) -> Sum? {
        guard case .word(let word)? = next, left.symbols.contains(where: Units.isUnit),
            let symbol = Units.symbol(of: word)
        else { return nil }
        tokens.removeFirst()
        units.insert(symbol)
        return try power(of: Sum(.symbol(symbol)))
    }

    private func isEnd(_ tokens: ArraySlice<Token>) -> Bool {
        switch tokens.first?.kind {
        case nil, .sign(","), .sign(")"), .sign("]"), .sign("}"): true
        default: false
        }
    }

    mutating func power(of unit: Sum) throws(Unreadable) -> Sum {
        if take(.word("squared")) { return try unit.power(Sum(Rational(2))) }
        if take(.word("cubed")) { return try unit.power(Sum(Rational(3))) }
        if next == .sign("^") {
            tokens.removeFirst()
            return try unit.power(exponent())
        }
        if case .superscript(let digits)? = next, let exponent = Int(digits) {
            tokens.removeFirst()
            return try unit.power(Sum(Rational(exponent)))
        }
        return unit
    }

    private mutating func perUnit(_ unit: Sum) throws(Unreadable) -> Sum {
        guard next == .word("per"), case .word(let second)? = tokens.dropFirst().first?.kind,
            let symbol = Units.symbol(of: second)
        else { return unit }
        tokens.removeFirst(2)
        units.insert(symbol)
        return try unit.divided(by: power(of: Sum(.symbol(symbol))))
    }

    /// Reads what is counted: up to five words at the end, behind a number.
    private mutating func counted(_ left: Sum) throws(Unreadable) -> Sum? {
        guard left.rational != nil else { return nil }
        var words: [String] = []
        var rest = tokens
        while case .word(let word)? = rest.first?.kind {
            words.append(word)
            rest.removeFirst()
        }
        guard (1...5).contains(words.count), isEnd(rest), Self.isWordlike(words[words.count - 1]),
            words.allSatisfy({ word in
                !Functions.stops.contains(word.lowercased())
                    && !NumberWords.quantities.contains(word.lowercased()) && !Functions.names.contains(word)
                    && (word.utf8.count > 1 || word == "a") && word.unicodeScalars.allSatisfy(\.isASCIILetter)
            }),
            words[0].utf8.count > 2 || words.count > 1
        else { return nil }
        guard !["pi", "sqrt", "infinity", "inf", "theta", "alpha"].contains(words[0]) else { return nil }
        tokens = rest
        words[words.count - 1] = Self.singular(words[words.count - 1])
        let symbol = words.map { $0.lowercased() }.joined(separator: " ")
        units.insert(symbol)
        return Sum(.symbol(symbol))
    }

    private static func singular(_ word: String) -> String {
        word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    }
}

extension Units {
    static func isCurrency(_ symbol: String) -> Bool {
        ["USD", "EUR", "GBP", "JPY", "CNY", "INR", "KRW", "RUB", "¥"].contains(symbol)
    }
}
