import WinnowDomains
import WinnowSelection

/// Identities say what is true of strategies by construction, so that no figure is mistaken for a finding.
enum Identities {
    /// Says why a row's right answers equal another's by construction, or nil when they do not.
    ///
    /// - Parameter ties: a vote among right answers only may still abstain by its tie rule.
    static func note(
        _ strategy: String, budget: Int, verifier: VerifierDeclaration, ties: TieRule = .uniform
    ) -> String? {
        guard let strategy = Strategies.named(strategy) else { return nil }
        let source = strategy.answerSource
        if budget == 1, !strategy.ignoresBudget, source.chooses, strategy.hasNoChoice(ties: ties) {
            return "= \(Single().name): one candidate leaves no choice"
        }
        if verifier.sound, verifier.complete, source.givesAccepted(ties) {
            return "= \(Oracle().name): the verifier is sound and complete"
        }
        if budget == 1, source == .accepted(byVote: true) {
            return "= \(FirstAccepted().name): one verdict leaves no vote"
        }
        return nil
    }

    /// Tells whether the first is never behind the second on any problem of one pool, by construction, ties shared.
    ///
    /// Coverage does not fall with the budget, nor do the answers that a sound verifier accepts.
    ///
    /// - Parameter verifier: what the verifier promises.
    static func dominates(
        _ first: (strategy: String, budget: Int), _ second: (strategy: String, budget: Int),
        verifier: VerifierDeclaration
    ) -> Bool {
        guard let one = Strategies.named(first.strategy), let other = Strategies.named(second.strategy) else {
            return false
        }
        if first.strategy == second.strategy {
            if one.ignoresBudget { return true }
            if one.neverFallsWithBudget { return first.budget >= second.budget }
        }
        // Who ignores the budget is as with one sample.
        let budgets = (one.ignoresBudget ? 1 : first.budget, other.ignoresBudget ? 1 : second.budget)
        let (own, others) = (one.answerSource, other.answerSource)
        if budgets.0 == 1, budgets.1 == 1 {
            if own.chooses { return others.chooses || others.abstains }
            if own.abstains, others.abstains { return true }
        }
        let isWithin = budgets.0 >= budgets.1
        if own == .right || verifier.sound && verifier.complete && own.prefersAccepted {
            return isWithin && others != .elsewhere
        }
        guard verifier.sound else { return false }
        if others.abstains { return isWithin && own.prefersAccepted }
        return budgets.0 == budgets.1 && own.fallsBack && (others.fallsBack || other.name == Majority().name)
    }
}

extension AnswerSource {
    /// It says whether the only candidate's answer is given when there is one.
    fileprivate var chooses: Bool { self == .samples || fallsBack }

    /// It says whether there is an answer only where the verifier accepts one.
    fileprivate var abstains: Bool {
        if case .accepted = self { true } else { false }
    }

    /// It says whether the majority answers where the verifier accepts nothing.
    fileprivate var fallsBack: Bool {
        if case .acceptedElseMajority = self { true } else { false }
    }

    /// It says whether an accepted answer is given where there is one.
    fileprivate var prefersAccepted: Bool { abstains || fallsBack }

    /// Tells whether an accepted answer is surely given where a sound verifier accepts one: some tie rules leave a vote
    /// open.
    fileprivate func givesAccepted(_ ties: TieRule) -> Bool {
        switch (self, ties) {
        case (.accepted(byVote: true), .strict), (.accepted(byVote: true), .absolute),
            (.acceptedElseMajority(byVote: true), .strict), (.acceptedElseMajority(byVote: true), .absolute):
            false
        default: prefersAccepted
        }
    }
}
