/// Programs modulo 97 read backwards: the steps and the result are given, the start value is the answer.
///
/// The answer is unique, yet checking it (running forward) is not solving it (undoing the steps, which needs
/// modular division). The trace undoes the steps from last to first; a multiplication is undone as a division by
/// the same literal, `s2 n73 / n9 = n62`, so that a model copies the operand and learns one table of quotients
/// rather than a table of inverses and one of products.
public struct UnchainDomain: Domain {
    public let name = "unchain"
    public let summary = "Find the start value of a program modulo 97 from its 2 to 12 steps and its result."
    public let example = (problem: "?; +9; *9; -16 > 57", answer: "53")
    public let vocabulary = Vocabulary(domainSymbols: ModularToken.unchainSymbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)

    /// Twelve lines of seven tokens, the answer's two and the end token.
    public let completionLimit = 7 * ModularProgram.maximumSteps + 3

    public init() {}

    public var partialVerifiers: [any PartialVerifier<UnchainProblem>] { [UnchainLastStep()] }
}
