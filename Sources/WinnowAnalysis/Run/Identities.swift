import WinnowDomains
import WinnowSelection

/// What is true of strategies by construction, so that no figure is mistaken for a finding.
enum Identities {
    /// What picks the only candidate there is when there is one, besides all that goes by scores.
    private static let choosers: Set<String> = [
        "single", "majority", "majority-logprob", "cisc", "best-logprob", "shortest-trace", "majority-trace-legal",
        "verifier-majority", "accepted-vote-majority", "adaptive-beta", "adaptive-dirichlet", "adaptive-entropy",
        "adaptive-majority", "esc",
    ]

    /// What answers only where the verifier accepts.
    private static let abstainers: Set<String> = ["verifier", "accepted-vote"]

    /// What answers where the verifier accepts, and by the majority where it accepts none.
    private static let fallers: Set<String> = ["verifier-majority", "accepted-vote-majority"]

    private static func chooses(_ strategy: String) -> Bool {
        choosers.contains(strategy) || Strategies.named(strategy) is ScoredStrategy
    }

    /// Whether a strategy never has more right answers than coverage.
    private static func isCovered(_ strategy: String) -> Bool {
        chooses(strategy) || abstainers.contains(strategy) || strategy == "oracle"
    }

    /// Why a row's right answers equal another's by construction, or nil when they do not.
    ///
    /// - Parameter ties: a vote among right answers only may still abstain by its tie rule.
    static func note(
        _ strategy: String, budget: Int, verifier: VerifierDeclaration, ties: TieRule = .uniform
    ) -> String? {
        // A vote without weight is no majority.
        let isWeighted = [.vote, .softmaxVote].contains((Strategies.named(strategy) as? ScoredStrategy)?.rule)
        if budget == 1, strategy != "single", chooses(strategy), !isWeighted || ties != .absolute {
            return "= single: one candidate leaves no choice"
        }
        if verifier.sound, verifier.complete, verified(ties).contains(strategy) {
            return "= oracle: the verifier is sound and complete"
        }
        if budget == 1, strategy == "accepted-vote" { return "= verifier: one verdict leaves no vote" }
        return nil
    }

    /// Strategies that give a right answer wherever a sound verifier has accepted one.
    private static func verified(_ ties: TieRule) -> Set<String> {
        switch ties {
        case .uniform, .first, .lenient: abstainers.union(fallers)
        case .strict, .absolute: ["verifier", "verifier-majority"]
        }
    }

    /// Whether the first is never behind the second on any problem of one pool, by construction, ties shared.
    ///
    /// Coverage does not fall with the budget, nor do the answers that a sound verifier accepts.
    ///
    /// - Parameter verifier: what the verifier promises.
    static func dominates(
        _ first: (strategy: String, budget: Int), _ second: (strategy: String, budget: Int),
        verifier: VerifierDeclaration
    ) -> Bool {
        if first.strategy == second.strategy, ["single", "greedy"].contains(first.strategy) { return true }
        if first.strategy == "guess", second.strategy == "guess" { return first.budget >= second.budget }
        // `single` spends one sample whatever the budget.
        let first = first.strategy == "single" ? (strategy: "single", budget: 1) : first
        let second = second.strategy == "single" ? (strategy: "single", budget: 1) : second
        if first.budget == 1, second.budget == 1 {
            if chooses(first.strategy) { return chooses(second.strategy) || abstainers.contains(second.strategy) }
            if abstainers.contains(first.strategy), abstainers.contains(second.strategy) { return true }
        }
        let isWithin = first.budget >= second.budget
        let coverage: Set =
            verifier.sound && verifier.complete ? abstainers.union(fallers).union(["oracle"]) : ["oracle"]
        if coverage.contains(first.strategy) { return isWithin && isCovered(second.strategy) }
        guard verifier.sound else { return false }
        if abstainers.contains(second.strategy) {
            return isWithin && abstainers.union(fallers).contains(first.strategy)
        }
        return first.budget == second.budget && fallers.contains(first.strategy)
            && fallers.union(["majority"]).contains(second.strategy)
    }
}
