extension CountdownExpression {
    /// The exact value of an expression.
    enum Value {
        /// `numerator / denominator`, not reduced; the denominator is not 0.
        case fraction(Int128, Int128)

        /// The 1-based characters of the divisions by zero.
        case undefined(at: [Int])

        /// More than 128 bits; impossible for numbers that a problem can have.
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

    /// The result, or nil when it has more than 128 bits; a divisor is not 0.
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
