public import WinnowRandom

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

    /// The numbers in descending order and the target, such as `9 7 5 > 11`.
    public func specification(of problem: CountdownProblem) -> String {
        "\(splitKey(of: problem)) > \(problem.target)"
    }

    /// The number multiset; problems that differ in the target only are in the same split.
    public func splitKey(of problem: CountdownProblem) -> String {
        problem.numbers.map(String.init).joined(separator: " ")
    }

    /// Easy: up to three numbers; medium: a sum of all numbers with signs makes the target; hard: any other.
    public func difficulty(of problem: CountdownProblem) -> Difficulty {
        if problem.numbers.count <= 3 { return .easy }
        return SignedSum.exists(of: problem.numbers, equalTo: problem.target) ? .medium : .hard
    }

    public func drawing(of problem: CountdownProblem) -> String {
        "make \(problem.target) from \(problem.numbers.map(String.init).joined(separator: ", "))"
    }

    /// The prompt, such as `n19 n17 n12 n7 > n55 |`.
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

/// Sums of all numbers with signs: what `+` and `-` alone can make.
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
