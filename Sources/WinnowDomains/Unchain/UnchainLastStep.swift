/// Checks the last line of the trace only: that one step forward from the claimed start gives the value which the
/// trace says it undid that step from. Where that value came from is not looked at.
///
/// Without the trace there is no such check, since a last step of its own leads to any result from some value. It is
/// not complete either: a right answer behind a slip in its last line is rejected.
public struct UnchainLastStep: PartialVerifier {
    public init() {}

    public var name: String { "last-step" }

    public var summary: String { "checks the last line of the trace only, against the answer" }

    public var declaration: VerifierDeclaration {
        VerifierDeclaration(sound: false, complete: false, evidence: .trace, solvesTheProblem: false)
    }

    /// Critiques: those of the domain's verifier, `wrong_value` with the words of this check.
    public func verify(_ answer: String, completion: [Int], of problem: UnchainProblem) -> Verdict {
        ModularAnswer.verdict(on: answer, wrong: "the last line of the trace does not undo the first step to it") {
            claimed in
            guard let line = ModularTrace(completion).lastLine, let step = problem.steps.first,
                case .literal(let number) = step.operand
            else { return false }
            return line.label == 1 && line.operation == step.operation.inverse && line.operand == number
                && line.result == claimed && step.operation.result(claimed, number) == line.left
        }
    }
}
