/// Evaluates the expression only; which numbers it uses is not looked at.
///
/// The hole of published Countdown checkers, which accept `5*5` from a single 5.
public struct CountdownValueOnly: PartialVerifier {
    public init() {}

    public var name: String { "value-only" }

    public var summary: String { "checks the value of the expression, not the numbers it uses" }

    public var declaration: VerifierDeclaration {
        VerifierDeclaration(sound: false, complete: true, evidence: .answer, solvesTheProblem: false)
    }

    /// Critiques: those of the domain's verifier that concern the value, or `malformed`.
    public func verify(_ answer: String, completion: [Int], of problem: CountdownProblem) -> Verdict {
        let expression: CountdownExpression
        do {
            expression = try CountdownExpression(answer)
        } catch {
            return .rejected([error.critique])
        }
        guard let critiques = expression.valueCritiques(target: problem.target) else {
            return .error("the value needs more than 128 bits")
        }
        return critiques.isEmpty ? .accepted : .rejected(critiques)
    }
}
