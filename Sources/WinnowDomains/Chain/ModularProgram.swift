/// A problem of ``ChainDomain``: a start value and the steps that are applied to it, modulo 97.
public struct ModularProgram: Hashable, Sendable {
    /// The value before the first step, in 0...96.
    public let start: Int

    /// One to twelve steps.
    public let steps: [ModularStep]

    /// The most steps that the vocabulary can number.
    public static let maximumSteps = 12

    /// A program whose references point to earlier steps and whose numbers are residues.
    ///
    /// - Throws: ``ProblemError`` for a program that is not one.
    public init(start: Int, steps: [ModularStep]) throws(ProblemError) {
        guard (0..<ModularOperation.modulus).contains(start) else {
            throw ProblemError("the start \(start) is not in 0...96")
        }
        guard (1...Self.maximumSteps).contains(steps.count) else {
            throw ProblemError("a program has 1 to \(Self.maximumSteps) steps, not \(steps.count)")
        }
        for (index, step) in steps.enumerated() {
            guard step.operation != .divide else { throw ProblemError("step \(index + 1) divides; use + - *") }
            switch step.operand {
            case .literal(let number) where !(0..<ModularOperation.modulus).contains(number):
                throw ProblemError("step \(index + 1): \(number) is not in 0...96")
            case .result(let earlier) where !(1..<index + 1).contains(earlier):
                throw ProblemError("step \(index + 1) refers to s\(earlier), which is not an earlier step")
            default: break
            }
        }
        self.start = start
        self.steps = steps
    }

    /// A program that is known to be one.
    init(checkedStart start: Int, steps: [ModularStep]) {
        self.start = start
        self.steps = steps
    }
}
