/// What a step combines the running value with.
public enum ModularOperand: Hashable, Sendable {
    /// A number in 0...96.
    case literal(Int)

    /// The result of an earlier step, counted from 1.
    case result(Int)
}

/// One step of a program: the running value becomes `value operation operand`, modulo 97.
public struct ModularStep: Hashable, Sendable {
    public var operation: ModularOperation
    public var operand: ModularOperand

    public init(_ operation: ModularOperation, _ operand: ModularOperand) {
        self.operation = operation
        self.operand = operand
    }

    /// The step in a specification, such as `+9` or `*s2`.
    var text: String {
        switch operand {
        case .literal(let number): "\(operation.symbol)\(number)"
        case .result(let step): "\(operation.symbol)s\(step)"
        }
    }

    /// The steps of a program as text, such as `+9; *9; -16`.
    static func text(_ steps: [ModularStep]) -> String {
        steps.map(\.text).joined(separator: "; ")
    }

    /// The picture of the steps: one line each, such as `s2  * 9`.
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

    /// The difficulty of a program with this many steps: 2–4, 5–7, 8–12.
    static func difficulty(count: Int) -> Difficulty {
        count <= 4 ? .easy : count <= 7 ? .medium : .hard
    }

    /// The numbers of steps of a difficulty.
    static func counts(_ difficulty: Difficulty) -> ClosedRange<Int> {
        switch difficulty {
        case .easy: 2...4
        case .medium: 5...7
        case .hard: 8...12
        }
    }
}
