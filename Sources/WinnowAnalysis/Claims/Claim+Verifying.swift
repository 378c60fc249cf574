import WinnowSelection

extension Claim {
    /// These claims say what sound and imperfect verifiers do.
    static let verifying = [
        Claim(
            name: "sound-verifier-is-never-wrong",
            statement: "With a sound verifier, wrong answers are given to less than 1 % of the problems.",
            source: "arXiv 2504.09762; arXiv 2402.01817", prediction: .below(0.01), strategies: ["verifier"]
        ) { .mean($0.outcomes("verifier", $0.budget).map(\.wrong)) },
        Claim(
            name: "votes-carry-no-guarantee",
            statement: "Majority voting gives wrong answers to more than 1 % of the problems.",
            source: "arXiv 2504.09762; arXiv 2402.08115", prediction: .above(0.01), strategies: ["majority"]
        ) { .mean($0.outcomes("majority", $0.budget).map(\.wrong)) },
        Claim(
            name: "verifier-beats-votes",
            statement: "At K samples, sampling until a sound verifier accepts is right at least 5 points more often.",
            source: "arXiv 2402.08115, table 1", prediction: .above(0.05), strategies: ["verifier", "majority"]
        ) { .difference($0.difference("verifier", "majority", at: $0.budget)) },
        Claim(
            name: "imperfect-verifier-peaks-early",
            statement:
                "At a false-positive rate of 25 % and a cost of 2 per wrong answer, 10 samples are worth more than K.",
            source: "arXiv 2411.17501", prediction: .above(0), smallest: 0.01
        ) { evidence in
            let rates = VerifierRates(truePositive: 1, falsePositive: 0.25)
            let budgets = [Swift.min(10, evidence.budget), evidence.budget]
            let pools = evidence.pools.entries.map(\.pool)
            // What is prepared for a million pools would be larger than they are.
            let parts = stride(from: 0, to: pools.count, by: 16_384).map { pools[$0...].prefix(16_384) }
            return .amount(
                parts.flatMap { part in
                    NoisyAcceptance.prepare(Array(part), budgets: budgets).map { acceptance in
                        let outcomes = acceptance.outcomes(rates, noise: .candidate)
                        let worth = outcomes.map { $0.right - 2 * $0.wrong }
                        return worth[0] - worth[1]
                    }
                })
        },
    ]
}
