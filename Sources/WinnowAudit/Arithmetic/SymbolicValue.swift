import Glibc

/// A value is what SymPy's `parse_expr` makes of an expression without free symbols: an exact fraction, a
/// floating-point number, or one of its two values of divisions by zero.
///
/// A surd is a floating-point number here, and one within a billionth of a whole number is that number. Functions are
/// `sqrt`, `factorial`, `binomial`, `abs`, `floor`, `ceiling`, `gcd`, `lcm`, `max` and `min`, constants `pi` and `E`; with
/// another name an expression has no value here.
///
/// Source: SymPy 1.14, `sympy.parsing.sympy_parser.parse_expr` and its standard transformations.
enum SymbolicValue: Hashable, Sendable {
    /// In lowest terms, with a positive denominator.
    case fraction(Int128, Int128)

    case real(Double)

    /// A number divided by 0; SymPy writes `zoo`.
    case infinity

    /// SymPy writes `nan`.
    case undefined

    /// Evaluates an expression as SymPy does.
    ///
    /// - Throws: ``EvaluationStop``.
    init(_ expression: PythonExpression) throws(EvaluationStop) {
        switch expression {
        case .integer(let value): self = .fraction(value, 1)
        case .decimal(let value): self = .real(value)
        case .name("pi"): self = .real(.pi)
        case .name("E"): self = .real(M_E)
        case .name(let name): throw .beyond("the name \(name) is not known here")
        case .prefix(let sign, let operand): self = try SymbolicValue.signed(sign, SymbolicValue(operand))
        case .infix(let operation, let left, let right):
            self = try SymbolicValue.apply(operation, SymbolicValue(left), SymbolicValue(right))
        case .factorial(let operand, let isDouble):
            self = try SymbolicValue.factorial(SymbolicValue(operand), step: isDouble ? 2 : 1)
        case .call(.name(let name), let arguments):
            var values: [SymbolicValue] = []
            for argument in arguments { values.append(try SymbolicValue(argument)) }
            self = try SymbolicValue.call(name, values)
        case .call: throw .failed("a number cannot be called")
        case .tuple: throw .failed("it is no number")
        }
    }

    /// The value as a floating-point number; nil where SymPy cannot make it one.
    var real: Double? {
        switch self {
        case .fraction(let top, let bottom): Double(top) / Double(bottom)
        case .real(let value): value
        case .infinity: nil
        case .undefined: .nan
        }
    }

    /// The value without its part behind the point, as `int` gives it; nil where there is none.
    var truncated: Int128? {
        switch self {
        case .fraction(let top, let bottom): return top / bottom
        case .real(let value):
            guard value.isFinite, abs(value) < 0x1p120 else { return nil }
            let nearest = value.rounded()
            return Int128(abs(value - nearest) < 1e-9 ? nearest : value.rounded(.towardZero))
        case .infinity, .undefined: return nil
        }
    }

    private var whole: Int128? {
        if case .fraction(let top, 1) = self { top } else { nil }
    }

    private var isZero: Bool {
        switch self {
        case .fraction(let top, _): top == 0
        case .real(let value): value == 0
        default: false
        }
    }

    /// Makes a fraction in lowest terms; beyond 127 bits a floating-point number.
    private static func fraction(
        _ top: (partialValue: Int128, overflow: Bool), over bottom: (partialValue: Int128, overflow: Bool)
    ) -> SymbolicValue? {
        guard !top.overflow, !bottom.overflow, top.partialValue != .min, bottom.partialValue != .min else { return nil }
        var (divisor, rest) = (top.partialValue.magnitude, bottom.partialValue.magnitude)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        let common = bottom.partialValue < 0 ? -Int128(divisor) : Int128(divisor)
        return .fraction(top.partialValue / common, bottom.partialValue / common)
    }

    private static func signed(
        _ sign: PythonExpression.Prefix, _ value: SymbolicValue
    ) throws(EvaluationStop) -> SymbolicValue {
        switch sign {
        case .plus: return value
        case .minus:
            return switch value {
            case .fraction(let top, let bottom): .fraction(-top, bottom)
            case .real(let real): .real(-real)
            default: value
            }
        case .complement:
            guard let whole = value.whole else { throw .failed("~ is of whole numbers") }
            return .fraction(-whole - 1, 1)
        }
    }
}

// MARK: Operations

extension SymbolicValue {
    private static func apply(
        _ operation: PythonExpression.Infix, _ left: SymbolicValue, _ right: SymbolicValue
    ) throws(EvaluationStop) -> SymbolicValue {
        if left == .undefined || right == .undefined { return .undefined }
        switch operation {
        case .add: return sum(left, right)
        case .subtract: return sum(left, try signed(.minus, right))
        case .multiply: return product(left, right)
        case .divide: return product(left, reciprocal(right))
        case .floorDivide, .modulo:
            guard !right.isZero else { throw .failed("it divides by 0") }
            return try floored(operation, left, right)
        case .power: return try power(left, right)
        case .or, .exclusiveOr, .and, .left, .right:
            guard let first = left.whole, let second = right.whole else {
                throw .failed("\(operation.rawValue) is of whole numbers")
            }
            return .fraction(try bits(operation, first, second), 1)
        }
    }

    private static func sum(_ left: SymbolicValue, _ right: SymbolicValue) -> SymbolicValue {
        switch (left, right) {
        case (.infinity, .infinity): return .undefined
        case (.infinity, _), (_, .infinity): return .infinity
        case (.fraction(let a, let b), .fraction(let c, let d)):
            let (first, second) = (a.multipliedReportingOverflow(by: d), c.multipliedReportingOverflow(by: b))
            if !first.overflow, !second.overflow,
                let exact = fraction(
                    first.partialValue.addingReportingOverflow(second.partialValue),
                    over: b.multipliedReportingOverflow(by: d))
            {
                return exact
            }
        default: break
        }
        return .real((left.real ?? .nan) + (right.real ?? .nan))
    }

    private static func product(_ left: SymbolicValue, _ right: SymbolicValue) -> SymbolicValue {
        switch (left, right) {
        case (.undefined, _), (_, .undefined): return .undefined
        case (.infinity, let other), (let other, .infinity): return other.isZero ? .undefined : .infinity
        case (.fraction(let a, let b), .fraction(let c, let d)):
            if let exact = fraction(
                a.multipliedReportingOverflow(by: c), over: b.multipliedReportingOverflow(by: d))
            {
                return exact
            }
        default: break
        }
        return .real((left.real ?? .nan) * (right.real ?? .nan))
    }

    private static func reciprocal(_ value: SymbolicValue) -> SymbolicValue {
        switch value {
        case _ where value.isZero: .infinity
        case .fraction(let top, let bottom): top < 0 ? .fraction(-bottom, -top) : .fraction(bottom, top)
        case .real(let real): .real(1 / real)
        case .infinity: .fraction(0, 1)
        case .undefined: .undefined
        }
    }

    private static func floored(
        _ operation: PythonExpression.Infix, _ left: SymbolicValue, _ right: SymbolicValue
    ) throws(EvaluationStop) -> SymbolicValue {
        let floor: SymbolicValue
        if case .fraction(let a, let b) = left, case .fraction(let c, let d) = right,
            case .fraction(let top, let bottom) = product(.fraction(a, b), reciprocal(.fraction(c, d)))
        {
            floor = .fraction(Floor.quotient(top, bottom), 1)
        } else {
            guard let first = left.real, let second = right.real, first.isFinite, second.isFinite else {
                throw .beyond("it divides a value of a division by 0")
            }
            // The quotient of the floating-point numbers as they are: 4 // .2 is 19.
            let quotient = Floor.quotient(first, second)
            guard abs(quotient) < 0x1p120 else { throw .beyond("a quotient is too large") }
            floor = .fraction(Int128(quotient), 1)
        }
        if operation == .floorDivide { return floor }
        return sum(left, try signed(.minus, product(right, floor)))
    }

    private static func power(_ base: SymbolicValue, _ exponent: SymbolicValue) throws(EvaluationStop) -> SymbolicValue
    {
        guard case .fraction(let top, let bottom) = exponent else {
            guard case .real(let power) = exponent, let real = base.real else {
                throw .beyond("a power of a division by 0")
            }
            if real < 0 { throw .beyond("a value is a complex number") }
            return real == 0 && power < 0 ? .infinity : .real(pow(real, power))
        }
        if top < 0 { return reciprocal(try power(base, .fraction(-top, bottom))) }
        if top == 0 { return .fraction(1, 1) }
        switch base {
        case .infinity: return .infinity
        case .undefined: return .undefined
        case .fraction(let first, let second):
            if first < 0, bottom != 1 { throw .beyond("a value is a complex number") }
            if let root = Power.root(abs(first), degree: bottom), let under = Power.root(second, degree: bottom),
                let over = Power.exact(first < 0 ? -root : root, top), let below = Power.exact(under, top)
            {
                return .fraction(over, below)
            }
        case .real(let real):
            if real < 0, bottom != 1 { throw .beyond("a value is a complex number") }
        }
        return .real(pow(base.real ?? .nan, Double(top) / Double(bottom)))
    }

    private static func bits(
        _ operation: PythonExpression.Infix, _ left: Int128, _ right: Int128
    ) throws(EvaluationStop) -> Int128 {
        switch operation {
        case .or: return left | right
        case .exclusiveOr: return left ^ right
        case .and: return left & right
        default: break
        }
        guard right >= 0 else { throw .failed("it shifts by a negative number") }
        if operation == .right { return right > 126 ? (left < 0 ? -1 : 0) : left >> right }
        guard right < 60, left.magnitude < 1 << 60 else { throw .beyond("a value has more than 127 bits") }
        return left << right
    }
}

// MARK: Functions

extension SymbolicValue {
    private static func factorial(_ value: SymbolicValue, step: Int) throws(EvaluationStop) -> SymbolicValue {
        guard let whole = value.whole else { throw .beyond("a factorial of a fraction") }
        guard whole >= 0 else {
            if step == 2 { throw .beyond("a double factorial of a negative number") }
            return .infinity
        }
        guard whole <= 170 else { throw .beyond("a factorial is too large") }
        var result = SymbolicValue.fraction(1, 1)
        var factor = Int(whole)
        while factor > 1 {
            result = product(result, .fraction(Int128(factor), 1))
            factor -= step
        }
        return result
    }

    private static func call(_ name: String, _ values: [SymbolicValue]) throws(EvaluationStop) -> SymbolicValue {
        let wholes = values.compactMap(\.whole)
        switch (name, values.count) {
        case ("sqrt", 1): return try power(values[0], .fraction(1, 2))
        case ("factorial", 1): return try factorial(values[0], step: 1)
        case ("factorial2", 1): return try factorial(values[0], step: 2)
        case ("abs", 1), ("Abs", 1):
            guard let real = values[0].real else { return .infinity }
            return real < 0 ? try signed(.minus, values[0]) : values[0]
        case ("floor", 1): return try floored(.floorDivide, values[0], .fraction(1, 1))
        case ("ceiling", 1):
            return try signed(.minus, floored(.floorDivide, signed(.minus, values[0]), .fraction(1, 1)))
        case ("binomial", 2):
            guard wholes.count == 2, wholes[0] >= 0, wholes[1] >= 0, wholes[0] <= 1000 else {
                throw .beyond("a binomial of other than small whole numbers")
            }
            return binomial(wholes[0], wholes[1])
        case ("gcd", 2), ("lcm", 2):
            guard wholes.count == 2, wholes[0] != 0, wholes[1] != 0 else {
                throw .beyond("\(name) of other than whole numbers")
            }
            var (divisor, rest) = (abs(wholes[0]), abs(wholes[1]))
            while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
            guard name == "lcm" else { return .fraction(divisor, 1) }
            return product(.fraction(abs(wholes[0]) / divisor, 1), .fraction(abs(wholes[1]), 1))
        case ("max", 2...), ("Max", 1...), ("min", 2...), ("Min", 1...):
            guard values.allSatisfy({ $0.real?.isNaN == false }) else { throw .beyond("\(name) of no numbers") }
            let isMaximum = name.lowercased() == "max"
            return values.dropFirst().reduce(values[0]) { best, value in
                let isGreater = (value.real ?? 0) > (best.real ?? 0)
                return isGreater == isMaximum ? value : best
            }
        default: throw .beyond("the function \(name) is not known here")
        }
    }

    private static func binomial(_ total: Int128, _ chosen: Int128) -> SymbolicValue {
        guard chosen <= total else { return .fraction(0, 1) }
        var result = SymbolicValue.fraction(1, 1)
        for step in 0..<min(chosen, total - chosen) {
            result = product(product(result, .fraction(total - step, 1)), .fraction(1, step + 1))
        }
        return result
    }
}
