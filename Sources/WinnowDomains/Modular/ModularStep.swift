import WinnowRandom

/// A step combines the running value with this operand.
public enum ModularOperand: Hashable, Sendable {
    /// The operand is a number in 0...96.
    case literal(Int)

    /// The operand is the result of an earlier step, counted from 1.
    case result(Int)
}

/// A step of a program makes the running value `value operation operand`, modulo 97.
public struct ModularStep: Hashable, Sendable {
    public var operation: ModularOperation
    public var operand: ModularOperand

    public init(_ operation: ModularOperation, _ operand: ModularOperand) {
        self.operation = operation
        self.operand = operand
    }

    /// The text is the step in a specification, such as `+9` or `*s2`.
    var text: String {
        switch operand {
        case .literal(let number): "\(operation.symbol)\(number)"
        case .result(let step): "\(operation.symbol)s\(step)"
        }
    }

    /// Gives the steps of a program as text, such as `+9; *9; -16`.
    static func text(_ steps: [ModularStep]) -> String {
        steps.map(\.text).joined(separator: "; ")
    }

    /// Gives the picture of the steps: one line each, such as `s2  * 9`.
    static func lines(_ steps: [ModularStep]) -> [String] {
        steps.enumerated().map { index, step in
            let operand =
                switch step.operand {
                case .literal(let number): "\(number)"
                case .result(let number): "s\(number)"
                }
            return "s\(index + 1)\(index < 9 ? " " : "")  \(step.operation.symbol) \(operand)"
        }
    }

    /// Gives the difficulty of a program with this many steps: 2–4, 5–7, 8–12.
    static func difficulty(count: Int) -> Difficulty {
        count <= 4 ? .easy : count <= 7 ? .medium : .hard
    }

    /// Gives the numbers of steps of a difficulty.
    static func counts(_ difficulty: Difficulty) -> ClosedRange<Int> {
        switch difficulty {
        case .easy: 2...4
        case .medium: 5...7
        case .hard: 8...12
        }
    }
}

/// An operation is one on residues modulo 97.
public enum ModularOperation: UInt8, CaseIterable, Hashable, Sendable {
    case add
    case subtract
    case multiply

    /// The division appears in unchain's traces only, where it undoes a multiplication.
    case divide

    /// All values are reduced by this prime.
    public static let modulus = 97

    /// The inverse undoes this operation.
    public var inverse: ModularOperation {
        switch self {
        case .add: .subtract
        case .subtract: .add
        case .multiply: .divide
        case .divide: .multiply
        }
    }

    /// Texts and prompts have this symbol.
    public var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        }
    }

    /// Gives the residue `left ∘ right` in 0...96; both operands are in 0...96 and a divisor is not 0.
    func result(_ left: Int, _ right: Int) -> Int {
        let modulus = Self.modulus
        switch self {
        case .add: return (left + right) % modulus
        case .subtract: return (left - right + modulus) % modulus
        case .multiply: return left * right % modulus
        case .divide:
            precondition(right != 0, "division by zero modulo \(modulus)")
            // Fermat: right^(p - 2) is the inverse of right.
            var inverse = 1
            for _ in 0..<(modulus - 2) { inverse = inverse * right % modulus }
            return left * inverse % modulus
        }
    }
}

extension ModularStep {
    /// Draws the steps of a program.
    ///
    /// Operations are uniform; literals are 1...20 for `+` and `-`, 2...9 for `*`. With the given probability a
    /// step refers to a uniformly chosen earlier result instead. A step never subtracts the running value from
    /// itself, which would make the result 0 whatever came before.
    static func random(
        count: Int, referenceProbability: Double, using random: inout CounterRandom
    ) -> [ModularStep] {
        (1...count).map { label in
            let operation = ModularOperation.allCases[random.below(3)]
            let referable = operation == .subtract ? label - 2 : label - 1
            let refers = random.uniform() < referenceProbability
            if refers, referable > 0 {
                return ModularStep(operation, .result(1 + random.below(referable)))
            }
            let literal = random.integer(in: operation == .multiply ? 2...9 : 1...20)
            return ModularStep(operation, .literal(literal))
        }
    }
}
