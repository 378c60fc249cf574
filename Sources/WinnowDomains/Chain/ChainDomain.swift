/// Programs modulo 97 with one running value; the answer is the value after the last step.
///
/// The answer space is large and the answer unique, which is where voting is at its best. Checking an answer
/// means computing it, so the verifier is an answer key and says so.
public struct ChainDomain: Domain {
    public let name = "chain"
    public let summary = "Carry out 2 to 12 steps of arithmetic modulo 97 and give the last value."
    public let example = (problem: "53; +9; *9; -16; +17; +s1", answer: "39")
    public let vocabulary = Vocabulary(domainSymbols: ModularToken.chainSymbols)
    public let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: true)

    /// Twelve lines of seven tokens, the answer's two and the end token.
    public let completionLimit = 7 * ModularProgram.maximumSteps + 3

    public init() {}
}
