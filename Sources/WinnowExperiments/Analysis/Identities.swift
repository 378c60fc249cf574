import WinnowDomains
import WinnowSelection

/// What is true of strategies by construction, so that no figure is mistaken for a finding.
enum Identities {
    /// What picks the only candidate there is when there is one.
    private static let choosers: Set<String> = [
        "single", "majority", "majority-logprob", "cisc", "best-logprob", "shortest-trace", "majority-trace-legal",
        "verifier-majority", "adaptive-beta", "adaptive-dirichlet", "adaptive-entropy", "adaptive-majority", "esc",
    ]

    /// Why a row's right answers equal another's by construction, or nil when they do not.
    static func note(_ strategy: String, budget: Int, verifier: VerifierDeclaration) -> String? {
        if budget == 1, strategy != "single", choosers.contains(strategy) {
            return "= single: one candidate leaves no choice"
        }
        if strategy == "cisc" { return "= majority-logprob: temperature 1" }
        if verifier.sound, verifier.complete, ["verifier", "verifier-majority"].contains(strategy) {
            return "= oracle: the verifier is sound and complete"
        }
        return nil
    }

    /// Whether the first is never behind the second on any problem of one pool, by construction.
    ///
    /// Coverage does not fall with the budget, nor do the right answers of a sound and complete verifier. `cisc` without
    /// a temperature of its own is `majority-logprob`.
    ///
    /// - Parameter verifier: what the domain's verifier promises.
    static func dominates(
        _ first: (strategy: String, budget: Int), _ second: (strategy: String, budget: Int),
        verifier: VerifierDeclaration
    ) -> Bool {
        let twins: Set = ["cisc", "majority-logprob"]
        if twins.contains(first.strategy), twins.contains(second.strategy), first.budget == second.budget {
            return true
        }
        if first.strategy == second.strategy, ["single", "greedy"].contains(first.strategy) { return true }
        if first.strategy == "guess", second.strategy == "guess" { return first.budget >= second.budget }
        // `single` spends one sample whatever the budget.
        let first = first.strategy == "single" ? (strategy: "single", budget: 1) : first
        let second = second.strategy == "single" ? (strategy: "single", budget: 1) : second
        if first.budget == 1, second.budget == 1, choosers.contains(first.strategy), choosers.contains(second.strategy)
        {
            return true
        }
        let verified: Set = ["verifier", "verifier-majority"]
        let covered = choosers.union(verified).union(["oracle"])
        let coverage = verifier.sound && verifier.complete ? verified.union(["oracle"]) : ["oracle"]
        if coverage.contains(first.strategy) {
            return first.budget >= second.budget && covered.contains(second.strategy)
        }
        return verifier.sound && first.strategy == "verifier-majority" && first.budget == second.budget
            && ["verifier", "majority"].contains(second.strategy)
    }
}
