/// A problem of ``UnchainDomain`` has the steps of a program modulo 97 and its result; the start is to be found.
///
/// Operands are literals only, since a reference would name a result that is not known when going backwards. No
/// step multiplies by 0, so the result is `a · start + b` with `a` not 0 modulo the prime 97 and every result has
/// exactly one start.
public struct UnchainProblem: Hashable, Sendable {
    /// There are one to twelve steps, in the order in which the program does them.
    public let steps: [ModularStep]

    /// The result is the value after the last step, in 0...96.
    public let result: Int

    /// Makes a problem with a unique start.
    ///
    /// - Throws: ``ProblemError`` for a reference, a multiplication by 0, a number that is no residue, or a wrong
    ///   number of steps.
    public init(steps: [ModularStep], result: Int) throws(ProblemError) {
        guard (0..<ModularOperation.modulus).contains(result) else {
            throw ProblemError("the result \(result) is not in 0...96")
        }
        let program = try ModularProgram(start: 0, steps: steps)
        for (index, step) in program.steps.enumerated() {
            if case .result = step.operand {
                throw ProblemError("step \(index + 1) is a reference, which could not be undone")
            }
            if step == ModularStep(.multiply, .literal(0)) {
                throw ProblemError("step \(index + 1) multiplies by 0, so the start would not be unique")
            }
        }
        self.steps = steps
        self.result = result
    }

    /// Makes a problem that is known to be one.
    init(checkedSteps steps: [ModularStep], result: Int) {
        self.steps = steps
        self.result = result
    }
}
