public import WinnowRandom

extension ChainDomain {
    /// Draws a program: 2–4, 5–7 or 8–12 steps, a fifth of the operands (from the second step on) references.
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> ModularProgram {
        let count = random.integer(in: ModularStep.counts(difficulty))
        let start = random.below(ModularOperation.modulus)
        let steps = ModularStep.random(count: count, referenceProbability: 0.2, using: &random)
        return ModularProgram(checkedStart: start, steps: steps)
    }

    /// Reads a program such as `53; +9; *9; -16; +17; +s1`; the semicolons may be missing.
    public func problem(from specification: String) throws(ProblemError) -> ModularProgram {
        var scanner = ModularScanner(specification)
        guard let start = scanner.takeNumber() else {
            throw scanner.unexpected(expecting: "the start value", example: example.problem)
        }
        let steps = try scanner.takeSteps()
        guard scanner.isAtEnd() else {
            throw scanner.unexpected(expecting: "a step", example: example.problem)
        }
        return try ModularProgram(start: start, steps: steps)
    }

    public func specification(of problem: ModularProgram) -> String {
        "\(problem.start); \(ModularStep.text(problem.steps))"
    }

    /// The steps alone: the same steps with another start value are in the same split.
    public func splitKey(of problem: ModularProgram) -> String {
        ModularStep.text(problem.steps)
    }

    public func difficulty(of problem: ModularProgram) -> Difficulty {
        ModularStep.difficulty(count: problem.steps.count)
    }

    /// The prompt, such as `n53 ; s1 + n9 s2 * n9 |`.
    public func prompt(for problem: ModularProgram) -> [Int] {
        [ModularToken.number(problem.start), ModularToken.semicolon] + ModularToken.prompt(problem.steps)
            + [Vocabulary.separator]
    }

    public func drawing(of problem: ModularProgram) -> String {
        (["start \(problem.start)"] + ModularStep.lines(problem.steps)).joined(separator: "\n")
    }

    /// Carries out the program; the trace is unique, so nothing is drawn at random.
    public func solve(_ problem: ModularProgram, using random: inout CounterRandom) -> Solution {
        derivation(of: problem).solution()
    }

    func derivation(of problem: ModularProgram) -> ModularDerivation {
        let moves = problem.steps.enumerated().map { index, step in
            ModularDerivation.Move(label: index + 1, operation: step.operation, operand: step.operand)
        }
        return ModularDerivation(start: problem.start, moves: moves)
    }
}
