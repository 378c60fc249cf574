extension CountdownDomain {
    /// Evaluates the expression exactly and consumes its numbers as a multiset.
    ///
    /// Fractions on the way are right: `(8/3)*6` makes 16. Critiques: `malformed`, `number_not_available`,
    /// `number_unused`, `division_by_zero`, `wrong_value`, `value_too_large`; a malformed text gets no other.
    public func verify(_ answer: String, of problem: CountdownProblem) -> Verdict {
        let expression: CountdownExpression
        do {
            expression = try CountdownExpression(answer)
        } catch {
            return .rejected([error.critique])
        }
        var critiques = multisetCritiques(of: expression, for: problem)
        if let ofValue = expression.valueCritiques(target: problem.target) {
            critiques += ofValue
        } else {
            guard !critiques.isEmpty else { return .error("the value needs more than 128 bits") }
            critiques.append(Critique("value_too_large", "the value is too large to be computed"))
        }
        return critiques.isEmpty ? .accepted : .rejected(critiques)
    }

    private func multisetCritiques(of expression: CountdownExpression, for problem: CountdownProblem) -> [Critique] {
        var critiques: [Critique] = []
        var used = 0
        var position = 0
        for case .number(let number, at: _) in expression.postfix {
            position += 1
            var index = 0
            while index < problem.numbers.count, problem.numbers[index] != number || used >> index & 1 == 1 {
                index += 1
            }
            if index < problem.numbers.count {
                used |= 1 << index
            } else {
                let message =
                    problem.numbers.contains(number)
                    ? "\(number) is used more often than it is given" : "\(number) is not given"
                critiques.append(Critique("number_not_available", at: "number \(position)", message))
            }
        }
        for (index, number) in problem.numbers.enumerated() where used >> index & 1 == 0 {
            critiques.append(Critique("number_unused", "\(number) is not used"))
        }
        return critiques
    }
}

extension CountdownExpression {
    /// Finds what is wrong with the value, nothing when it is the target; nil when it is too large to be computed.
    func valueCritiques(target: Int) -> [Critique]? {
        switch value() {
        case .fraction(let numerator, let denominator):
            let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
            if remainder == 0, quotient == Int128(target) { return [] }
            return [
                Critique("wrong_value", "the value is \(Self.text(numerator, denominator)), not \(target)")
            ]
        case .undefined(at: let positions):
            return positions.map { position in
                Critique("division_by_zero", at: "character \(position)", "the divisor has the value 0")
            }
        case .tooLarge: return nil
        }
    }

    private static func text(_ numerator: Int128, _ denominator: Int128) -> String {
        var (divisor, rest) = (numerator.magnitude, denominator.magnitude)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        let sign = (numerator < 0) != (denominator < 0) && numerator != 0 ? "-" : ""
        let (top, bottom) = (numerator.magnitude / divisor, denominator.magnitude / divisor)
        return bottom == 1 ? "\(sign)\(top)" : "\(sign)\(top)/\(bottom)"
    }
}

extension CountdownExpression.SyntaxError {
    var critique: Critique { Critique("malformed", at: "character \(position)", "expected \(expected)") }
}

/// Evaluates the expression only; which numbers it uses is not looked at.
///
/// The hole of published Countdown checkers, which accept `5*5` from a single 5.
public struct CountdownValueOnly: PartialVerifier {
    public init() {}

    public var name: String { "value-only" }

    public var summary: String { "checks the value of the expression, not the numbers it uses" }

    public var declaration: VerifierDeclaration {
        VerifierDeclaration(sound: false, complete: true, evidence: .answer, solvesTheProblem: false)
    }

    /// Gives critiques: those of the domain's verifier that concern the value, or `malformed`.
    public func verify(_ answer: String, completion: [Int], of problem: CountdownProblem) -> Verdict {
        let expression: CountdownExpression
        do {
            expression = try CountdownExpression(answer)
        } catch {
            return .rejected([error.critique])
        }
        guard let critiques = expression.valueCritiques(target: problem.target) else {
            return .error("the value needs more than 128 bits")
        }
        return critiques.isEmpty ? .accepted : .rejected(critiques)
    }
}
