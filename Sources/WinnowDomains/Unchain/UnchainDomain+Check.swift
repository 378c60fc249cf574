extension UnchainDomain {
    /// Runs the program forward from the claimed start, `n53 s1 n62 s2 n73 …`, and marks the result, `> n39 <pass>`.
    public func writtenCheck(of completion: [Int], for problem: UnchainProblem) -> [CheckSymbol] {
        guard let claimed = read(completion).answer.flatMap({ Int($0) }) else { return [.fail] }
        var tokens = [ModularToken.number(claimed)]
        var value = claimed
        for (index, step) in problem.steps.enumerated() {
            guard case .literal(let number) = step.operand else { return [.fail] }
            value = step.operation.result(value, number)
            tokens += [ModularToken.step(index + 1), ModularToken.number(value)]
        }
        tokens += [ModularToken.yields, ModularToken.number(problem.result)]
        return tokens.map(CheckSymbol.token) + [CheckSymbol(value == problem.result)]
    }
}
