public import WinnowRandom

extension UnchainDomain {
    /// Draws a program of 2–4, 5–7 or 8–12 steps without references, and a result.
    ///
    /// The map from start to result is a bijection, so a uniform result means a uniform start.
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> UnchainProblem {
        let count = random.integer(in: ModularStep.counts(difficulty))
        let steps = ModularStep.random(count: count, referenceProbability: 0, using: &random)
        return UnchainProblem(checkedSteps: steps, result: random.below(ModularOperation.modulus))
    }

    /// Reads a problem such as `?; +9; *9; -16 > 57`; the question mark and the semicolons may be missing.
    public func problem(from specification: String) throws(ProblemError) -> UnchainProblem {
        var scanner = ModularScanner(specification)
        _ = scanner.take("?")
        let steps = try scanner.takeSteps()
        guard scanner.take(">") else {
            throw scanner.unexpected(expecting: "a step or > and the result", example: example.problem)
        }
        guard let result = scanner.takeNumber() else {
            throw scanner.unexpected(expecting: "the result", example: example.problem)
        }
        guard scanner.isAtEnd() else {
            throw scanner.unexpected(expecting: "the end", example: example.problem)
        }
        return try UnchainProblem(steps: steps, result: result)
    }

    public func specification(of problem: UnchainProblem) -> String {
        "?; \(splitKey(of: problem)) > \(problem.result)"
    }

    /// The steps alone: the same steps with another result are in the same split.
    public func splitKey(of problem: UnchainProblem) -> String {
        ModularStep.text(problem.steps)
    }

    public func difficulty(of problem: UnchainProblem) -> Difficulty {
        ModularStep.difficulty(count: problem.steps.count)
    }

    /// The prompt, such as `? ; s1 + n9 s2 * n9 > n73 |`.
    public func prompt(for problem: UnchainProblem) -> [Int] {
        [ModularToken.question, ModularToken.semicolon] + ModularToken.prompt(problem.steps)
            + [ModularToken.yields, ModularToken.number(problem.result), Vocabulary.separator]
    }

    public func drawing(of problem: UnchainProblem) -> String {
        (["start ?"] + ModularStep.lines(problem.steps) + ["result \(problem.result)"]).joined(separator: "\n")
    }

    /// Undoes the steps from last to first; the trace is unique, so nothing is drawn at random.
    public func solve(_ problem: UnchainProblem, using random: inout CounterRandom) -> Solution {
        derivation(of: problem).solution()
    }

    func derivation(of problem: UnchainProblem) -> ModularDerivation {
        let moves = problem.steps.enumerated().reversed().map { index, step in
            ModularDerivation.Move(label: index + 1, operation: step.operation.inverse, operand: step.operand)
        }
        return ModularDerivation(start: problem.result, moves: moves)
    }
}
