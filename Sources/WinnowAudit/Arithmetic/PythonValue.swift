import Glibc

/// The stop says why an expression has no value here.
enum EvaluationStop: Error, Hashable {
    /// The published program fails on it too, and rejects the answer.
    case failed(String)

    /// The value is more than is computed here.
    case beyond(String)

    var verdict: PublishedVerdict {
        switch self {
        case .failed(let reason): .rejected(reason)
        case .beyond(let reason): .undecided(reason)
        }
    }
}

/// A value is what Python's `eval` gives: a whole number, exact, or a floating-point one.
///
/// Source: The Python Language Reference, "Binary arithmetic operations".
enum PythonValue: Hashable, Sendable {
    case integer(Int128)
    case real(Double)

    /// Evaluates an expression as Python does.
    ///
    /// - Throws: ``EvaluationStop``.
    init(_ expression: PythonExpression) throws(EvaluationStop) {
        switch expression {
        case .integer(let value): self = .integer(value)
        case .decimal(let value): self = .real(value)
        case .prefix(let sign, let operand):
            let value = try PythonValue(operand)
            self = sign == .minus ? value.negated : value
        case .infix(let operation, let left, let right):
            self = try PythonValue.apply(operation, PythonValue(left), PythonValue(right))
        case .call: throw .failed("a number cannot be called")
        case .tuple: throw .failed("it is no number")
        case .name, .factorial: throw .failed("it is no arithmetic of digits")
        }
    }

    var real: Double {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        }
    }

    private var negated: PythonValue {
        switch self {
        case .integer(let value): .integer(0 - value)
        case .real(let value): .real(-value)
        }
    }

    private static func apply(
        _ operation: PythonExpression.Infix, _ left: PythonValue, _ right: PythonValue
    ) throws(EvaluationStop) -> PythonValue {
        if case .integer(let first) = left, case .integer(let second) = right {
            return try whole(operation, first, second)
        }
        return .real(try real(operation, left.real, right.real))
    }

    private static func whole(
        _ operation: PythonExpression.Infix, _ left: Int128, _ right: Int128
    ) throws(EvaluationStop) -> PythonValue {
        func exact(_ result: (partialValue: Int128, overflow: Bool)) throws(EvaluationStop) -> PythonValue {
            guard !result.overflow, result.partialValue != .min else {
                throw .beyond("a value has more than 127 bits")
            }
            return .integer(result.partialValue)
        }
        switch operation {
        case .add: return try exact(left.addingReportingOverflow(right))
        case .subtract: return try exact(left.subtractingReportingOverflow(right))
        case .multiply: return try exact(left.multipliedReportingOverflow(by: right))
        case .divide:
            guard right != 0 else { throw .failed("it divides by 0") }
            return .real(Double(left) / Double(right))
        case .floorDivide:
            guard right != 0 else { throw .failed("it divides by 0") }
            return .integer(Floor.quotient(left, right))
        case .power:
            if right < 0 { return .real(try real(.power, Double(left), Double(right))) }
            guard let power = Power.exact(left, right) else { throw .beyond("a power has more than 127 bits") }
            return .integer(power)
        default: throw .failed("it is no arithmetic of digits")
        }
    }

    private static func real(
        _ operation: PythonExpression.Infix, _ left: Double, _ right: Double
    ) throws(EvaluationStop) -> Double {
        let value: Double
        switch operation {
        case .add: value = left + right
        case .subtract: value = left - right
        case .multiply: value = left * right
        case .divide:
            guard right != 0 else { throw .failed("it divides by 0") }
            value = left / right
        case .floorDivide:
            guard right != 0 else { throw .failed("it divides by 0") }
            value = Floor.quotient(left, right)
        case .power:
            if left == 0, right < 0 { throw .failed("it divides by 0") }
            if left < 0, right != right.rounded() { throw .beyond("a value is a complex number") }
            value = pow(left, right)
            if value.isInfinite, left.isFinite, right.isFinite { throw .failed("a power is too large") }
        default: throw .failed("it is no arithmetic of digits")
        }
        return value
    }
}

/// Quotients are rounded down, as Python does.
enum Floor {
    /// - Precondition: the divisor is not 0.
    static func quotient(_ left: Int128, _ right: Int128) -> Int128 {
        let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
        return remainder != 0 && (remainder < 0) != (right < 0) ? quotient - 1 : quotient
    }

    /// - Precondition: the divisor is not 0.
    static func quotient(_ left: Double, _ right: Double) -> Double {
        var remainder = fmod(left, right)
        var quotient = (left - remainder) / right
        if remainder != 0, (right < 0) != (remainder < 0) {
            remainder += right
            quotient -= 1
        }
        let floor = quotient.rounded(.down)
        return quotient - floor > 0.5 ? floor + 1 : floor
    }
}

/// Powers of whole numbers are exact.
enum Power {
    /// Gives the power, or nil where it has more than 127 bits.
    ///
    /// - Precondition: the exponent is not negative.
    static func exact(_ base: Int128, _ exponent: Int128) -> Int128? {
        if exponent == 0 || base == 1 { return 1 }
        if base == 0 { return 0 }
        if base == -1 { return exponent.isMultiple(of: 2) ? 1 : -1 }
        guard exponent < 127 else { return nil }
        var result: Int128 = 1
        for _ in 0..<Int(exponent) {
            let (product, overflow) = result.multipliedReportingOverflow(by: base)
            if overflow || product == .min { return nil }
            result = product
        }
        return result
    }

    /// Gives the whole root of a whole number that is not negative, or nil where it has none.
    static func root(_ value: Int128, degree: Int128) -> Int128? {
        guard value >= 0, degree >= 1, degree < 127 else { return nil }
        if value < 2 { return value }
        let guess = Int128(pow(Double(value), 1 / Double(degree)).rounded())
        for candidate in max(1, guess - 2)...guess + 2 where exact(candidate, degree) == value { return candidate }
        return nil
    }
}
