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

    /// The steps: an operation with the state or mark behind it, or one `back` with its state.
    ///
    /// The opening state is part of the first step.
    public func steps(of completion: [Int]) -> [String] {
        CountdownTrace(completion).texts(vocabulary)
    }

    public func stepEnds(of completion: [Int]) -> [Int] { CountdownTrace(completion).ends }

    /// `stepCorrect` judges a step given the states that the trace wrote before it, right or wrong; `stateSolvable`
    /// says that moves lead from the last bracketed state to the target without `back`, whatever came before.
    ///
    /// After a leaf operation the bracketed state is still the one of the two numbers it took.
    public func stepLabels(of completion: [Int], for problem: CountdownProblem) -> [StepLabel] {
        CountdownTrace(completion).labels(numbers: searchNumbers(of: problem), target: problem.target)
    }
}
