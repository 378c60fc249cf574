/// Arithmetic with given numbers, each used exactly once, to make a target.
///
/// Many expressions are right, and a trace is a search with dead ends (Stream of Search, Gandhi et al., arXiv
/// 2404.03683). The target is repeated in every state of the trace, which tiny models need at the leaves.
public struct CountdownDomain: Domain {
    public let name = "countdown"
    public let summary = "Use each number exactly once with + - * / to make the target."
    public let example = (problem: "9 7 5 > 11", answer: "((9+7)-5)")
    public let vocabulary = Vocabulary(domainSymbols: CountdownToken.symbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: false)
    public let completionLimit = 235

    public init() {}

    public var partialVerifiers: [any PartialVerifier<CountdownProblem>] { [CountdownValueOnly()] }
}
