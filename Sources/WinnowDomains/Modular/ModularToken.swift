/// Chain and unchain have these token identifiers; unchain's vocabulary is chain's with three more symbols.
enum ModularToken {
    static let firstNumber = 3
    static let firstStep = firstNumber + ModularOperation.modulus
    static let semicolon = firstStep + ModularProgram.maximumSteps
    static let add = semicolon + 1
    static let subtract = semicolon + 2
    static let multiply = semicolon + 3
    static let equals = semicolon + 4
    static let answer = semicolon + 5
    static let divide = semicolon + 6
    static let question = semicolon + 7
    static let yields = semicolon + 8

    /// The symbols are `n0`–`n96`, `s1`–`s12` and the signs; there are 118 with the special ones.
    static let chainSymbols: [String] =
        (0..<ModularOperation.modulus).map { "n\($0)" }
        + (1...ModularProgram.maximumSteps).map { "s\($0)" }
        + [";", "+", "-", "*", "=", "ans"]

    static let unchainSymbols: [String] = chainSymbols + ["/", "?", ">"]

    static func number(_ value: Int) -> Int { firstNumber + value }

    static func step(_ label: Int) -> Int { firstStep + label - 1 }

    static func operation(_ operation: ModularOperation) -> Int {
        operation == .divide ? divide : add + Int(operation.rawValue)
    }

    /// Gives the residue that a number token stands for.
    static func value(of token: Int) -> Int? {
        (firstNumber..<firstStep).contains(token) ? token - firstNumber : nil
    }

    /// Gives the step that a label token stands for, counted from 1.
    static func label(of token: Int) -> Int? {
        (firstStep..<semicolon).contains(token) ? token - firstStep + 1 : nil
    }

    static func operation(of token: Int) -> ModularOperation? {
        switch token {
        case add: .add
        case subtract: .subtract
        case multiply: .multiply
        case divide: .divide
        default: nil
        }
    }

    /// Gives the steps in a prompt: `s1 + n9 s2 * s1`.
    static func prompt(_ steps: [ModularStep]) -> [Int] {
        var tokens: [Int] = []
        for (index, step) in steps.enumerated() {
            tokens.append(self.step(index + 1))
            tokens.append(operation(step.operation))
            switch step.operand {
            case .literal(let number): tokens.append(self.number(number))
            case .result(let label): tokens.append(self.step(label))
            }
        }
        return tokens
    }
}
