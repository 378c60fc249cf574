import Foundation

/// Numbers are equal where a user asks for so many digits: rounding puts each into one class, so that the relation is an
/// equivalence, whatever else is in the pool.
extension NormalForm {
    /// The nearest double of a single number, and its unit; nil for what is none, or has an unknown or an imaginary part.
    public var approximation: (value: Double, unit: String)? {
        guard case .number(let sum)? = value?.withoutUnknown, let (value, unit) = sum.approximationWithUnit,
            value.isFinite
        else { return nil }
        return (value, unit)
    }

    /// Makes the key of a number that is rounded to significant digits, ties to even, with its unit behind it: `≈3.142`.
    ///
    /// - Parameter digits: 1 to 15.
    /// - Returns: nil for what is no single number, or has an unknown or an imaginary part.
    public func rounded(to digits: Int) -> String? {
        guard (1...15).contains(digits), let (value, unit) = approximation else { return nil }
        let text = String(format: "%.*e", digits - 1, value)
        guard let number = Double(text) else { return nil }
        let shown = number == number.rounded() && abs(number) < 1e15 ? String(format: "%.0f", number) : "\(number)"
        let kept = key.hasSuffix(unit) ? unit : ""
        return "≈" + (shown == "-0" ? "0" : shown) + (kept.isEmpty ? "" : " \(kept)")
    }
}

extension Sum {
    /// The nearest double and the unit that all terms have; nil for what is no real number.
    var approximationWithUnit: (value: Double, unit: String)? {
        var total = 0.0
        var unit: String?
        for (monomial, coefficient) in terms {
            var (product, own) = (coefficient.approximation, "")
            for power in monomial.powers {
                if power.factor.kind == .symbol, Units.isUnit(power.factor.text) {
                    own += own.isEmpty ? "" : " "
                    own += Monomial(power.factor, power.exponent).description
                } else {
                    guard let base = power.factor.approximation else { return nil }
                    product *= pow(base, power.exponent.approximation)
                }
            }
            guard unit == nil || unit == own else { return nil }
            unit = own
            total += product
        }
        return (total, unit ?? "")
    }

    fileprivate var approximation: Double? {
        guard let (value, unit) = approximationWithUnit, unit.isEmpty else { return nil }
        return value
    }

    /// An angle in degrees, in radians.
    fileprivate var degrees: Double? {
        guard let (value, unit) = approximationWithUnit, unit == "°" else { return nil }
        return value * Double.pi / 180
    }
}

extension Factor {
    fileprivate var approximation: Double? {
        let values = parts.map(\.approximation)
        switch kind {
        case .symbol: return text == "pi" ? Double.pi : text == "e" ? M_E : nil
        case .root, .compound: return values.first ?? nil
        case .power:
            guard values.count == 2, let base = values[0], let exponent = values[1] else { return nil }
            return pow(base, exponent)
        case .call:
            let name = text.prefix { $0 != "(" }
            let angle = parts.count == 1 && ["\\sin", "\\cos", "\\tan"].contains(name) ? parts[0].degrees : nil
            guard parts.count == 1, let argument = values[0] ?? angle else { return nil }
            let functions: [Substring: (Double) -> Double] = [
                "\\sin": sin, "\\cos": cos, "\\tan": tan, "\\ln": log, "\\log_{2}": log2, "\\log_{10}": log10,
                "\\arcsin": asin, "\\arccos": acos, "\\arctan": atan, "\\sinh": sinh, "\\cosh": cosh, "\\tanh": tanh,
                "\\abs": abs, "\\floor": floor, "\\ceil": ceil,
            ]
            return functions[name].map { $0(argument) }
        }
    }
}
