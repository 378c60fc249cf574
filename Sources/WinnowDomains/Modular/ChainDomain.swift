public import WinnowRandom

/// A chain is a program modulo 97 with one running value; the answer is the value after the last step.
///
/// The answer space is large and the answer unique, which is where voting is at its best. Checking an answer
/// means computing it, so the verifier is an answer key and says so.
public struct ChainDomain: TracedDomain {
    public let name = "chain"
    public let summary = "Carry out 2 to 12 steps of arithmetic modulo 97 and give the last value."
    public let example = (problem: "53; +9; *9; -16; +17; +s1", answer: "39")
    public let vocabulary = Vocabulary(domainSymbols: ModularToken.chainSymbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: true)

    /// The limit is twelve lines of seven tokens, the answer's two and the end token.
    public let completionLimit = 7 * ModularProgram.maximumSteps + 3

    public var critics: [Critic] { ModularAnswer.critics }

    public init() {}
}

extension ChainDomain {
    /// Draws a program: 2–4, 5–7 or 8–12 steps, a fifth of the operands (from the second step on) references.
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> ModularProgram {
        let count = random.integer(in: ModularStep.counts(difficulty))
        let start = random.below(ModularOperation.modulus)
        let steps = ModularStep.random(count: count, referenceProbability: 0.2, using: &random)
        return ModularProgram(checkedStart: start, steps: steps)
    }

    /// Reads a program such as `53; +9; *9; -16; +17; +s1`; the semicolons may be missing.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or describes an impossible instance.
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

    /// Gives the steps alone: the same steps with another start value are in the same split.
    public func splitKey(of problem: ModularProgram) -> String {
        ModularStep.text(problem.steps)
    }

    public func difficulty(of problem: ModularProgram) -> Difficulty {
        ModularStep.difficulty(count: problem.steps.count)
    }

    /// Gives the prompt, such as `n53 ; s1 + n9 s2 * n9 |`.
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

extension ChainDomain {
    public func read(_ completion: [Int]) -> Reading {
        ModularAnswer.reading(completion)
    }

    /// Gives the number in decimal; nil unless it is 0...96 without sign or leading zeros.
    public func answerKey(of answer: String) -> String? {
        ModularAnswer.key(of: answer)
    }

    /// Carries out the program and compares.
    ///
    /// Critiques: `malformed`, `out_of_range`, `wrong_value`.
    public func verify(_ answer: String, of problem: ModularProgram) -> Verdict {
        ModularAnswer.verdict(on: answer) { claimed in
            value(of: problem) == claimed ? nil : "the program does not end at this value"
        }
    }

    private func value(of problem: ModularProgram) -> Int {
        var results: [Int] = []
        results.reserveCapacity(problem.steps.count)
        var value = problem.start
        for step in problem.steps {
            switch step.operand {
            case .literal(let number): value = step.operation.result(value, number)
            case .result(let label): value = step.operation.result(value, results[label - 1])
            }
            results.append(value)
        }
        return value
    }
}

extension ChainDomain {
    /// Tells whether the answer is the program's value, found from the last step backwards.
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

    /// Gives an integer congruent to the value after `count` steps.
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

/// The logarithm multiplies modulo 97 by adding exponents of the primitive root 5.
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

extension ChainDomain {
    /// Checks the trace line by line against the program.
    ///
    /// Legal: each line does the next step of the program, from the running value, with the right operand and
    /// result. Complete: the last step is done. A trace that stops early, even at once, is legal but incomplete,
    /// and whether the answer repeats the last result is no part of it. Errors: `syntax`, `wrong_step`,
    /// `extra_step`, `wrong_left`, `wrong_operation`, `wrong_operand`, `wrong_result`, tested in this order.
    public func checkTrace(of completion: [Int], for problem: ModularProgram) -> TraceCheck {
        ModularTrace(completion).check(derivation(of: problem))
    }

    public func steps(of completion: [Int]) -> [String] {
        ModularTrace(completion).texts(vocabulary)
    }

    public func stepEnds(of completion: [Int]) -> [Int] { ModularTrace(completion).ends }

    /// Gives labels in which `stepCorrect` judges a line given the trace's own earlier results, right or wrong, and
    /// `stateSolvable` says that all lines so far are the program's steps in order with the right results.
    public func stepLabels(of completion: [Int], for problem: ModularProgram) -> [StepLabel] {
        ModularTrace(completion).labels(derivation(of: problem))
    }
}

extension ChainDomain {
    /// Carries out the program again, `s1 n62 s2 n73 …`, and marks the answer, `ans n39 <pass>`.
    public func writtenCheck(of completion: [Int], for problem: ModularProgram) -> [CheckSymbol] {
        guard let claimed = read(completion).answer.flatMap({ Int($0) }) else { return [.fail] }
        let lines = derivation(of: problem).lines()
        let results = lines.flatMap { [ModularToken.step($0.label), ModularToken.number($0.result)] }
        return results.map(CheckSymbol.token) + [
            .token(ModularToken.answer), .token(ModularToken.number(claimed)),
            CheckSymbol(claimed == lines.last?.result ?? problem.start),
        ]
    }
}
