import Foundation
public import WinnowDomains
import WinnowJSON
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

/// Critiques as the store keeps them.
public enum CritiqueText {
    /// Writes a JSON array of objects with `kind`, `location` and `message`.
    ///
    /// They are written without values in between, which take longer for a critique than a verifier does to find it.
    public static func json(_ critiques: [Critique]) -> String {
        var writer = JSONWriter(.compact)
        writer.writeArray { writer in
            for critique in critiques {
                writer.writeObject { writer in
                    for (name, text) in [
                        ("kind", critique.kind), ("location", critique.location), ("message", critique.message),
                    ] {
                        writer.write(name: name)
                        writer.write(string: text)
                    }
                }
            }
        }
        return writer.text
    }

    /// The critiques of a stored text, or none when there is none.
    public static func critiques(_ json: String?) -> [Critique] {
        guard let json else { return [] }
        return (try? JSONDecoder().decode([Critique].self, from: Data(json.utf8))) ?? []
    }
}
