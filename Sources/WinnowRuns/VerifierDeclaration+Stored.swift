public import WinnowDomains
public import WinnowStore

extension ToolRecord.Declaration {
    public init(_ declaration: VerifierDeclaration) {
        self.init(
            sound: declaration.sound, complete: declaration.complete, evidence: declaration.evidence.rawValue,
            solvesTheProblem: declaration.solvesTheProblem)
    }
}

extension VerifierDeclaration {
    /// - Returns: nil when the evidence is of a kind that this program does not know.
    public init?(_ declaration: ToolRecord.Declaration) {
        guard let evidence = Evidence(rawValue: declaration.evidence) else { return nil }
        self.init(
            sound: declaration.sound, complete: declaration.complete, evidence: evidence,
            solvesTheProblem: declaration.solvesTheProblem)
    }
}
