extension UnchainDomain {
    public func read(_ completion: [Int]) -> Reading {
        ModularAnswer.reading(completion)
    }

    /// The number in decimal; nil unless it is 0...96 without sign or leading zeros.
    public func answerKey(of answer: String) -> String? {
        ModularAnswer.key(of: answer)
    }

    /// Runs the program forward from the claimed start and compares the result.
    ///
    /// Critiques: `malformed`, `out_of_range`, `wrong_value`.
    public func verify(_ answer: String, of problem: UnchainProblem) -> Verdict {
        ModularAnswer.verdict(on: answer, wrong: "the program does not lead from this start to the result") { start in
            var value = start
            for step in problem.steps {
                guard case .literal(let number) = step.operand else { return false }
                value = step.operation.result(value, number)
            }
            return value == problem.result
        }
    }
}
