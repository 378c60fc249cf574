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

    /// `stepCorrect` judges a line given the trace's own running value, right or wrong; `stateSolvable` says that
    /// all lines so far undo the steps in order with the right results.
    public func stepLabels(of completion: [Int], for problem: UnchainProblem) -> [StepLabel] {
        ModularTrace(completion).labels(derivation(of: problem))
    }
}
