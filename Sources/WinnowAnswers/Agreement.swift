/// An answer agrees with a reference where both are the same, or one of them leaves out what the other says besides.
///
/// Votes are counted on keys alone, and keys keep everything; a grade is more lenient in what people leave out: the unit
/// or the name (`x = 5`) on one side, a percentage for its value, the text behind the letter of a choice, braces around a
/// list, a decimal comma. Where both sides say it, they have to say the same.
extension NormalForm {
    /// - Returns: what is the same for all answers of one key.
    public func agrees(with reference: NormalForm) -> Bool {
        if key == reference.key { return true }
        if let letter = letter, let other = reference.letter { return letter == other }
        guard let value, let other = reference.value else { return decimal(reference) || reference.decimal(self) }
        let (mine, theirs) = (value.unnamed(beside: other), other.unnamed(beside: value))
        if mine.isSame(as: theirs) { return true }
        if value.hasUnits != other.hasUnits {
            if mine.withoutUnits.isSame(as: theirs.withoutUnits) { return true }
            if let first = mine.share, let second = theirs.share, first == second { return true }
        }
        return decimal(reference) || reference.decimal(self)
    }

    /// The letter of a choice, alone or in front of its text: `B. Lisbon`; a small letter alone may be one.
    private var letter: Character? {
        if kind == .choice { return key.first }
        let scalars = Array(key.unicodeScalars.prefix(3))
        if key.utf8.count == 1, let first = key.first, ("a"..."j").contains(first) {
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
        case (.relation(let sides, ["="]), _) where sides[0].isConstant && sides[1].isName: sides[0]
        case (.relation(let sides, ["="]), _) where sides[1].isConstant && sides[0].isName: sides[1]
        default: self
        }
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
