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

    /// `stepCorrect` judges a line given the trace's own earlier results, right or wrong; `stateSolvable` says that
    /// all lines so far are the program's steps in order with the right results.
    public func stepLabels(of completion: [Int], for problem: ModularProgram) -> [StepLabel] {
        ModularTrace(completion).labels(derivation(of: problem))
    }
}
