import WinnowDomains
import WinnowRuns
import WinnowStore

extension VerdictRecord {
    /// A domain's verdict as the store keeps it.
    init(_ verdict: Verdict) {
        switch verdict {
        case .accepted: self.init(outcome: .accepted)
        case .rejected(let critiques):
            self.init(outcome: .rejected, critiquesJSON: CritiqueText.json(critiques))
        case .error(let reason):
            self.init(outcome: .error, critiquesJSON: CritiqueText.json([Critique("error", reason)]))
        }
    }
}
