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

extension VerdictRecord {
    /// A domain's verdict as the store keeps it.
    public init(_ verdict: Verdict) {
        switch verdict {
        case .accepted: self.init(outcome: .accepted)
        case .rejected(let critiques):
            self.init(outcome: .rejected, critiquesJSON: CritiqueText.json(critiques))
        case .error(let reason):
            self.init(outcome: .error, critiquesJSON: CritiqueText.json([Critique("error", reason)]))
        }
    }
}
