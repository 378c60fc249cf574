/// The solver of such a domain leaves a trace of steps that a validator checks one by one.
public protocol TracedDomain<Problem>: GeneratedDomain {
    /// Checks the trace of a completion step by step.
    func checkTrace(of completion: [Int], for problem: Problem) -> TraceCheck

    /// Takes the trace apart; step `s` of a ``TraceCheck`` or ``StepLabel`` is element `s - 1`.
    func steps(of completion: [Int]) -> [String]

    /// Counts the completion's tokens up to and including each of ``steps(of:)``, ascending.
    func stepEnds(of completion: [Int]) -> [Int]

    /// Labels each step that could be read.
    func stepLabels(of completion: [Int], for problem: Problem) -> [StepLabel]

    /// Writes down the verifier's check of a completion's answer, step by step up to the first failure, as a text that a
    /// model can learn; a completion without an answer fails at once.
    func writtenCheck(of completion: [Int], for problem: Problem) -> [CheckSymbol]

    /// Makes a validator of traces in a published text grammar, or nil where the domain has no such grammar.
    ///
    /// - Parameters:
    ///   - dialect: the grammar's name.
    ///   - mode: the name of how much is checked.
    ///   - size: the columns and rows of what is drawn as a grid; nil to find them in each text.
    func traceTextValidator(
        dialect: String, mode: String, size: (columns: Int, rows: Int)?
    ) -> (any TraceTextValidator)?
}

extension TracedDomain {
    public func traceTextValidator(
        dialect: String, mode: String, size: (columns: Int, rows: Int)?
    ) -> (any TraceTextValidator)? { nil }
}

/// A validator judges traces in a text grammar, one line for prompt and trace.
public protocol TraceTextValidator: Sendable {
    /// Finds the first error of a line, or nil when the line is valid.
    func firstError(in line: String) -> TraceError?
}
