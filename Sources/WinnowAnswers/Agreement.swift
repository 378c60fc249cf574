/// An answer agrees with a reference where both are the same, or one of them leaves out what the other says besides.
///
/// Votes are counted on keys alone, and keys keep everything; a grade is more lenient in what people leave out: the unit
/// or the name (`x = 5`) on one side, a percentage for its value, the text behind the letter of a choice, braces around a
/// list, a decimal comma. Where both sides say it, they have to say the same.
extension NormalForm {
    /// - Returns: what is the same for all answers of one key.
    public func agrees(with reference: NormalForm) -> Bool {
        if key == reference.key { return true }
        if let letter = letter, let other = reference.letter {
            // The text behind a letter is left out, or it is the same: A. Turing is not A. Einstein.
            return letter == other && (isLetter || reference.isLetter)
        }
        if kind == .time, let time = reference.timeOfDay { return key == time }
        if reference.kind == .time, let time = timeOfDay { return reference.key == time }
        guard let value, let other = reference.value else { return decimal(reference) || reference.decimal(self) }
        let (mine, theirs) = (value.unnamed(beside: other), other.unnamed(beside: value))
        if mine.isSame(as: theirs) { return true }
        if value.hasUnits != other.hasUnits {
            if mine.withoutUnits.isSame(as: theirs.withoutUnits) { return true }
            if let first = mine.share, let second = theirs.share, first == second { return true }
        }
        if mine.isSameConstant(as: theirs) { return true }
        return decimal(reference) || reference.decimal(self)
    }

    /// Tells whether two answers are certainly different: both were read as values, and these are other ones in whatever
    /// notation.
    ///
    /// Two equations may be the same, and so may two functions: of these nothing is certain.
    ///
    /// - Returns: false for answers that agree.
    public func isCertainlyOther(than other: NormalForm) -> Bool {
        if agrees(with: other) || other.agrees(with: self) { return false }
        if let letter = letter, let second = other.letter, isLetter || other.isLetter { return letter != second }
        if kind == other.kind, kind == .date || kind == .time { return true }
        guard let value, let second = other.value else { return false }
        return value.unnamed(beside: second).isCertainlyOther(than: second.unnamed(beside: value))
    }

    /// The time that `19:30` is beside another time, as it is a ratio beside a number.
    private var timeOfDay: String? {
        guard key.utf8.count == 5 else { return nil }
        return Calendar.afternoon(key)
    }

    /// True for a letter without a text.
    private var isLetter: Bool { kind == .choice || key.utf8.count == 1 }

    /// The letter of a choice, alone or in front of its text: `B. Lisbon`; a small letter alone may be one.
    private var letter: Character? {
        if kind == .choice { return key.first }
        let scalars = Array(key.unicodeScalars.prefix(3))
        if key.utf8.count == 1, let first = key.first, ("a"..."j").contains(first), first != "i" {
            return Character(first.uppercased())
        }
        guard kind == .text, scalars.count == 3, ("A"..."J").contains(scalars[0]),
            scalars[1] == "." || scalars[1] == ":" || scalars[1] == ")", scalars[2] == " "
        else { return nil }
        return Character(scalars[0])
    }

    /// The letter of a choice that an answer is or begins with, where it is known to be one: `B`, `b`, `B. Lisbon`.
    public static func choice(_ answer: String) -> String? {
        guard answer.utf8.count <= 1000, let form = NormalForm(answer) else { return nil }
        return form.letter.map { String($0) }
    }

    /// Whether two numbers around a comma are the other's decimal number: `3,5` and 7/2.
    private func decimal(_ other: NormalForm) -> Bool {
        let parts = key.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.count <= 40 }),
            parts[1].allSatisfy({ (48...57).contains($0) }),
            parts[0].enumerated().allSatisfy({ (48...57).contains($0.element) || $0.offset == 0 && $0.element == 45 })
        else { return false }
        return NormalForm(key.replacing(",", with: "."))?.key == other.key
    }
}

extension Value {
    /// The value without its name, where the other has none: 5 of `n = 5` beside 5.
    fileprivate func unnamed(beside other: Value) -> Value {
        switch (self, other) {
        case (.assignment, .assignment), (.membership, .membership), (.assignment, .relation), (.membership, .relation):
            self
        case (.assignment(_, let value), _): value
        case (.membership(_, let value), _): value
        case (.relation, .relation), (.relation, .assignment): self
        // 3+4 = 7, where it is true, comes to 7.
        case (.relation(let sides, _), _) where isCalculation && Set(sides.map(\.description)).count == 1:
            sides[0]
        // The name of a value, such as f(0), and no equation that an unknown has to satisfy.
        case (.relation(let sides, ["="]), _) where sides[1].isCall && !sides[0].hasCall(sides[1]): sides[0]
        case (.relation(let sides, ["="]), _) where sides[0].isCall && !sides[1].hasCall(sides[0]): sides[1]
        case (.relation(let sides, ["="]), _) where sides[0].isConstant && sides[1].isName: sides[0]
        case (.relation(let sides, ["="]), _) where sides[1].isConstant && sides[0].isName: sides[1]
        default: self
        }
    }

    /// A function's value at a name, alone: f(x).
    private var isCall: Bool {
        guard isName, case .number(let sum) = self, let factor = sum.term?.monomial.powers.first?.factor,
            factor.kind == .call, factor.parts.count == 1
        else { return false }
        return factor.parts[0].symbolName != nil
    }

    /// Whether the function of a call stands in the value.
    private func hasCall(_ call: Value) -> Bool {
        guard case .number(let sum) = self, case .number(let other) = call else { return true }
        return !sum.symbols.isDisjoint(with: other.symbols.filter { Functions.applied.contains($0) })
    }

    /// A symbol or a function's value, alone.
    private var isName: Bool {
        guard case .number(let sum) = self, let (coefficient, monomial) = sum.term, coefficient.isOne,
            monomial.powers.count == 1, let power = monomial.powers.first, power.exponent.isOne
        else { return false }
        return power.factor.kind == .call || power.factor.kind == .symbol
    }

    /// Equal, also where one of them lists what the other has as a set or as alternatives.
    fileprivate func isSame(as other: Value) -> Bool {
        if description == other.description { return true }
        switch (self, other) {
        case (.relation, .row): return interval?.description == other.description
        case (.row, .relation): return other.interval?.description == description
        case (.set(let mine), .list(let theirs)), (.list(let mine), .set(let theirs)),
            (.alternatives(let mine), .list(let theirs)), (.list(let mine), .alternatives(let theirs)),
            (.set(let mine), .alternatives(let theirs)), (.alternatives(let mine), .set(let theirs)):
            return Value.ordered(mine).map(\.description) == Value.ordered(theirs).map(\.description)
        default: return false
        }
    }

    /// The value with percent signs as hundredths.
    fileprivate var share: String? {
        guard case .number(let sum) = self, sum.terms.count == 1, let (coefficient, monomial) = sum.term else {
            return nil
        }
        if monomial.powers.isEmpty { return coefficient.description }
        guard monomial.powers.count == 1, monomial.powers[0].factor.text == "%", monomial.powers[0].exponent.isOne
        else {
            return nil
        }
        return (try? coefficient.divided(by: Rational(100)))?.description
    }
}

// MARK: Notations of one value

extension Value {
    /// The interval of an inequality of one name: `(1,3]` of `1<x\le 3`, `(2,\infty)` of `x>2`.
    fileprivate var interval: Value? {
        guard case .relation(let values, let signs) = self, signs.allSatisfy({ $0 == "<" || $0 == "\\le" }) else {
            return nil
        }
        let infinity = Sum(.symbol("\\infty"))
        let (low, high): (Value, Value)
        if values.count == 3, values[1].isName, values[0].isConstant, values[2].isConstant {
            return .row(
                open: signs[0] == "<" ? "(" : "[", [values[0], values[2]], close: signs[1] == "<" ? ")" : "]")
        } else if values.count == 2, values[0].isName, values[1].isConstant {
            (low, high) = (.number(infinity.negated), values[1])
            return .row(open: "(", [low, high], close: signs[0] == "<" ? ")" : "]")
        } else if values.count == 2, values[1].isName, values[0].isConstant {
            (low, high) = (values[0], .number(infinity))
            return .row(open: signs[0] == "<" ? "(" : "[", [low, high], close: ")")
        }
        return nil
    }

    /// The nearest double of a number without an unknown, with its unit.
    private var constant: (value: Double, unit: String)? {
        guard case .number(let sum) = self, let (value, unit) = sum.approximationWithUnit, value.isFinite else {
            return nil
        }
        return (value, unit)
    }

    private var isRational: Bool {
        if case .number(let sum) = self { sum.rational != nil } else { false }
    }

    /// Equal numbers of which one is written with functions or roots, as by \tan 45°: to all digits that can be calculated.
    fileprivate func isSameConstant(as other: Value) -> Bool {
        guard !(isRational && other.isRational), let mine = constant, let theirs = other.constant,
            mine.unit == theirs.unit
        else { return false }
        return abs(mine.value - theirs.value) <= 1e-13 * max(abs(mine.value), abs(theirs.value))
    }

    fileprivate func isCertainlyOther(than other: Value) -> Bool {
        if description == other.description { return false }
        switch (self, other) {
        case (.number(let mine), .number(let theirs)):
            if let first = constant, let second = other.constant {
                guard first.unit == second.unit || first.unit.isEmpty || second.unit.isEmpty else { return false }
                if isRational, other.isRational { return true }
                return abs(first.value - second.value) > 1e-9 * max(abs(first.value), abs(second.value))
            }
            return mine.isPolynomial && theirs.isPolynomial && mine.symbols == theirs.symbols
        case (.row(let open, let mine, let close), .row(let other, let theirs, let end)):
            if open != other || close != end { return true }
            return mine.count != theirs.count || Self.pairs(mine, theirs)
        case (.assignment(let name, let mine), .assignment(let other, let theirs)):
            return name == other && mine.isCertainlyOther(than: theirs)
        case (.membership(_, let mine), .membership(_, let theirs)): return mine.isCertainlyOther(than: theirs)
        case (.matrix(let kind, let mine), .matrix(let other, let theirs)):
            guard kind == other else { return false }
            guard mine.count == theirs.count, mine.first?.count == theirs.first?.count else { return true }
            return Self.pairs(mine.flatMap { $0 }, theirs.flatMap { $0 })
        default:
            guard let mine = several, let theirs = other.several, mine.count + theirs.count > 2 else { return false }
            return Self.hasOther(mine, theirs) || Self.hasOther(theirs, mine)
        }
    }

    private static func pairs(_ mine: [Value], _ theirs: [Value]) -> Bool {
        mine.indices.contains { theirs.indices.contains($0) && mine[$0].isCertainlyOther(than: theirs[$0]) }
    }

    /// What a list, a set or alternatives have; of a number itself.
    private var several: [Value]? {
        switch self {
        case .set(let values), .list(let values), .alternatives(let values): values
        case .number: [self]
        default: nil
        }
    }

    /// Lists are short where they are compared: each with each.
    private static let most = 40

    /// True where one of some values is none of others.
    private static func hasOther(_ mine: [Value], _ theirs: [Value]) -> Bool {
        guard mine.count <= most, theirs.count <= most else { return false }
        return mine.contains { value in theirs.allSatisfy { value.isCertainlyOther(than: $0) } }
    }
}

extension Sum {
    /// True for a sum of whole powers of names: two of these are the same only where their normal forms are.
    fileprivate var isPolynomial: Bool {
        terms.keys.allSatisfy { monomial in
            monomial.powers.allSatisfy { power in
                power.factor.kind == .symbol && !Units.isUnit(power.factor.text)
                    && (power.exponent.small.map { $0 > 0 } ?? false)
            }
        }
    }
}
