extension UnchainDomain {
    /// Whether the answer is the start that the equation `a · start + b = result` has, modulo 97.
    ///
    /// The program is composed into `a` and `b`; the equation is solved by the extended Euclidean algorithm.
    public func grade(_ answer: String, of problem: UnchainProblem) -> Bool {
        var text = Substring(answer)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        guard let claimed = Int(text), (0...96).contains(claimed), String(claimed) == text else { return false }
        var factor = 1
        var offset = 0
        for step in problem.steps {
            guard case .literal(let number) = step.operand else { return false }
            switch step.operation {
            case .add: offset += number
            case .subtract: offset -= number
            case .multiply: (factor, offset) = (factor * number % 97, offset * number % 97)
            case .divide: return false
            }
        }
        let start = (problem.result - offset) % 97 * inverse(of: factor) % 97
        return (start + 97) % 97 == claimed
    }

    /// The number `x` with `number · x = 1` modulo 97, in -96...96.
    private func inverse(of number: Int) -> Int {
        var (remainder, next) = (97, number)
        var (coefficient, nextCoefficient) = (0, 1)
        while next != 0 {
            let quotient = remainder / next
            (remainder, next) = (next, remainder - quotient * next)
            (coefficient, nextCoefficient) = (nextCoefficient, coefficient - quotient * nextCoefficient)
        }
        return coefficient
    }
}
