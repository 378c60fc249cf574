public import WinnowRandom

/// Countdown is arithmetic with given numbers, each used exactly once, to make a target.
///
/// Many expressions are right, and a trace is a search with dead ends (Stream of Search, Gandhi et al., arXiv
/// 2404.03683). The target is repeated in every state of the trace, which tiny models need at the leaves.
public struct CountdownDomain: TracedDomain {
    public let name = "countdown"
    public let summary = "Use each number exactly once with + - * / to make the target."
    public let example = (problem: "9 7 5 > 11", answer: "((9+7)-5)")
    public let vocabulary = Vocabulary(domainSymbols: CountdownToken.symbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)
    public let completionLimit = 235

    public let answerNotation = AnswerNotation.arithmetic
    public let takesTarget = true

    public init() {}

    public var partialVerifiers: [any PartialVerifier<CountdownProblem>] { [CountdownValueOnly()] }

    public var critics: [Critic] {
        [
            Critic("form", kinds: ["malformed", Critique.noAnswerKind]),
            Critic("numbers", kinds: ["number_not_available", "number_unused"]),
            Critic("value", kinds: ["wrong_value", "division_by_zero", "value_too_large"]),
        ]
    }
}

extension CountdownDomain {
    /// Draws numbers in 1...20 and a target in 10...100 that random moves made of them.
    ///
    /// Easy has three numbers; medium has four and a target made by additions and subtractions; hard has four and
    /// a target that those two alone cannot make. All problems have a solution by the trace's own moves.
    public func problem(_ difficulty: Difficulty, using random: inout CounterRandom) -> CountdownProblem {
        while true {
            let drawn = (0..<(difficulty == .easy ? 3 : 4)).map { _ in random.integer(in: 1...20) }
            let numbers = CountdownNumbers(drawn)
            var state = numbers
            while state.count > 1 {
                var moves = state.moves()
                if difficulty == .medium { moves.removeAll { $0.operation.rawValue > 1 } }
                // There is always a move: a difference, or a quotient of equals; for medium a sum of at most 80.
                let move = moves[random.below(moves.count)]
                state = state.replacing(move.first, move.second, with: move.result)
            }
            let target = state[0]
            guard (10...100).contains(target) else { continue }
            if difficulty == .hard, SignedSum.exists(of: drawn, equalTo: target) { continue }
            return CountdownProblem(checked: numbers, target: target)
        }
    }

    /// Reads a problem such as `9 7 5 > 11`: the numbers in any order, with spaces or commas between.
    ///
    /// - Throws: ``ProblemError`` when the text is malformed or describes an impossible instance.
    public func problem(from specification: String) throws(ProblemError) -> CountdownProblem {
        let sides = specification.split(separator: ">", omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw ProblemError("expected numbers, one > and the target, as in \"\(example.problem)\"")
        }
        let numbers = try integers(in: sides[0])
        let target = try integers(in: sides[1])
        guard target.count == 1 else {
            throw ProblemError("expected one target after the >, as in \"\(example.problem)\"")
        }
        return try CountdownProblem(numbers: numbers, target: target[0])
    }

    private func integers(in text: Substring) throws(ProblemError) -> [Int] {
        var numbers: [Int] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }) {
            guard word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(word) else {
                throw ProblemError("\"\(word)\" is not a positive integer")
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Gives the numbers in descending order and the target, such as `9 7 5 > 11`.
    public func specification(of problem: CountdownProblem) -> String {
        "\(splitKey(of: problem)) > \(problem.target)"
    }

    /// Gives the number multiset; problems that differ in the target only are in the same split.
    public func splitKey(of problem: CountdownProblem) -> String {
        problem.numbers.map(String.init).joined(separator: " ")
    }

    /// Gives easy for up to three numbers, medium where a sum of all numbers with signs makes the target, and hard for
    /// any other.
    public func difficulty(of problem: CountdownProblem) -> Difficulty {
        if problem.numbers.count <= 3 { return .easy }
        return SignedSum.exists(of: problem.numbers, equalTo: problem.target) ? .medium : .hard
    }

    public func drawing(of problem: CountdownProblem) -> String {
        "make \(problem.target) from \(problem.numbers.map(String.init).joined(separator: ", "))"
    }

    /// Gives the prompt, such as `n19 n17 n12 n7 > n55 |`.
    ///
    /// - Precondition: at most four numbers, and nothing above 200.
    public func prompt(for problem: CountdownProblem) -> [Int] {
        let numbers = searchNumbers(of: problem)
        return (0..<numbers.count).map { CountdownToken.number(numbers[$0]) }
            + [CountdownToken.yields, CountdownToken.number(problem.target), Vocabulary.separator]
    }

    /// Searches with a few dead ends; see ``CountdownSolver``.
    ///
    /// - Precondition: the problem fits the vocabulary and the trace's moves solve it, as all drawn problems do.
    public func solve(_ problem: CountdownProblem, using random: inout CounterRandom) -> Solution {
        let solver = CountdownSolver(numbers: searchNumbers(of: problem), target: problem.target)
        while true {
            let solution = solver.solution(using: &random)
            if solution.trace.count + solution.answer.count < completionLimit { return solution }
        }
    }

    func searchNumbers(of problem: CountdownProblem) -> CountdownNumbers {
        let largest = CountdownOperation.largestResult
        precondition(
            problem.numbers.count <= CountdownNumbers.capacity && problem.numbers[0] <= largest
                && (1...largest).contains(problem.target),
            "\(specification(of: problem)) does not fit the vocabulary")
        return CountdownNumbers(problem.numbers)
    }
}

/// Sums of all numbers with signs are what `+` and `-` alone can make.
private enum SignedSum {
    static func exists(of numbers: [Int], equalTo target: Int) -> Bool {
        // The number with the first bit: at least one sign is positive, as there is no unary minus.
        (1..<1 << numbers.count).contains { signs in
            var sum = 0
            for (index, number) in numbers.enumerated() { sum += signs >> index & 1 == 1 ? number : -number }
            return sum == target
        }
    }
}

extension CountdownDomain {
    /// Reads a completion; the answer's tokens `( ( n9 + n7 ) - n5 )` become the text `((9+7)-5)`.
    ///
    /// Tokens that form no expression still have a text, without a key, as long as each is a number, a sign or a
    /// parenthesis.
    public func read(_ completion: [Int]) -> Reading {
        let parts = CompletionParts(completion, marker: CountdownToken.answer)
        guard let answer = parts.answer, let text = Self.text(of: completion[answer]) else {
            return parts.reading(answer: nil, key: nil)
        }
        return parts.reading(answer: text, key: answerKey(of: text))
    }

    /// Gives the normal form under commutativity and associativity of `+` and `*`: see ``verify(_:of:)`` for the
    /// grammar.
    public func answerKey(of answer: String) -> String? {
        (try? CountdownExpression(answer)).map { CountdownNormalForm($0).text }
    }

    private static func text(of tokens: ArraySlice<Int>) -> String? {
        guard !tokens.isEmpty else { return nil }
        var text = ""
        var endsWithNumber = false
        for token in tokens {
            if let number = CountdownToken.value(of: token) {
                // A space keeps two numbers apart, which is malformed but not another number.
                text += endsWithNumber ? " \(number)" : "\(number)"
                endsWithNumber = true
                continue
            }
            endsWithNumber = false
            switch token {
            case CountdownToken.openParenthesis: text += "("
            case CountdownToken.closeParenthesis: text += ")"
            default:
                guard let operation = CountdownToken.operation(of: token) else { return nil }
                text += operation.symbol
            }
        }
        return text
    }
}

extension CountdownDomain {
    /// Checks the trace step by step.
    ///
    /// Legal: each operation takes two numbers of the present state (for `+` and `*` in either order), has the
    /// stated result, a positive integer up to 200, and is followed by the remaining numbers in descending order
    /// with the target or, when one number is left, by a true mark; each `back` restates an earlier state of the
    /// path; nothing follows a true `ok`. Complete: a true `ok` was reached. A trace that stops early, even at
    /// once, is legal but incomplete; the answer is no part of it. Errors: `syntax`, `op_after_ok`,
    /// `operand_not_available`, `illegal_result`, `wrong_result`, `wrong_state`, `target_changed`, `wrong_mark`,
    /// `bad_back`.
    public func checkTrace(of completion: [Int], for problem: CountdownProblem) -> TraceCheck {
        CountdownTrace(completion).check(numbers: searchNumbers(of: problem), target: problem.target)
    }

    /// Gives the steps: an operation with the state or mark behind it, or one `back` with its state.
    ///
    /// The opening state is part of the first step.
    public func steps(of completion: [Int]) -> [String] {
        CountdownTrace(completion).texts(vocabulary)
    }

    public func stepEnds(of completion: [Int]) -> [Int] { CountdownTrace(completion).ends }

    /// Gives labels in which `stepCorrect` judges a step given the states that the trace wrote before it, right or
    /// wrong, and `stateSolvable` says that moves lead from the last bracketed state to the target without `back`,
    /// whatever came before.
    ///
    /// After a leaf operation the bracketed state is still the one of the two numbers it took.
    public func stepLabels(of completion: [Int], for problem: CountdownProblem) -> [StepLabel] {
        CountdownTrace(completion).labels(numbers: searchNumbers(of: problem), target: problem.target)
    }
}

extension CountdownDomain {
    /// Marks each number of the expression as given or not, `n9 <pass> n7 <pass> …`, evaluates its operations one by one,
    /// `n9 + n7 = n16 …`, and marks the value, `> n11 <pass>`.
    ///
    /// A value that no token stands for (a fraction, a negative number, one beyond 200) ends the check without a mark.
    public func writtenCheck(of completion: [Int], for problem: CountdownProblem) -> [CheckSymbol] {
        guard let answer = read(completion).answer, let expression = try? CountdownExpression(answer) else {
            return [.fail]
        }
        var check: [CheckSymbol] = []
        var unused = problem.numbers
        for case .number(let number, at: _) in expression.postfix {
            guard (1...CountdownOperation.largestResult).contains(number) else { return check }
            let place = unused.firstIndex(of: number)
            if let place { unused.remove(at: place) }
            check += [.token(CountdownToken.number(number)), CheckSymbol(place != nil)]
            if check.last?.isFailure == true { return check }
        }
        guard unused.isEmpty else { return check + [.fail] }
        var stack: [Int] = []
        for element in expression.postfix {
            switch element {
            case .number(let number, at: _): stack.append(number)
            case .operation(let operation, at: _):
                let (right, left) = (stack.removeLast(), stack.removeLast())
                guard let result = operation.result(left, right) else { return check }
                stack.append(result)
                check += [
                    CountdownToken.number(left), CountdownToken.operation(operation), CountdownToken.number(right),
                    CountdownToken.equals, CountdownToken.number(result),
                ].map(CheckSymbol.token)
            }
        }
        return check + [
            .token(CountdownToken.yields), .token(CountdownToken.number(problem.target)),
            CheckSymbol(stack.last == problem.target),
        ]
    }
}
