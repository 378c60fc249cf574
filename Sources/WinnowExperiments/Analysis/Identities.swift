import WinnowDomains
import WinnowSelection

/// What is true of strategies by construction, so that no figure is mistaken for a finding.
enum Identities {
    /// What picks the only candidate there is when there is one.
    private static let choosers: Set<String> = [
        "single", "majority", "majority-logprob", "best-logprob", "shortest-trace", "majority-trace-legal",
        "verifier-majority",
    ]

    /// Why a row's right answers equal another's by construction, or nil when they do not.
    static func note(_ strategy: String, budget: Int, verifier: VerifierDeclaration) -> String? {
        if budget == 1, strategy != "single", choosers.contains(strategy) {
            return "= single: one candidate leaves no choice"
        }
        if verifier.sound, verifier.complete, ["verifier", "verifier-majority"].contains(strategy) {
            return "= oracle: the verifier is sound and complete"
        }
        return nil
    }

    /// Whether the first is never behind the second on any problem at the same budget, by construction.
    ///
    /// - Parameter verifier: what the domain's verifier promises.
    static func dominates(
        _ first: String, _ second: String, budget: Int, verifier: VerifierDeclaration
    ) -> Bool {
        if budget == 1, choosers.contains(first), choosers.contains(second) { return true }
        let drawn = choosers.subtracting(["verifier-majority"])
        let verified = Set(["verifier", "verifier-majority"])
        if first == "oracle" { return drawn.contains(second) || verified.contains(second) }
        guard verifier.sound else { return false }
        if verifier.complete, verified.contains(first) {
            return drawn.contains(second) || verified.contains(second) || second == "oracle"
        }
        return first == "verifier-majority" && (second == "verifier" || second == "majority")
    }
}
