extension ChainDomain {
    public func read(_ completion: [Int]) -> Reading {
        ModularAnswer.reading(completion)
    }

    /// The number in decimal; nil unless it is 0...96 without sign or leading zeros.
    public func answerKey(of answer: String) -> String? {
        ModularAnswer.key(of: answer)
    }

    /// Carries out the program and compares.
    ///
    /// Critiques: `malformed`, `out_of_range`, `wrong_value`.
    public func verify(_ answer: String, of problem: ModularProgram) -> Verdict {
        ModularAnswer.verdict(on: answer, wrong: "the program does not end at this value") { claimed in
            value(of: problem) == claimed
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
