import WinnowDomains
import WinnowSelection

/// What is true of strategies by construction, so that no figure is mistaken for a finding.
enum Identities {
    /// Why a row equals another by construction, or nil when it does not.
    static func note(_ strategy: String, budget: Int, verifier: VerifierDeclaration) -> String? {
        if verifier.sound, verifier.complete {
            if strategy == "verifier" { return "= oracle: the verifier is sound and complete" }
        }
        let votesAndScores = ["majority", "majority-logprob", "best-logprob", "shortest-trace", "majority-trace-legal"]
        if budget == 1, votesAndScores.contains(strategy) { return "= single: one candidate leaves no choice" }
        return nil
    }

    /// Whether the first is never behind the second on any problem at equal budgets, by construction.
    ///
    /// - Parameter verifier: what the domain's verifier promises.
    static func dominates(_ first: String, _ second: String, verifier: VerifierDeclaration) -> Bool {
        let drawn = Set([
            "single", "majority", "majority-logprob", "best-logprob", "shortest-trace", "majority-trace-legal",
        ])
        let verified = Set(["verifier", "verifier-majority"])
        if first == "oracle" { return drawn.contains(second) || verified.contains(second) }
        guard verifier.sound else { return false }
        if verifier.complete, verified.contains(first) {
            return drawn.contains(second) || verified.contains(second) || second == "oracle"
        }
        return first == "verifier-majority" && (second == "verifier" || second == "majority")
    }
}
