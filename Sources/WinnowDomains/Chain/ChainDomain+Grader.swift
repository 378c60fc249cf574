extension ChainDomain {
    /// Whether the answer is the program's value, found from the last step backwards.
    ///
    /// Only what the answer depends on is computed; sums are kept unreduced (they stay below 2^12 · 97² in size),
    /// products are taken by discrete logarithms.
    public func grade(_ answer: String, of problem: ModularProgram) -> Bool {
        var text = Substring(answer)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        guard let claimed = Int(text), (0...96).contains(claimed), String(claimed) == text else { return false }
        var known = [Int?](repeating: nil, count: problem.steps.count)
        return (total(after: problem.steps.count, of: problem, known: &known) - claimed).isMultiple(of: 97)
    }

    /// An integer congruent to the value after `count` steps.
    private func total(after count: Int, of problem: ModularProgram, known: inout [Int?]) -> Int {
        guard count > 0 else { return problem.start }
        if let total = known[count - 1] { return total }
        let step = problem.steps[count - 1]
        let left = total(after: count - 1, of: problem, known: &known)
        let right =
            switch step.operand {
            case .literal(let number): number
            case .result(let label): total(after: label, of: problem, known: &known)
            }
        let total =
            switch step.operation {
            case .add: left + right
            case .subtract: left - right
            case .multiply: DiscreteLogarithm.product(left, right)
            case .divide: preconditionFailure("a chain does not divide")
            }
        known[count - 1] = total
        return total
    }
}

/// Multiplication modulo 97 by adding exponents of the primitive root 5.
private enum DiscreteLogarithm {
    private static let powers: [Int] = {
        var powers = [1]
        while powers.count < 96 { powers.append(powers[powers.count - 1] * 5 % 97) }
        return powers
    }()

    private static let exponents: [Int] = {
        var exponents = [Int](repeating: 0, count: 97)
        for (exponent, power) in powers.enumerated() { exponents[power] = exponent }
        return exponents
    }()

    static func product(_ left: Int, _ right: Int) -> Int {
        let left = (left % 97 + 97) % 97
        let right = (right % 97 + 97) % 97
        guard left != 0, right != 0 else { return 0 }
        return powers[(exponents[left] + exponents[right]) % 96]
    }
}
