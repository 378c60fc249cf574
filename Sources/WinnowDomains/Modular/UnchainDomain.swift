public import WinnowRandom

/// Unchain reads programs modulo 97 backwards: the steps and the result are given, the start value is the answer.
///
/// The answer is unique, yet checking it (running forward) is not solving it (undoing the steps, which needs
/// modular division). The trace undoes the steps from last to first; a multiplication is undone as a division by
/// the same literal, `s2 n73 / n9 = n62`, so that a model copies the operand and learns one table of quotients
/// rather than a table of inverses and one of products.
public struct UnchainDomain: TracedDomain {
    public let name = "unchain"
    public let summary = "Find the start value of a program modulo 97 from its 2 to 12 steps and its result."
    public let example = (problem: "?; +9; *9; -16 > 57", answer: "53")
    public let vocabulary = Vocabulary(domainSymbols: ModularToken.unchainSymbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    /// The limit is twelve lines of seven tokens, the answer's two and the end token.
    public let completionLimit = 7 * ModularProgram.maximumSteps + 3

    public init() {}

    public var partialVerifiers: [any PartialVerifier<UnchainProblem>] { [UnchainLastStep()] }

    public var critics: [Critic] { ModularAnswer.critics }
}

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
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or describes an impossible instance.
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

    /// Gives the steps alone: the same steps with another result are in the same split.
    public func splitKey(of problem: UnchainProblem) -> String {
        ModularStep.text(problem.steps)
    }

    public func difficulty(of problem: UnchainProblem) -> Difficulty {
        ModularStep.difficulty(count: problem.steps.count)
    }

    /// Gives the prompt, such as `? ; s1 + n9 s2 * n9 > n73 |`.
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

extension UnchainDomain {
    public func read(_ completion: [Int]) -> Reading {
        ModularAnswer.reading(completion)
    }

    /// Gives the number in decimal; nil unless it is 0...96 without sign or leading zeros.
    public func answerKey(of answer: String) -> String? {
        ModularAnswer.key(of: answer)
    }

    /// Runs the program forward from the claimed start and compares the result.
    ///
    /// Critiques: `malformed`, `out_of_range`, and `wrong_value`, which names the result that the program has instead.
    public func verify(_ answer: String, of problem: UnchainProblem) -> Verdict {
        ModularAnswer.verdict(on: answer) { start in
            var value = start
            for step in problem.steps {
                guard case .literal(let number) = step.operand else { return "the program cannot be run forward" }
                value = step.operation.result(value, number)
            }
            return value == problem.result
                ? nil : "the program leads from this start to \(value), not \(problem.result)"
        }
    }
}

/// Checks the last line of the trace only: that one step forward from the claimed start gives the value which the
/// trace says it undid that step from. Where that value came from is not looked at.
///
/// Without the trace there is no such check, since a last step of its own leads to any result from some value. It is
/// not complete either: a right answer behind a slip in its last line is rejected.
public struct UnchainLastStep: PartialVerifier {
    public init() {}

    public var name: String { "last-step" }

    public var summary: String { "checks the last line of the trace only, against the answer" }

    public var declaration: VerifierDeclaration {
        VerifierDeclaration(sound: false, complete: false, evidence: .trace, solvesTheProblem: false)
    }

    /// Gives critiques: those of the domain's verifier, `wrong_value` with the words of this check.
    public func verify(_ answer: String, completion: [Int], of problem: UnchainProblem) -> Verdict {
        ModularAnswer.verdict(on: answer) { claimed in
            let objection = "the last line of the trace does not undo the first step to it"
            guard let line = ModularTrace(completion).lastLine, let step = problem.steps.first,
                case .literal(let number) = step.operand
            else { return objection }
            let isUndone =
                line.label == 1 && line.operation == step.operation.inverse && line.operand == number
                && line.result == claimed && step.operation.result(claimed, number) == line.left
            return isUndone ? nil : objection
        }
    }
}

extension UnchainDomain {
    /// Tells whether the answer is the start that the equation `a · start + b = result` has, modulo 97.
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

    /// Gives the number `x` with `number · x = 1` modulo 97, in -96...96.
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

extension UnchainDomain {
    /// Checks the trace line by line against the inverse steps, from the last to the first.
    ///
    /// The rules and error classes are those of ``ChainDomain/checkTrace(of:for:)``, with the result as the first
    /// running value. Complete: step 1 is undone.
    public func checkTrace(of completion: [Int], for problem: UnchainProblem) -> TraceCheck {
        ModularTrace(completion).check(derivation(of: problem))
    }

    public func steps(of completion: [Int]) -> [String] {
        ModularTrace(completion).texts(vocabulary)
    }

    public func stepEnds(of completion: [Int]) -> [Int] { ModularTrace(completion).ends }

    /// Gives labels in which `stepCorrect` judges a line given the trace's own running value, right or wrong, and
    /// `stateSolvable` says that all lines so far undo the steps in order with the right results.
    public func stepLabels(of completion: [Int], for problem: UnchainProblem) -> [StepLabel] {
        ModularTrace(completion).labels(derivation(of: problem))
    }
}

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
