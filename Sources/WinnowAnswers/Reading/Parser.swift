/// Reads tokens as a value, by recursive descent: alternatives, lists, relations, sets, sums, products, powers.
///
/// What it does not know it does not guess: it throws, and the answer is known by its text.
struct Parser {
    var tokens: ArraySlice<Token>

    /// Symbols that were said to be units: they can be taken off.
    var units: Set<String> = []

    /// ± is plus in one reading and minus in another.
    let sign: Int

    /// The signs ± that were met.
    var signs = 0

    private var depth = 0
    private static let deepest = 60

    init(_ tokens: [Token], plusMinus sign: Int) {
        self.tokens = tokens[...]
        self.sign = sign
    }

    /// Reads all tokens.
    static func value(of tokens: [Token]) throws(Unreadable) -> (value: Value, units: Set<String>) {
        var parser = Parser(tokens, plusMinus: 1)
        let first = try parser.all()
        guard parser.signs > 0 else { return (first, parser.units) }
        // Of two signs it is not said whether they go together.
        guard parser.signs == 1 || parser.isPaired(tokens) else { throw Unreadable() }
        var other = Parser(tokens, plusMinus: -1)
        let second = try other.all()
        return (Value.alternatives(of: [first, second]), parser.units)
    }

    /// One ± and one ∓ go together.
    private func isPaired(_ tokens: [Token]) -> Bool {
        signs == 2 && tokens.count { $0.kind == .command("mp") } == 1
    }

    private mutating func all() throws(Unreadable) -> Value {
        let value = try alternatives()
        guard tokens.isEmpty else { throw Unreadable() }
        return value
    }

    var next: Token.Kind? { tokens.first?.kind }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard next == kind else { return false }
        tokens.removeFirst()
        return true
    }

    mutating func require(_ kind: Token.Kind) throws(Unreadable) {
        guard take(kind) else { throw Unreadable() }
    }

    /// Reads something nested, to a depth that fits the stack.
    mutating func nested<Result>(
        _ read: (inout Parser) throws(Unreadable) -> Result
    ) throws(Unreadable) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Unreadable() }
        return try read(&self)
    }
}

// MARK: Several values

extension Parser {
    private enum Joint { case comma, and, or }

    private mutating func joint() -> Joint? {
        var joint: Joint?
        while true {
            if take(.sign(",")) || take(.sign(";")) {
                if joint != nil { return nil }
                joint = .comma
            } else if take(.word("or")) || take(.command("or")) {
                return .or
            } else if take(.word("and")) || take(.command("and")) {
                return .and
            } else {
                return joint
            }
        }
    }

    /// Reads `1 or 2`, `1, 2 and 3`.
    mutating func alternatives() throws(Unreadable) -> Value {
        var values = [try relation()]
        var joints: Set<Joint> = []
        while !tokens.isEmpty, next != .sign("}"), next != .command("}"), next != .sign(")"), next != .sign("]"),
            next != .sign("&"), next != .command("\\")
        {
            let before = tokens.count
            guard let joint = joint(), tokens.count < before else { throw Unreadable() }
            joints.insert(joint)
            values.append(try relation())
        }
        if values.count == 1 { return values[0] }
        if joints.contains(.or) {
            guard !joints.contains(.and) else { throw Unreadable() }
            return Value.alternatives(of: values)
        }
        return Self.list(values)
    }

    /// Values of one name are alternatives, values of several names are in the order of the names.
    private static func list(_ values: [Value]) -> Value {
        let names = values.map { value -> String? in
            if case .assignment(let name, _) = value { name } else { nil }
        }
        if let first = names[0] {
            if names.dropFirst().allSatisfy({ $0 == nil || $0 == first }) {
                let merged = Value.alternatives(of: values)
                if case .assignment = merged { return merged }
            }
            if Set(names).count == names.count, !names.contains(nil) { return .list(Value.ordered(values)) }
        }
        return .list(values)
    }

    private mutating func relationSign() -> String? {
        let signs: [(Token.Kind, String)] = [
            (.sign("="), "="), (.sign("<"), "<"), (.sign(">"), ">"), (.command("le"), "\\le"), (.command("ge"), "\\ge"),
            (.command("ne"), "\\ne"), (.command("approx"), "\\approx"), (.command("equiv"), "\\equiv"),
            (.command("<"), "<"), (.command(">"), ">"), (.command("in"), "\\in"), (.sign(":"), ":"),
            (.command(":"), ":"), (.command("sim"), "\\sim"),
        ]
        for (kind, sign) in signs where take(kind) { return sign }
        return nil
    }

    private mutating func relation() throws(Unreadable) -> Value {
        let start = tokens
        var values = [try combination()]
        var signs: [String] = []
        while let sign = relationSign() {
            let value = try combination()
            // x = 3+4 = 7 is x = 7.
            if sign == "=", values.count > 1, let last = values.last, last.isConstant,
                last.description == value.description
            {
                continue
            }
            signs.append(sign)
            values.append(value)
        }
        guard let first = signs.first else { return values[0] }
        if signs.contains(":") {
            // A ratio; 7:05 may be a time of day, and its digits stay.
            guard Set(signs).count == 1,
                !start.dropLast(tokens.count).contains(where: { $0.numeral?.hasLeadingZero == true })
            else { throw Unreadable() }
        }
        if signs.count == 1 {
            if case .number(let sum) = values[0], let name = sum.symbolName, !Units.isCurrency(name) {
                if first == "=", values[0].isUnknown(name), !values[1].mentions(name) {
                    return .assignment(name, values[1])
                }
                if first == "\\in", values[0].isUnknown(name) { return .membership(name, values[1]) }
            }
            if first == "=", case .number(let sum) = values[1], let name = sum.symbolName, !values[0].mentions(name),
                values[1].isUnknown(name)
            {
                return .assignment(name, values[0])
            }
            // Both sides of an equation are the same.
            if ["=", "\\ne", "\\approx", "\\equiv", "\\sim"].contains(first),
                values[1].description < values[0].description
            {
                values.reverse()
            }
        }
        if signs.allSatisfy({ $0 == ">" || $0 == "\\ge" }) {
            return .relation(values.reversed(), signs.reversed().map { $0 == ">" ? "<" : "\\le" })
        }
        return .relation(values, signs)
    }

    /// Reads `A \cup B`.
    private mutating func combination() throws(Unreadable) -> Value {
        let first = try sum()
        var sign: String?
        var values = [first]
        while true {
            var taken: String?
            for name in ["cup", "cap", "setminus"] where next == .command(name) { taken = "\\\(name)" }
            if taken == nil, next == .word("U"), values.allSatisfy(\.isSet) { taken = "\\cup" }
            guard let taken else { break }
            guard sign == nil || sign == taken, taken != "\\setminus" || sign == nil else { throw Unreadable() }
            tokens.removeFirst()
            sign = taken
            values.append(try sum())
        }
        guard let sign else { return first }
        if sign == "\\setminus" { return .combination(sign, values) }
        let unique = Value.ordered(values)
        return unique.count == 1 ? unique[0] : .combination(sign, unique)
    }
}

extension Value {
    fileprivate var isSet: Bool {
        switch self {
        case .set, .row: true
        default: false
        }
    }

    /// Whether a name may be that of an unknown: it is no constant.
    fileprivate func isUnknown(_ name: String) -> Bool {
        !Factor.constants.contains(name) && name != "\\infty" && name != "%" && name != "°" && name != "i"
            && !name.contains(" ")
    }

    fileprivate func mentions(_ name: String) -> Bool {
        switch self {
        case .number(let sum): sum.symbols.contains(name)
        case .row(_, let values, _), .set(let values), .list(let values), .alternatives(let values),
            .relation(let values, _), .combination(_, let values):
            values.contains { $0.mentions(name) }
        case .assignment(_, let value), .membership(_, let value): value.mentions(name)
        case .matrix(_, let rows): rows.contains { $0.contains { $0.mentions(name) } }
        case .name: false
        }
    }
}

// MARK: Sums and products

extension Parser {
    /// Reads `a + b - c`; a value that is no number stands alone.
    mutating func sum() throws(Unreadable) -> Value {
        try nested { parser throws(Unreadable) in try parser.unnestedSum() }
    }

    private mutating func additive() -> (sign: Int, isMet: Bool) {
        if take(.sign("+")) { return (1, true) }
        if take(.sign("-")) { return (-1, true) }
        if take(.command("pm")) {
            signs += 1
            return (sign, true)
        }
        if take(.command("mp")) {
            signs += 1
            return (-sign, true)
        }
        return (1, false)
    }

    private mutating func unnestedSum() throws(Unreadable) -> Value {
        var (sign, isMet) = additive()
        let isSigned = isMet
        let first = try product()
        guard isSigned || isAdditive else { return first }
        var total = try first.number
        if sign < 0 { total = total.negated }
        while true {
            (sign, isMet) = additive()
            guard isMet else { break }
            var term: Sum
            // 2 + -3
            if take(.sign("-")) { term = try product().number.negated } else { term = try product().number }
            if sign < 0 { term = term.negated }
            try total.add(term)
        }
        return .number(total)
    }

    private var isAdditive: Bool {
        [.sign("+"), .sign("-"), .command("pm"), .command("mp")].contains(next)
    }

    private mutating func product() throws(Unreadable) -> Value {
        var first = try leadingFactor()
        while let token = tokens.first {
            switch token.kind {
            case .sign("*"), .command("cdot"):
                tokens.removeFirst()
                first = .number(try first.number.multiplied(by: signedFactor()))
            case .sign("/"), .command("div"):
                tokens.removeFirst()
                let isPlain = first.isNumeral && tokens.first?.numeral != nil
                let left = try first.number
                if let unit = try unitBelow(left) {
                    first = .number(try left.divided(by: unit))
                } else {
                    first = .number(try left.divided(by: signedFactor()))
                }
                // What stands behind a/b without a sign may belong to b: only 1/2 x is clear.
                if startsFactor {
                    guard isPlain && tokens.first?.hasSpace == true || startsUnit else { throw Unreadable() }
                }
            default:
                guard startsFactor else { return first }
                first = .number(try multiplied(first.number))
            }
        }
        return first
    }

    private mutating func signedFactor() throws(Unreadable) -> Sum {
        if take(.sign("-")) { return try factor().number.negated }
        return try factor().number
    }

    /// What stands behind a factor without a sign.
    private mutating func multiplied(_ left: Sum) throws(Unreadable) -> Sum {
        if case .word(let word) = next, let unit = try unit(word, behind: left) {
            return try left.multiplied(by: unit)
        }
        if tokens.first?.numeral != nil {
            // Two numbers side by side are no product.
            throw Unreadable()
        }
        return try left.multiplied(by: factor().number)
    }

    /// True where a factor begins without a sign of multiplication.
    var startsFactor: Bool {
        switch next {
        case .numeral: true
        case .word(let word): word != "or" && word != "and" && !(word == "U" && tokens.first?.hasSpace == true)
        case .sign("("), .sign("["), .sign("{"), .sign("%"), .sign("°"), .sign("$"), .sign("€"), .sign("£"), .sign("¥"),
            .sign("₹"), .sign("₩"), .sign("₽"), .sign("¢"):
            true
        case .command(let name):
            Functions.names.contains(name) || Functions.letters.contains(name)
                || ["frac", "sqrt", "cbrt", "infty", "pi", "binom", "lfloor", "lceil", "%", "circ", "€", "£", "ln"]
                    .contains(name)
        default: false
        }
    }

    private var startsUnit: Bool {
        switch next {
        case .word(let word):
            Units.symbol(of: word) != nil && word.unicodeScalars.count > 1 || tokens.first?.isText == true
        case .sign("%"), .sign("°"), .command("circ"), .command("%"): true
        default: false
        }
    }
}

extension Value {
    /// The sum, where the value is a number, also in square brackets.
    var number: Sum {
        get throws(Unreadable) {
            switch self {
            case .number(let sum): return sum
            case .row(let open, let values, let close) where values.count == 1 && open == "[" && close == "]":
                return try values[0].number
            default: throw Unreadable()
            }
        }
    }

    fileprivate var isNumeral: Bool {
        if case .number(let sum) = self { sum.rational?.isWhole ?? false } else { false }
    }
}
